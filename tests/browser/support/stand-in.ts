/**
 * A server with nothing behind it: it serves the page's own files and says what a test tells it
 * to. For what no rehearsal does on demand, such as hostile names or a server that goes away.
 */
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as path from "node:path";
import type { CommandResult, Command, PageView } from "../../../rehearsal/page/types";

const client = path.resolve(__dirname, "../../../rehearsal/page/client");

const types: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
};

/** As strict as the real one: whatever slips through would be a complaint. */
const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
  "img-src 'self' data:; base-uri 'none'; form-action 'none'";

export class StandIn {
  /** What the page asked. */
  readonly asked: Command[] = [];
  token = "first-run-of-all-tests";
  answer: (ask: Command) => CommandResult = () => ({ ok: true });
  private readonly listeners = new Set<http.ServerResponse>();
  private server: http.Server | undefined;
  private port = 0;

  constructor(private view: PageView) {}

  /** On the same port when it is opened again. */
  async open(): Promise<string> {
    const server = http.createServer((request, response) => void this.serve(request, response));
    this.server = server;
    await new Promise<void>((resolve) => server.listen(this.port, "127.0.0.1", resolve));
    this.port = (server.address() as AddressInfo).port;
    return `http://127.0.0.1:${this.port}/#${this.token}`;
  }

  async close(): Promise<void> {
    const { server } = this;
    if (server === undefined) return;
    this.server = undefined;
    server.closeAllConnections();
    await new Promise<void>((resolve) => void server.close(() => resolve()));
  }

  /** Sends a changed view to everybody who listens. */
  show(change: Partial<PageView>): void {
    this.view = { ...this.view, ...change };
    for (const listener of this.listeners) listener.write(event(this.view));
  }

  private async serve(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
    const token = request.headers["x-rehearsal-token"] ?? searchParams.get("token");
    response.setHeader("content-security-policy", policy);
    const isOpen = /^\/([\w-]+\.\w+|parts\/[\w-]+\.js)?$/.test(pathname);
    if (!isOpen && token !== this.token) return void response.writeHead(403).end("Wrong token.");
    if (pathname === "/events") return this.listen(request, response);
    if (pathname === "/ask") return this.ask(request, response);
    const file = path.join(client, pathname === "/" ? "index.html" : pathname);
    if (!fs.existsSync(file)) return void response.writeHead(404).end();
    response.setHeader("content-type", types[path.extname(file)]);
    response.end(fs.readFileSync(file, "utf8"));
  }

  private listen(request: http.IncomingMessage, response: http.ServerResponse): void {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(event(this.view));
    this.listeners.add(response);
    request.on("close", () => this.listeners.delete(response));
  }

  private async ask(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
    let body = "";
    for await (const chunk of request) body += chunk;
    const ask = JSON.parse(body) as Command;
    this.asked.push(ask);
    response.setHeader("content-type", "application/json");
    response.end(JSON.stringify(this.answer(ask)));
  }
}

function event(view: PageView): string {
  return `data: ${JSON.stringify(view)}\n\n`;
}
