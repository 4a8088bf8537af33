/** How a request ended, in one plain sentence. Text of people is in it: escape it where it is shown. */
import { decidedSentence, displayName, withSentence } from "./summary";
import { oneLine, shorten } from "./text";
import type { ApprovalRequest, Outcome } from "./types";

/** A role's name has at most 64 characters and its session's as many; IAM users may have paths. */
const longestDecider = 200;
/** Of those who had voted the same; each of them has an event. */
const longestAgreed = 400;

/** For example "Approved by Ann (U0123) in Slack". */
export function outcomeSentence({
  status,
  outcome,
  attempt,
}: Pick<ApprovalRequest, "status" | "outcome" | "attempt">): string {
  switch (status) {
    case "PENDING":
      return "Waiting for a decision";
    case "DECIDING":
      return `${attempt ? displayName(attempt.person) : "Somebody"} is deciding`;
    case "DECIDED":
      return decided(outcome);
    case "EXPIRED":
      return "Expired: nobody decided in time, so the stage failed";
    case "CANCELLED":
      return `Cancelled: ${cancellation(outcome)}`;
  }
}

function decided({ person, decidedBy, agreed, ...outcome }: Partial<Outcome> = {}): string {
  const { result = "Decided" } = outcome;
  if (person !== undefined) {
    return `${decidedSentence(result, person)}${withSentence(person, agreed, longestAgreed)}`;
  }
  const by = decidedBy ? shorten(oneLine(readable(decidedBy)), longestDecider) : "somebody";
  return `${result} by ${by} outside Slack`;
}

const stopped = "the execution was stopped before anybody decided";

/** CodePipeline API Reference, PipelineExecution: what its status says about a run that ended. */
const cancellations = new Map([
  ["Superseded", "a newer execution took its place before anybody decided"],
  ["Stopped", stopped],
  ["Stopping", stopped],
  ["Cancelled", "the pipeline was changed before anybody decided"],
]);

function cancellation(outcome: Outcome | undefined): string {
  return cancellations.get(outcome?.reason ?? "") ?? "CodePipeline waits no more for this decision";
}

/** The part of an ARN that names a person: "ann", or "Admin/ann" of an assumed role. */
export function readable(arn: string): string {
  const resource = arn.split(":").slice(5).join(":") || arn;
  return resource.replace(/^(?:assumed-role|user)\//, "");
}
