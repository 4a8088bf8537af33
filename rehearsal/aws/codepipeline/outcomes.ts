/** How an action ended when its provider did not say so itself. */
import type { ActionDeclaration, ErrorDetails } from "@aws-sdk/client-codepipeline";
import type { Verdict } from "./approvals";
import type { StageRun } from "./model";
import type { ActionOutcome, ApprovalRequest } from "./types";

export const failed = (error: ErrorDetails): ActionOutcome => ({
  status: "Failed",
  error: { code: error.code!, message: error.message! },
});

const textOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Why an action cannot start: variables without a value, or artifacts that are not there. */
export function startProblem(
  action: ActionDeclaration,
  unresolved: readonly string[],
  missing: readonly string[],
): ErrorDetails | undefined {
  if (unresolved.length > 0) {
    const message =
      `Variables of action "${action.name}" have no value: ${unresolved.join(", ")}. ` +
      `Check the name, and that the action with that namespace exports it and runs earlier.`;
    return { code: "ConfigurationError", message };
  }
  if (missing.length > 0) {
    const message =
      `Action "${action.name}" needs artifacts that the actions before it did not produce: ` +
      `${missing.join(", ")}.`;
    return { code: "ConfigurationError", message };
  }
  return undefined;
}

/** A provider that threw. */
export const thrown = (error: unknown): ActionOutcome =>
  failed({ code: "InternalError", message: `The action's provider broke off: ${textOf(error)}` });

/** A notification that the topic did not take. */
export function publishFailure(error: unknown, request: ApprovalRequest): ActionOutcome {
  const isDenied = error instanceof Error && /^(Authorization|AccessDenied)/.test(error.name);
  // Most who meet this have a gate whose right they did not give to the pipeline's own role.
  const remedy =
    "The pipeline's role needs what the gate says in its output pipelinePolicyJson: " +
    'new aws.iam.RolePolicy("publish", { role: role.name, policy: gate.pipelinePolicyJson })';
  return failed({
    code: isDenied ? "PermissionError" : "ConfigurationError",
    message:
      `The approval notification could not be published to ${request.notificationArn} ` +
      `as ${request.roleArn}: ${textOf(error)}${isDenied ? `. ${remedy}` : ""}`,
  });
}

/**
 * A decision or the end of its time. The pipeline and its event say FAILED to both a rejection and
 * a timeout; the error tells them apart.
 */
export function decisionOutcome(verdict: Verdict, request: ApprovalRequest): ActionOutcome {
  if (verdict.kind === "Expired") {
    return failed({
      code: "ApprovalTimedOut",
      message: `Nobody decided before the approval request expired at ${request.expires.toISOString()}.`,
    });
  }
  const { status, summary } = verdict.input;
  if (status === "Approved") return { status: "Succeeded", summary };
  const reason = summary === "" ? "without a reason." : `with the reason: ${summary}`;
  const message = `Rejected by ${verdict.by} ${reason}`;
  return { status: "Failed", summary, error: { code: "ApprovalRejected", message } };
}

/** Why a stage failed: its actions, and its conditions. */
export function failureSummary(run: StageRun): string {
  const failures = [...run.actions.values()]
    .filter((record) => record.status === "Failed")
    .map((record) => `action "${record.action.name}": ${record.error!.message}`);
  const conditions = [...run.conditions.values()]
    .filter(({ status }) => status === "Failed")
    .map(({ kind, summary }) => `condition ${kind}: ${summary}`);
  return `Stage "${run.stage.name}" failed, ${[...failures, ...conditions].join("; ")}`;
}
