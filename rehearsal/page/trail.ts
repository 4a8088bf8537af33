/** The audit trail: who called what with which right, as CloudTrail keeps it at AWS. */
import type {
  OverrideStageConditionInput,
  PutApprovalResultInput,
  RollbackStageInput,
} from "@aws-sdk/client-codepipeline";
import type { Call } from "../aws/api/types";
import type { TrailEntry } from "./types";

/** Operations that look and change nothing. */
const looks = /:(Get|BatchGet|List|Describe|Query|Scan|Receive)/;
/** Characters of an error; some quote what they refuse. */
const longestError = 1000;

/** A call as the trail tells it; undefined for one that only looked and was let. */
export function trailEntry(call: Call, at: Date): TrailEntry | undefined {
  const { principal, action, resource, allowed, error } = call;
  if (error === undefined && looks.test(action)) return undefined;
  const said = saidWith(call);
  return {
    at: at.toISOString(),
    who: principal?.arn ?? "somebody unknown",
    action: action === "" ? "no known action" : action,
    resource: resource === "" ? "nothing that is known" : resource,
    allowed,
    right: rightOf(call),
    ...(said === undefined ? {} : { said }),
    ...(error === undefined
      ? {}
      : { error: `${error.code}: ${error.message}`.slice(0, longestError) }),
  };
}

function rightOf({ allowed, reason, principal }: Call): string {
  if (reason !== undefined) return reason;
  if (allowed) return "";
  return principal === undefined
    ? "Refused before it was known who calls."
    : "Refused before any policy was asked.";
}

function saidWith({ action, input }: Call): string | undefined {
  if (action === "codepipeline:OverrideStageCondition") {
    const { conditionType, pipelineExecutionId: id } = (input ??
      {}) as Partial<OverrideStageConditionInput>;
    return `${conditionType} of execution ${id}`;
  }
  if (action === "codepipeline:RollbackStage") {
    const { targetPipelineExecutionId: target } = (input ?? {}) as Partial<RollbackStageInput>;
    return `To what execution ${target} carried`;
  }
  if (action !== "codepipeline:PutApprovalResult") return undefined;
  const { status, summary } = (input as Partial<PutApprovalResultInput> | undefined)?.result ?? {};
  if (status === undefined) return undefined;
  return summary ? `${status}: ${summary}` : status;
}
