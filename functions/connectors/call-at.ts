/**
 * One call by https of a host at addresses that were judged before: its name is not looked up once more, when it may
 * lead elsewhere. No redirect is followed, and no connection is kept.
 */
import type { ClientRequest, IncomingMessage } from "node:http";
import * as https from "node:https";
import { isIPv6, type LookupFunction } from "node:net";

export interface Call {
  readonly method: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Ends the call, and the reading of its answer. */
  readonly signal: AbortSignal;
  /** One at least. */
  readonly addresses: readonly string[];
}

/** A Response is one, too. */
export interface Answer {
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  readonly body: AsyncIterable<Uint8Array> | null;
}

export type CallAt = (url: string, call: Call) => Promise<Answer>;

type Request = (
  url: string,
  options: https.RequestOptions,
  done: (message: IncomingMessage) => void,
) => ClientRequest;

export const createCallAt =
  (request: Request = (...given) => https.request(...given)): CallAt =>
  (url, { method, headers, body, signal, addresses }) =>
    new Promise((resolve, reject) => {
      const sent = request(
        url,
        {
          ...{ method, signal, agent: false, lookup: pinnedTo(addresses) },
          headers: { "user-agent": "codepipeline-approvals", ...headers },
        },
        (message) => resolve(answered(message)),
      );
      sent.on("error", reject);
      sent.on("close", () => reject(new Error("The connection was closed.")));
      sent.end(body);
    });

/** Node asks for all addresses where it may try one after the other, and for one where it may not. */
const pinnedTo =
  (addresses: readonly string[]): LookupFunction =>
  (_host, { all }, done) => {
    const found = addresses.map((address) => ({ address, family: isIPv6(address) ? 6 : 4 }));
    if (all) return void process.nextTick(done, null, found);
    const [{ address, family }] = found;
    process.nextTick(done, null, address, family);
  };

const answered = (message: IncomingMessage): Answer => ({
  // Of every answer to a request, Node says: http.IncomingMessage.
  status: message.statusCode!,
  headers: { get: (name) => message.headersDistinct[name.toLowerCase()]?.join(", ") ?? null },
  body: message,
});
