/** How a request ended, in one plain sentence. Text of people is in it: escape it where it is shown. */
import type { ApprovalRequest, Outcome } from "./types";

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
      return `${attempt?.person.name ?? "Somebody"} is deciding`;
    case "DECIDED":
      return `${outcome?.result ?? "Decided"} by ${decider(outcome)}`;
    case "EXPIRED":
      return "Expired: nobody decided in time, so the stage failed";
    case "CANCELLED":
      return "Cancelled: the execution was stopped or superseded before anybody decided";
  }
}

function decider(outcome: Outcome | undefined): string {
  if (outcome?.person) return `${outcome.person.name} (${outcome.person.id}) in Slack`;
  return outcome?.decidedBy
    ? `${readable(outcome.decidedBy)} outside Slack`
    : "somebody outside Slack";
}

/** The part of an ARN that names a person: "user/ann", or "Admin/ann" of an assumed role. */
export function readable(arn: string): string {
  const resource = arn.split(":").slice(5).join(":") || arn;
  return resource.replace(/^(?:assumed-role|user)\//, "");
}
