/** People of other systems, by ids that the sessions that decide in their name can bear. */
import { createHash } from "node:crypto";
import type { ConnectorKind } from "../../contract/connectors";
import type { Actor } from "./types";

/** Of domain/session.ts: no hyphen, which stands between the parts of a session's name. */
const bearable = /^[\w+=,.@]{1,40}$/;

/**
 * The id as it is where a session can bear it. Of another what it can bear, and a digest of the whole, so that no two
 * people have one.
 */
export function bearableId(id: string): string {
  // What looks as if it had a digest gets one of its own: nobody is named so that they pass for another.
  if (bearable.test(id) && !/=[0-9a-f]{12}$/.test(id)) return id;
  const digest = createHash("sha256").update(id).digest("hex").slice(0, 12);
  return `${id.replace(/[^\w+,.@]/g, ".").slice(0, 27)}=${digest}`;
}

export const personOf = (
  channel: ConnectorKind,
  { id, displayName }: { readonly id: string; readonly displayName: string },
): Actor => ({ channel, id: bearableId(id), displayName });

/** The connector itself, in whose name its credentials are read: it decides nothing. */
export const connectorActor = (channel: ConnectorKind, name: string): Actor =>
  personOf(channel, { id: name, displayName: name });
