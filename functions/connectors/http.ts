/** Calls of other systems: https alone, to public addresses, without redirects, within a time and a size. */
import { lookup } from "node:dns/promises";
import { FinalError, TransientError } from "../domain/errors";
import { type Answer, type CallAt, createCallAt } from "./call-at";
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
  /** Milliseconds for one call, the look-up of its host included. */
  readonly timeout?: number;
  readonly callAt?: CallAt;
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
  callAt = createCallAt(),
  addressesOf = resolve,
}: HttpOptions = {}): Http {
  return async ({ method, url, headers, body }) => {
    const { protocol, host, hostname, username, password } = new URL(url);
    if (protocol !== "https:" || username !== "" || password !== "") {
      throw new FinalError(`${host} is to be called by https, without a user in the address.`);
    }
    const signal = AbortSignal.timeout(timeout);
    try {
      const addresses = await within(signal, publicAddresses(hostname, addressesOf));
      const response = await callAt(url, { method, headers, body, signal, addresses });
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

/** A look-up of Node's cannot be ended: what it finds too late is left. */
async function within<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("Too late.")));
  });
  return Promise.race([work, late]);
}

/** Whoever may word an address of the inside reads what only the inside may. */
async function publicAddresses(
  hostname: string,
  addressesOf: (host: string) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const addresses = await addressesOf(hostname.replace(/^\[|\]$/g, ""));
  if (addresses.length > 0 && addresses.every(isPublicAddress)) return addresses;
  throw new FinalError(`${hostname} has an address that is not public, and is not called.`);
}

async function textOf(response: Answer, host: string): Promise<string> {
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
