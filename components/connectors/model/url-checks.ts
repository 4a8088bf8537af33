/** Addresses of other systems: https alone, a host of the public internet by its name, and no port. */
import { type Check, quote, throwInvalid } from "../../inputs/model/checks";

interface Wanted {
  readonly what: string;
  readonly example: string;
}

/** RFC 6761, 6762 and 8375, and what clouds and offices call their own: names that no public resolver answers. */
const inside = /(?:^|\.)(?:localhost|local|internal|intranet|lan|home|corp|home\.arpa)$/;

/** Lambda Developer Guide, "Quotas": all variables of a function together have 4 KB. */
const longest = 1024;

/** The address as it is called; throws what is none. A name may still lead inside: that is judged at each call. */
function publicUrl(value: unknown, path: string, { what, example }: Wanted): URL {
  const no = (got: string, remedy: string): never =>
    throwInvalid(
      path,
      `\`${path}\` must be the address of ${what}, like ${example}, got${got}. ${remedy}`,
    );
  const shown = `: ${quote(value)}`;
  if (typeof value !== "string" || !URL.canParse(value) || /\s/.test(value)) {
    return no(shown, "Write it out from https:// on.");
  }
  const url = new URL(value);
  if (url.username !== "" || url.password !== "") {
    return no(
      " one with a user in it, which is not shown here",
      "Put what lets the connector in into the secret of `credentialsSecretArn`.",
    );
  }
  if (url.protocol !== "https:") return no(shown, "Only https is called.");
  if (value.length > longest) return no(` ${value.length} characters`, `Use ${longest} at most.`);
  if (url.port !== "") return no(shown, "Leave the port out: only 443 is called.");
  const host = url.hostname.replace(/\.$/, "");
  const isName = host.includes(".") && !/(?:^|\.)\d+$/.test(host) && !host.startsWith("[");
  if (!isName || inside.test(host)) {
    return no(shown, "Only a host of the public internet is called, by its name.");
  }
  return url;
}

/** The origin that is meant by an address of nothing else. */
export function originOf(value: unknown, path: string, wanted: Wanted): string {
  const url = publicUrl(value, path, wanted);
  if (url.pathname === "/" && url.search === "" && url.hash === "") return url.origin;
  return throwInvalid(
    path,
    `\`${path}\` must be the address of ${wanted.what} alone, like ${wanted.example}, got: ${quote(value)}. ` +
      "Leave out what follows the host.",
  );
}

/** An address with whatever path it has, which a function calls. */
export const webhookUrl: Check<string> = (value, path) => {
  const wanted = { what: "an endpoint", example: "https://approvals.example.com/events" };
  const { hash } = publicUrl(value, path, wanted);
  if (hash === "") return;
  throwInvalid(
    path,
    `\`${path}\` must have no fragment, got: ${quote(value)}. Leave out # and what follows it: it is never sent.`,
  );
};
