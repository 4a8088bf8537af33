/** How a person's name reaches CloudTrail: the session of the gate's role bears it. */
import { identityPrefix } from "../../contract/identities";
import type { Actor } from "./types";

/** STS API Reference, AssumeRole: RoleSessionName and SourceIdentity have 2 to 64 of `[\w+=,.@-]`. */
const longest = 64;

function sanitised(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\w+=,.@-]+/g, "-");
}

/** The id first, which is the part that nobody can choose, and then the name for people. */
export function sessionName({ id, displayName }: Pick<Actor, "id" | "displayName">): string {
  return `${sanitised(id)}-${sanitised(displayName)}`.slice(0, longest).padEnd(2, "-");
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
  const [, partition, , , accountId, resource = ""] = deciderRoleArn.split(":");
  const role = resource.split("/").at(-1);
  const session = `assumed-role/${role}/${sessionName(person)}`;
  return decidedBy === `arn:${partition}:sts::${accountId}:${session}`;
}
