/** The page beside the terminal: an HTTP server on 127.0.0.1 that shows a rehearsal and acts in it. */
import { randomBytes } from "node:crypto";
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";
import { readBody } from "../aws/api/request";
import { hiderOf } from "../screen/secrets";
import type { Rehearsal } from "../session";
import { parseCommand } from "./parse-command";
import { carryOut } from "./commands";
import { FaultBoard } from "./faults";
import { pageFiles, type PageFile } from "./files";
import * as guard from "./guard";
import { record, type Recorded } from "./record";
import { refuse, sendFile, sendJson } from "./replies";
import { type Snapshot, Streams } from "./streams";
import type { CommandResult } from "./types";
import { pageView } from "./view";

export interface PageOptions {
  /** Port on 127.0.0.1. Defaults to a free one. */
  readonly port?: number;
}

export interface Page {
  /** The link to open: it carries the key, so it is for the person at this terminal only. */
  readonly url: string;
  /** Ends the page with everything that is connected to it. */
  close(): Promise<void>;
}

/** Loopback only: whoever reaches this page is on this machine. */
const address = "127.0.0.1";
const mostConnections = 128;
/** Connections that ask for nothing make room soon. In milliseconds. */
const patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 2_000,
};

/** Opens the page. What happens in the rehearsal is recorded from the call on. */
export async function openPage(
  rehearsal: Rehearsal,
  { port = 0 }: PageOptions = {},
): Promise<Page> {
  const server = new PageServer(rehearsal);
  try {
    await server.listen(port);
  } catch (error) {
    await server.close();
    throw error;
  }
  return { url: server.url, close: () => server.close() };
}

class PageServer {
  private readonly token = randomBytes(16).toString("base64url");
  private readonly files: ReadonlyMap<string, PageFile> = pageFiles();
  private readonly faults: FaultBoard;
  private readonly recorded: Recorded;
  private readonly streams: Streams;
  private readonly server: Server;
  private hosts: readonly string[] = [];

  constructor(private readonly rehearsal: Rehearsal) {
    this.faults = new FaultBoard(rehearsal);
    this.recorded = record(rehearsal, () => this.streams.schedule());
    this.streams = new Streams(() => this.look());
    this.server = createServer(patience, (request, response) => {
      // A browser that went away while we answered is no fault of ours.
      response.on("error", () => undefined);
      this.serve(request, response).catch((error: unknown) => this.fail(error, response));
    });
    this.server.maxConnections = mostConnections;
  }

  async listen(port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(port, address, resolve);
    });
    this.hosts = guard.hostsOf((this.server.address() as AddressInfo).port);
  }

  get url(): string {
    return `http://${this.hosts[0]}/#${this.token}`;
  }

  async close(): Promise<void> {
    this.recorded.stop();
    this.streams.close();
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "", url = "", headers } = request;
    const foreign = guard.foreignHost(headers, this.hosts);
    if (foreign !== undefined) return refuse(response, foreign);
    const [path] = url.split("?", 1);
    const file = this.files.get(path);
    const wanted = file !== undefined ? ["GET", "HEAD"] : routes.get(path);
    if (wanted === undefined) return refuse(response, { status: 404, text: "Not found." });
    if (!wanted.includes(method)) {
      const text = `This address takes ${wanted.join(" and ")} only.`;
      return refuse(response, { status: 405, text }, { allow: wanted.join(", ") });
    }
    if (file !== undefined) return sendFile(response, file);
    const stranger =
      guard.foreignPage(headers) ?? guard.unknownVisitor(tokenOf(headers, url), this.token);
    if (stranger !== undefined) return refuse(response, stranger);
    if (path === "/view") return sendJson(response, this.look().json);
    if (path === "/events") return this.stream(response);
    return this.ask(request, response);
  }

  private stream(response: ServerResponse): void {
    if (this.streams.hasRoom) return this.streams.join(response);
    const text = "Too many pages show this rehearsal. Close some of its tabs.";
    return refuse(response, { status: 503, text });
  }

  private async ask(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const foreign = guard.foreignCommand(request.headers);
    if (foreign !== undefined) return refuse(response, foreign);
    const body = await readBody(request, guard.longestCommand).catch(() => undefined);
    if (body === undefined) return refuse(response, guard.tooLong);
    const read = parseCommand(body.toString("utf8"));
    if ("problem" in read) return refuse(response, { status: 400, text: read.problem });
    const answer: CommandResult = await carryOut(this.rehearsal, read.ask, this.faults);
    this.streams.schedule();
    sendJson(response, this.json(answer));
  }

  private look(): Snapshot {
    const view = pageView(this.rehearsal, this.recorded, this.faults);
    return { view, json: this.json(view) };
  }

  /** No view holds a secret; one that got into it all the same, by a log line, does not leave this process. */
  private json(content: object): string {
    const hide = hiderOf(this.rehearsal);
    return JSON.stringify(content, (_key, value: unknown) =>
      typeof value === "string" ? hide(value) : value,
    );
  }

  /** What went wrong inside is for this process's own output, not for the browser. */
  private fail(error: unknown, response: ServerResponse): void {
    process.emitWarning(error instanceof Error ? error : new Error(String(error)));
    if (response.headersSent) return void response.destroy();
    refuse(response, { status: 500, text: "The page failed at this; the terminal says why." });
  }
}

/** Beside the files: the addresses that need the token, and their methods. */
const routes: ReadonlyMap<string, readonly string[]> = new Map([
  ["/view", ["GET"]],
  ["/events", ["GET"]],
  ["/ask", ["POST"]],
]);

/** The browser's own stream of events cannot carry a header, so its token is in the query. */
function tokenOf(headers: IncomingHttpHeaders, url: string): string | undefined {
  const given = headers[guard.tokenHeader];
  if (typeof given === "string") return given;
  return url.startsWith("/events?")
    ? (new URLSearchParams(url.slice("/events?".length)).get("token") ?? undefined)
    : undefined;
}
