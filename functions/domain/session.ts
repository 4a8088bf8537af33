/** How a person's name reaches CloudTrail: the session of the gate's role bears it. */
import type { SlackPerson } from "./types";

/** STS API Reference, AssumeRole: RoleSessionName and SourceIdentity have 2 to 64 of `[\w+=,.@-]`. */
const longest = 64;

function sanitised(text: string): string {
  return text
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .replace(/[^\w+=,.@-]+/g, "-");
}

/** The Slack id first, which is the part that nobody can choose, and then the name for people. */
export function sessionName({ id, name }: SlackPerson): string {
  return `${sanitised(id)}-${sanitised(name)}`.slice(0, longest).padEnd(2, "-");
}

/** The gate's role lets nobody decide whose session has no source identity of this form. */
export function sourceIdentity({ id }: Pick<SlackPerson, "id">): string {
  return `slack-${sanitised(id)}`.slice(0, longest);
}

/** True where CodePipeline names the session of this very person as the one that decided. */
export function isOurs(decidedBy: string | undefined, person: SlackPerson): boolean {
  return (
    decidedBy !== undefined &&
    decidedBy.includes(":assumed-role/") &&
    decidedBy.endsWith(`/${sessionName(person)}`)
  );
}
