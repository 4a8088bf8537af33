/** How a person's name reaches CloudTrail: the session of the gate's role bears it. */
import { channelBefore, identityPrefix } from "../../contract/identities";
import type { Actor } from "./types";

/** STS API Reference, AssumeRole: RoleSessionName and SourceIdentity have 2 to 64 of `[\w+=,.@-]`. */
const longest = 64;

function sanitised(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\w+=,.@-]+/g, "-");
}

/** What tells people apart: no hyphen, which stands between the parts of a name, and never cut off. */
const channelName = /^[a-z][a-z0-9]{1,15}$/;
const actorId = /^[\w+=,.@]{1,40}$/;

/** True where no other person of any channel has the same session name up to the name for people. */
export function isDistinct({ channel, id }: Pick<Actor, "channel" | "id">): boolean {
  return channelName.test(channel) && actorId.test(id);
}

/**
 * The id first, which is the part that nobody can choose, and then the name for people. Before the id
 * stands the channel, so that equal ids of two channels are two sessions. Slack's have none, as in 0.1.0:
 * what is under way during an upgrade is recognised, and no id of Slack begins with the name of a channel,
 * which is in lower case.
 */
export function sessionName({ channel, id, displayName }: Actor): string {
  const of = channel === channelBefore ? "" : `${sanitised(channel)}-`;
  return `${of}${sanitised(id)}-${sanitised(displayName)}`.slice(0, longest).padEnd(2, "-");
}

/** The gate's role lets nobody decide whose session has no source identity of this form. */
export function sourceIdentity({ channel, id }: Pick<Actor, "channel" | "id">): string {
  return `${identityPrefix(sanitised(channel))}${sanitised(id)}`.slice(0, longest);
}

/**
 * True where CodePipeline names the session of this very person, in the gate's own role, as the one
 * that decided: whoever may name a session of another role as they like is not thereby that person.
 */
export function isOurs(
  decidedBy: string | undefined,
  person: Actor,
  deciderRoleArn: string,
): boolean {
  return decidedBy === sessionArn(deciderRoleArn, person);
}

/** The session of a gate's role that decides for a person. */
export function sessionArn(deciderRoleArn: string, person: Actor): string {
  const [, partition, , , accountId, resource = ""] = deciderRoleArn.split(":");
  const role = resource.split("/").at(-1);
  return `arn:${partition}:sts::${accountId}:assumed-role/${role}/${sessionName(person)}`;
}
