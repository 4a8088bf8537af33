/** The HTTP side of a stand-in, at one local URL for each of its addresses; it may be down. */
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import type { StandIn, SystemAnswer } from "./system";

/** How a system is down: it answers 503 to everything, or nothing at all. */
export type Outage = "errors" | "hangs";

export class SystemServer {
  outage: Outage | undefined;
  private readonly servers: Server[] = [];

  constructor(
    private readonly standIn: Pick<StandIn, "origins" | "answer">,
    /** Called after each answer. */
    private readonly answered: () => void,
  ) {}

  /** Answers the local URLs by the addresses for which they stand. */
  async listen(): Promise<Record<string, string>> {
    const urls: Record<string, string> = {};
    for (const origin of this.standIn.origins) {
      const server = createServer((request, response) => {
        // A caller that hangs up while it is read is owed no answer.
        this.serve(origin, request, response).catch(() => response.destroy());
      });
      this.servers.push(server);
      await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
      urls[origin] = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    }
    return urls;
  }

  async close(): Promise<void> {
    const closed = this.servers.map((server) => new Promise((resolve) => server.close(resolve)));
    // Calls that were left without an answer would keep them open.
    for (const server of this.servers) server.closeAllConnections();
    await Promise.all(closed);
  }

  private async serve(
    origin: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (this.outage === "hangs") return;
    if (this.outage === "errors") return send(response, { status: 503 });
    const { method = "GET", url = "/", headers } = request;
    const [path, query] = url.split(/\?(.*)/s, 2);
    const asked = new URL(origin);
    asked.pathname = path;
    asked.search = query ?? "";
    const body = Buffer.concat(chunks).toString("utf8");
    const call = { method, url: asked, headers: headersOf(headers, asked.host), body };
    send(response, await this.answer(call));
    this.answered();
  }

  private async answer(call: Parameters<StandIn["answer"]>[0]): Promise<SystemAnswer> {
    try {
      return await this.standIn.answer(call);
    } catch (error) {
      // A fault of the stand-in, which is for whoever runs the rehearsal.
      process.emitWarning(error instanceof Error ? error : new Error(String(error)));
      return { status: 500 };
    }
  }
}

function headersOf(headers: IncomingHttpHeaders, host: string): Record<string, string> {
  const given = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, [value].flat().join(", ")]],
  );
  return { ...(Object.fromEntries(given) as Record<string, string>), host };
}

function send(response: ServerResponse, { status, headers = {}, body }: SystemAnswer): void {
  if (typeof body !== "object") {
    response.writeHead(status, headers).end(body);
    return;
  }
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}
