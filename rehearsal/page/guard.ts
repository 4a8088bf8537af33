/**
 * Who may speak with the page's server. It listens on this machine only, and three kinds of
 * strangers can reach it all the same:
 *
 * - Another site in the same browser. Its requests name its own Origin, or say in Sec-Fetch-Site
 *   that they come from elsewhere; what changes something must carry the Origin of the page.
 * - Another site whose name was made to point to 127.0.0.1 (DNS rebinding). Its requests carry that
 *   name as Host.
 * - Another user or container of this machine, who can send any header. Only the token stops those:
 *   it is in the link that the terminal prints, in the fragment, which browsers send to nobody.
 *   The files of the page hold no token and no data, so everybody on this machine may read them.
 */
import { createHash, timingSafeEqual } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

export interface Refusal {
  readonly status: number;
  /** One sentence for the person at the browser. */
  readonly text: string;
}

export const tokenHeader = "x-rehearsal-token";

/** Bytes of an ask. The longest, a dialog with long values, stays far below. */
export const longestCommand = 64 * 1024;

/** The names under which browsers on this machine reach a port. */
export function hostsOf(port: number): string[] {
  // Browsers leave out the port that is HTTP's own.
  const suffix = port === 80 ? "" : `:${port}`;
  return [`127.0.0.1${suffix}`, `localhost${suffix}`];
}

/** Refuses a request under a name that is not this server's own. */
export function foreignHost(
  { host = "" }: IncomingHttpHeaders,
  hosts: readonly string[],
): Refusal | undefined {
  if (hosts.includes(host.toLowerCase())) return undefined;
  const names = hosts.join(" and ");
  return { status: 421, text: `This page answers to ${names} only, not to the host "${host}".` };
}

/** Refuses what a page of another origin asks for. */
export function foreignPage({ host = "", ...headers }: IncomingHttpHeaders): Refusal | undefined {
  const { origin, "sec-fetch-site": site = "same-origin" } = headers;
  if (origin !== undefined && origin.toLowerCase() !== `http://${host.toLowerCase()}`) {
    return { status: 403, text: `This page takes no request that a page of "${origin}" makes.` };
  }
  // `none` is a person who typed the address.
  if (site === "same-origin" || site === "none") return undefined;
  return { status: 403, text: "This page takes no request that another page makes." };
}

/** Refuses who does not know this run's token. Says the same whether it is missing or wrong. */
export function unknownVisitor(given: string | undefined, token: string): Refusal | undefined {
  // Hashes are of one length, so that the comparison's time tells nothing.
  if (timingSafeEqual(digest(given ?? ""), digest(token))) return undefined;
  return {
    status: 403,
    text: "Open the link that the terminal printed for this rehearsal: it carries the key to it.",
  };
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

/** Refuses an ask that this server's own page did not send as it does. */
export function foreignCommand(headers: IncomingHttpHeaders): Refusal | undefined {
  const { origin, "content-type": type = "", "content-length": length } = headers;
  if (origin === undefined) {
    return { status: 403, text: "An ask must name the page that it comes from: no Origin given." };
  }
  if (!/^application\/json(\s*;\s*charset=utf-8)?$/i.test(type)) {
    return { status: 415, text: `An ask is application/json, got: "${type}".` };
  }
  if (length !== undefined && Number(length) > longestCommand) return tooLong;
  return undefined;
}

export const tooLong: Refusal = {
  status: 413,
  text: `An ask may be up to ${longestCommand} bytes long.`,
};
