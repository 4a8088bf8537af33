/** What came of a run: how the approvals ended, and what was deployed where. */
import type { ActionExecutionDetail } from "@aws-sdk/client-codepipeline";

/** How the approval requests of a run ended. */
export interface Counts {
  readonly approvals: number;
  readonly approved: number;
  readonly rejected: number;
  readonly expired: number;
}

export interface Deployment {
  readonly stageName: string;
  readonly actionName: string;
  readonly bucket: string;
}

const categoryOf = (detail: ActionExecutionDetail): string | undefined =>
  detail.input?.actionTypeId?.category;

const failureOf = (detail: ActionExecutionDetail): string | undefined =>
  detail.output?.executionResult?.errorDetails?.code;

/**
 * Counts approval requests: every attempt of an approval action is one. The status of a rejection
 * and of a timeout is Failed alike; the error's code tells them apart.
 */
export function countCalls(history: readonly ActionExecutionDetail[]): Counts {
  const requests = history.filter((detail) => categoryOf(detail) === "Approval");
  return {
    approvals: requests.length,
    approved: requests.filter((detail) => detail.status === "Succeeded").length,
    rejected: requests.filter((detail) => failureOf(detail) === "ApprovalRejected").length,
    expired: requests.filter((detail) => failureOf(detail) === "ApprovalTimedOut").length,
  };
}

/** Adds up the tallies of several pipelines. */
export function total(tallies: readonly Counts[]): Counts {
  const sum = (of: keyof Counts): number => tallies.reduce((n, one) => n + one[of], 0);
  return {
    approvals: sum("approvals"),
    approved: sum("approved"),
    rejected: sum("rejected"),
    expired: sum("expired"),
  };
}

/** The S3 deployments that succeeded, first to last; `history` is newest first. */
export function deployments(history: readonly ActionExecutionDetail[]): Deployment[] {
  return history
    .filter(
      (detail) =>
        categoryOf(detail) === "Deploy" &&
        detail.input?.actionTypeId?.provider === "S3" &&
        detail.status === "Succeeded",
    )
    .map((detail) => ({
      stageName: detail.stageName ?? "",
      actionName: detail.actionName ?? "",
      bucket: detail.input?.resolvedConfiguration?.BucketName ?? "",
    }))
    .reverse();
}
