/**
 * To which system credentials belong: the secret says so itself. A gate's record names a host as well, and whoever
 * may write that would otherwise have what the decider reads with sent wherever they like.
 */
import * as v from "valibot";
import { TransientError } from "../domain/errors";

function isOrigin(text: string): boolean {
  const url = URL.parse(text);
  if (url?.protocol !== "https:" || url.pathname !== "/") return false;
  return url.username + url.password + url.search + url.hash === "";
}

/** An origin, as people write it. */
export const ownOrigin = v.pipe(
  v.string(),
  v.check(isOrigin, "is no https origin"),
  v.transform((text) => new URL(text).origin),
);

/** Before anything is sent. A person may mend it while it is tried again, and people decide meanwhile. */
export function needOwnOrigin(field: string, own: string, called: string): void {
  if (own === new URL(called).origin) return;
  throw new TransientError(
    `The connector's credentials are for another ${field} than ${called}, and are not sent there.`,
    {
      remedy:
        `Compare ${field} in the connector's secret with that of the connector. Where they are the same, find out ` +
        "who has written to the hub's table of gates, and deploy the gate again.",
    },
  );
}
