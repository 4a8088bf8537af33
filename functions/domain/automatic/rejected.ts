/** What is never approved automatically: what somebody has rejected, and what nobody knows. */
import { isAutomatic } from "../summary";
import { isOpen } from "../transitions";
import type { ApprovalRequest, Release, Revision } from "../types";

/** Why people have to decide; undefined where nothing speaks against a decision without them. */
export function peopleAsked(
  { revisions }: Pick<Release, "revisions">,
  request: Pick<ApprovalRequest, "token">,
  history: readonly ApprovalRequest[],
): string | undefined {
  if (revisions.length === 0) return "CodePipeline names no revision";
  if (revisions.some(({ id }) => id === unknownRevision)) return "a revision is not known";
  const others = history.filter(({ token }) => token !== request.token);
  for (const revision of revisions) {
    if (isRejected(revision, others)) return `somebody has rejected ${named(revision)}`;
    // Its end is not here yet: it may be a rejection.
    if (others.some((one) => isOpen(one) && mayBeOf(one, revision))) {
      return `another request for ${named(revision)} is not seen to end`;
    }
  }
  return undefined;
}

/** As revisions are read that CodePipeline lists without an id. */
const unknownRevision = "unknown";

const named = ({ name, id }: Revision): string => `${name} ${id.slice(0, 12)}`;

/** People, and whoever decided in the console; nothing that decided by itself. */
const isByPeople = ({ status, outcome }: ApprovalRequest): boolean =>
  status === "DECIDED" && !(outcome?.person && isAutomatic(outcome.person));

/** The newest decision of a person on it counts; at the same moment, the rejection. */
function isRejected(revision: Revision, requests: readonly ApprovalRequest[]): boolean {
  const decided = requests.filter(isByPeople);
  const rejections = decided.filter(
    (one) => one.outcome?.result !== "Approved" && mayBeOf(one, revision),
  );
  const approvals = decided.filter(
    (one) => one.outcome?.result === "Approved" && isOf(one, revision),
  );
  return rejections.length > 0 && newest(rejections) >= newest(approvals);
}

/** One without a time is taken for the newest. */
const newest = (requests: readonly ApprovalRequest[]): number =>
  Math.max(-Infinity, ...requests.map(({ outcome }) => Date.parse(outcome?.at ?? "") || Infinity));

const isOf = ({ revisions }: ApprovalRequest, { name, id }: Revision): boolean =>
  revisions.some((one) => one.id === id && one.name === name);

/** An artifact may have another name by now, and of some requests it was never known what they release. */
const mayBeOf = ({ revisions }: ApprovalRequest, { id }: Revision): boolean =>
  revisions.length === 0 || revisions.some((one) => one.id === id || one.id === unknownRevision);
