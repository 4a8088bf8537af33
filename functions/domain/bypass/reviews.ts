/**
 * Which review of a use of a break-glass role counts. The key of what a reviewer writes proves who they are and which
 * gate they may review: IAM lets them write below no other. What is not sure to be somebody else's does not count.
 */
import { isBlank } from "../reason";
import { lowered } from "../same-name";
import type { BypassEvent } from "./bypass-event";
import type { Review } from "./review-event";
import type { WrittenReview } from "./review-ports";

/** Why one does not count, to be read behind who has written it. */
export interface Refusal {
  readonly reviewer: string;
  readonly why: string;
}

export interface Judgement {
  /** Absent as long as nobody else has reviewed it. */
  readonly review?: Review;
  readonly refused: readonly Refusal[];
}

/** In the order of their keys, so that each look finds the same one. */
export function judgedReviews(use: BypassEvent, written: readonly WrittenReview[]): Judgement {
  const all = [...written].sort((one, other) => (one.reviewer < other.reviewer ? -1 : 1));
  const refused: Refusal[] = [];
  for (const one of all) {
    const verdict = judged(use, one);
    if (typeof verdict !== "string") return { review: verdict, refused };
    refused.push({ reviewer: one.reviewer, why: verdict });
  }
  return { refused };
}

/** The review, or why it does not count. */
function judged(use: BypassEvent, { reviewer, reason }: WrittenReview): Review | string {
  // No key of an action has this sign, and no name of a principal.
  const [action, ...rest] = reviewer.split("#");
  const who = rest.join("#");
  if (!use.gates.includes(action)) return "may review another gate";
  const displayName = nameOf(who);
  if (displayName === undefined) return "is no IAM user and no session of a role";
  if (isThemselves(use, displayName)) return "may be who broke the glass";
  if (isBlank(reason)) return "gives no reason";
  return { actor: { channel: "iam", id: who, displayName }, reason: reason! };
}

/** IAM User Guide, "IAM and AWS STS quotas": what names of users and of sessions are made of. */
const name = "[\\w+=,.@-]{1,64}";

/**
 * The session of a role alone: a user's own id would let them pass under another name, and so would the session of a
 * federated user (ACCOUNT_ID:NAME), for which any user picks the name. IAM User Guide, "IAM identifiers":
 * ids of roles begin with AROA.
 */
const principals = [new RegExp(`^user/(${name})$`), new RegExp(`^session/AROA\\w+:(${name})$`)];

const nameOf = (who: string): string | undefined =>
  principals.map((form) => form.exec(who)?.[1]).find((found) => found !== undefined);

/**
 * The trust policy of the role makes the session's name and the source identity those of the user. People sign
 * in elsewhere as NAME@DOMAIN; IAM compares names without regard to case.
 */
function isThemselves({ actor }: BypassEvent, reviewer: string): boolean {
  // Whom nobody tells may be anybody.
  if (actor === undefined) return true;
  const { id, sourceIdentity } = actor;
  const known = [id.split("/").at(-1)!, ...(sourceIdentity === undefined ? [] : [sourceIdentity])];
  const taken = known.flatMap(spellings);
  return spellings(reviewer).some((spelling) => taken.includes(spelling));
}

function spellings(of: string): string[] {
  const whole = lowered(of);
  return [whole, whole.split("@")[0]].filter((spelling) => spelling !== "");
}
