/** Calls of other systems: https alone, to public addresses, without redirects, within a time and a size. */
import { lookup } from "node:dns/promises";
import { FinalError, TransientError } from "../domain/errors";
import { isPublicAddress } from "./public-address";

export interface HttpRequest {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly header: (name: string) => string | undefined;
  readonly text: string;
}

/** Answers whatever status there is; throws a TransientError where there is no answer. */
export type Http = (request: HttpRequest) => Promise<HttpResponse>;

export interface HttpOptions {
  /** Milliseconds for one call. */
  readonly timeout?: number;
  readonly fetch?: typeof globalThis.fetch;
  readonly addressesOf?: (host: string) => Promise<readonly string[]>;
}

/** A function of 30 seconds makes several calls. */
const defaultTimeout = 8000;

/** Characters of an answer that are read; a ticket is a few thousand. */
const longestAnswer = 1_000_000;

const resolve = async (host: string): Promise<readonly string[]> =>
  (await lookup(host, { all: true })).map(({ address }) => address);

export function createHttp({
  timeout = defaultTimeout,
  fetch,
  addressesOf = resolve,
}: HttpOptions = {}): Http {
  return async ({ method, url, headers, body }) => {
    const { protocol, host, hostname, username, password } = new URL(url);
    if (protocol !== "https:" || username !== "" || password !== "") {
      throw new FinalError(`${host} is to be called by https, without a user in the address.`);
    }
    const signal = AbortSignal.timeout(timeout);
    try {
      await needPublic(hostname, addressesOf);
      const call = fetch ?? globalThis.fetch;
      const response = await call(url, { method, headers, body, signal, redirect: "manual" });
      const text = await textOf(response, host);
      return {
        status: response.status,
        header: (name) => response.headers.get(name) ?? undefined,
        text,
      };
    } catch (error) {
      if (error instanceof FinalError || error instanceof TransientError) throw error;
      // What the network says of a call may quote its address, which may be a secret.
      const why = signal.aborted ? `within ${timeout} ms` : `(${codeOf(error)})`;
      throw new TransientError(`${host} has not answered ${why}.`);
    }
  };
}

/** Whoever may word an address of the inside reads what only the inside may. */
async function needPublic(
  hostname: string,
  addressesOf: (host: string) => Promise<readonly string[]>,
): Promise<void> {
  const addresses = await addressesOf(hostname.replace(/^\[|\]$/g, ""));
  if (addresses.length > 0 && addresses.every(isPublicAddress)) return;
  throw new FinalError(`${hostname} has an address that is not public, and is not called.`);
}

async function textOf(response: Response, host: string): Promise<string> {
  if (response.body === null) return "";
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.byteLength;
    if (length > longestAnswer) throw new FinalError(`${host} answers with more than a megabyte.`);
    chunks.push(Buffer.from(chunk));
  }
  return Buffer.concat(chunks).toString("utf8");
}

function codeOf(error: unknown): string {
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  const code: unknown = cause instanceof Error && "code" in cause ? cause.code : undefined;
  return typeof code === "string" ? code : "no code";
}
