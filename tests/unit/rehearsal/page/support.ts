/** A browser that can also misbehave: every header of its requests is the test's to choose. */
import { request as httpRequest, type IncomingMessage } from "node:http";
import { openPage, type Page } from "../../../../rehearsal/page/server";
import type { CommandResult, Command, PageView } from "../../../../rehearsal/page/types";
import type { Rehearsal } from "../../../../rehearsal/session";

export interface Reply {
  readonly status: number;
  readonly headers: IncomingMessage["headers"];
  readonly text: string;
}

interface Wish {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string | number>>;
  readonly body?: string | Buffer;
}

export interface Visit {
  readonly page: Page;
  readonly origin: string;
  readonly host: string;
  readonly token: string;
  send(wish: Wish): Promise<Reply>;
  view(): Promise<PageView>;
  ask(question: Command): Promise<CommandResult>;
  /** Opens the stream of views; `next` waits for the next event. */
  listen(): Promise<Listening>;
}

interface Listening {
  readonly status: number;
  /** Every event so far. */
  readonly views: PageView[];
  readonly ended: Promise<void>;
  close(): void;
}

/** Opens the page of a rehearsal and follows its link. */
export async function visit(rehearsal: Rehearsal): Promise<Visit> {
  const page = await openPage(rehearsal);
  const { origin, host, port, hash } = new URL(page.url);
  const token = hash.slice(1);
  const send = ({ method = "GET", path, headers = {}, body }: Wish): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const request = httpRequest({ host: "127.0.0.1", port, method, path, headers });
      request.on("response", (response) => void textOf(response).then(resolve, reject));
      request.on("error", reject);
      request.end(body);
    });
  const known = { "x-rehearsal-token": token };
  return {
    ...{ page, origin, host, token, send },
    view: async () => JSON.parse((await send({ path: "/view", headers: known })).text),
    ask: async (question) => {
      const body = JSON.stringify(question);
      const headers = { ...known, origin, "content-type": "application/json" };
      return JSON.parse((await send({ method: "POST", path: "/ask", headers, body })).text);
    },
    listen: () => listenAt(port, token),
  };
}

async function textOf(response: IncomingMessage): Promise<Reply> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { statusCode: status = 0, headers } = response;
  return { status, headers, text: Buffer.concat(chunks).toString() };
}

function listenAt(port: string, token: string): Promise<Listening> {
  return new Promise((resolve, reject) => {
    const path = `/events?token=${token}`;
    const request = httpRequest({ host: "127.0.0.1", port, path });
    request.on("error", reject);
    request.on("response", (response) => {
      const views: PageView[] = [];
      let rest = "";
      response.on("data", (chunk: Buffer) => {
        const events = (rest + chunk.toString()).split("\n\n");
        rest = events.pop()!;
        for (const event of events.filter((one) => one.startsWith("data: "))) {
          views.push(JSON.parse(event.slice("data: ".length)));
        }
      });
      response.on("error", () => undefined);
      const ended = new Promise<void>((end) => response.on("close", () => end()));
      const { statusCode: status = 0 } = response;
      resolve({ status, views, ended, close: () => void request.destroy() });
    });
    request.end();
  });
}
