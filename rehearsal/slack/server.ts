/** The HTTP side of the Web API: reads a call, lets it fail where it shall, and answers as Slack. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { methods, Refusal, type SlackState } from "./methods";

export class WebApi {
  private readonly faults = new Map<string, { how: string; left: number }>();
  private readonly server: Server;

  constructor(private readonly office: SlackState) {
    this.server = createServer((request, response) => {
      // A caller that hangs up while it is read is owed no answer.
      this.serve(request, response).catch(() => response.destroy());
    });
  }

  /** Answers the URL under which the methods are. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/api/`;
  }

  fail(method: string, how: string, times: number): void {
    if (!Object.hasOwn(methods, method)) {
      const known = Object.keys(methods).join(", ");
      throw new Error(`The local Slack has no method ${method}: it has ${known}.`);
    }
    this.faults.set(method, { how, left: times });
  }

  heal(): void {
    this.faults.clear();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.server.close(resolve));
    // Calls that were left without an answer would keep it open.
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url!, "http://127.0.0.1");
    const method = pathname.replace(/^\/api\//, "");
    const how = this.fault(method);
    if (how === "timeout") return;
    const status = how === undefined ? undefined : /^http_(\d{3})$/.exec(how)?.[1];
    if (status !== undefined) return void response.writeHead(Number(status)).end();
    if (how === "ratelimited") return send(response, 429, { ok: false, error: how });
    if (how !== undefined && how !== "timeout-late" && how !== "bare") {
      return send(response, 200, { ok: false, error: how });
    }
    const body = Buffer.concat(chunks).toString("utf8");
    const answer = this.answer(method, { request, query: searchParams, body });
    if (how === "bare") send(response, 200, bare(answer));
    else if (how === undefined) send(response, 200, answer);
  }

  private fault(method: string): string | undefined {
    const fault = this.faults.get(method);
    if (fault === undefined || fault.left <= 0) return undefined;
    fault.left -= 1;
    return fault.how;
  }

  private answer(name: string, call: Call): Record<string, unknown> {
    try {
      if (!Object.hasOwn(methods, name)) throw new Refusal("unknown_method", { req_method: name });
      const { takesJson, run, scope } = methods[name];
      const args = argumentsOf(call, takesJson);
      this.admit(tokenOf(call, args), scope);
      return { ok: true, ...run(args, this.office) };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      return { ok: false, error: error.code, ...error.details };
    }
  }

  /** The bot token is good from the installation on, for what was asked for in the manifest. */
  private admit(token: string, scope: string | undefined): void {
    const { installed, botToken } = this.office.app;
    if (token === "") throw new Refusal("not_authed");
    if (installed === undefined || token !== botToken) throw new Refusal("invalid_auth");
    if (scope === undefined || installed.scopes.includes(scope)) return;
    throw new Refusal("missing_scope", { needed: scope, provided: installed.scopes.join(",") });
  }
}

/** Slack's reference promises of a message neither the workspace nor the app. */
function bare({ message, ...answer }: Record<string, unknown>): object {
  const { team: _team, app_id: _app, ...rest } = (message ?? {}) as Record<string, unknown>;
  return { ...answer, message: rest };
}

interface Call {
  readonly request: IncomingMessage;
  readonly query: URLSearchParams;
  readonly body: string;
}

function argumentsOf({ request, query, body }: Call, takesJson: boolean): Record<string, unknown> {
  const [type] = (request.headers["content-type"] ?? "").split(";");
  const fromQuery = Object.fromEntries(query);
  if (body === "") return fromQuery;
  switch (type.trim().toLowerCase()) {
    case "application/x-www-form-urlencoded":
      return { ...fromQuery, ...Object.fromEntries(new URLSearchParams(body)) };
    case "application/json":
      return takesJson ? { ...fromQuery, ...object(body) } : fromQuery;
    default:
      throw new Refusal("invalid_post_type");
  }
}

function object(body: string): object {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    throw new Refusal("invalid_json");
  }
  if (typeof content === "object" && content !== null && !Array.isArray(content)) return content;
  throw new Refusal("json_not_object");
}

function tokenOf({ request }: Call, { token }: Record<string, unknown>): string {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return bearer ?? (typeof token === "string" ? token : "");
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, {
    "content-type": "application/json; charset=utf-8",
    ...(status === 429 && { "retry-after": "1" }),
  });
  response.end(JSON.stringify(body));
}
