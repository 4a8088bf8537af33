/** Whether a rehearsal ended as its script should. */
import type { ActionExecutionDetail, RuleExecutionDetail } from "@aws-sdk/client-codepipeline";
import type { ApprovalRequest, Engine } from "../aws/codepipeline";
import { stillRuns } from "./still-runs";
import { deployments, countCalls, total, type Deployment, type Counts } from "./counts";

const madeRoom = ["Superseded", "Cancelled"];

export const scripts = ["approve", "reject", "timeout", "sla"] as const;
export type Script = (typeof scripts)[number];

export interface Ending {
  readonly result: "Succeeded" | "Failed";
  readonly counts: Counts;
  readonly deployments: readonly Deployment[];
  /** Empty when all went as it should. */
  readonly problems: readonly string[];
  /** Of the script `sla`. */
  readonly operated?: Operated;
  /** Requests that no person decided; absent where no gate decides by itself. */
  readonly automatic?: number;
  /** Requests that were decided in other systems; absent where there are none. */
  readonly inSystems?: number;
}

/** What a hub has done beside the decisions. */
export interface Operated {
  readonly reminded: number;
  readonly escalated: number;
  /** Absent where no ledger is kept. */
  readonly ledger?: { readonly entries: number; readonly verified: boolean };
}

/** Compares what the engine remembers with what the script should have brought about. */
export function ending(
  engine: Engine,
  script: Script,
  first: ApprovalRequest | undefined,
  problems: readonly string[],
): Ending {
  const names = engine.pipelineNames();
  const histories = names.map((name) => engine.actionExecutions(name));
  const succeeded = names.every((name) => unsuccessful(engine, name).length === 0);
  const found =
    script === "approve" || script === "sla" || first === undefined
      ? names.flatMap((name) => unsuccessful(engine, name))
      : stopProblems(engine, first, script);
  const counts = total(histories.map(countCalls));
  const missing = counts.approvals === 0 ? ["The pipeline made no approval request."] : [];
  return {
    result: succeeded ? "Succeeded" : "Failed",
    counts,
    deployments: histories.flatMap(deployments),
    problems: [...problems, ...missing, ...found, ...stillRuns(engine)],
  };
}

/** The last line of standard output: what scripts and people read first. */
export function lastLine(example: string, ending: Ending): string {
  const { result, counts: t, problems, operated, automatic, inSystems } = ending;
  const { approvals, approved, rejected, expired } = t;
  const counts = `approvals=${approvals} approved=${approved} rejected=${rejected} expired=${expired}`;
  // A pipeline may succeed where the run does not: with a right or a type that is wrong.
  const more = problems.length > 0 ? ` problems=${problems.length}` : "";
  const alone = automatic === undefined ? "" : ` automatic=${automatic}`;
  const elsewhere = inSystems === undefined ? "" : ` inSystems=${inSystems}`;
  return `rehearsal: ${example} ${result} ${counts}${alone}${elsewhere}${operatedText(operated)}${more}`;
}

function operatedText(operated: Operated | undefined): string {
  if (operated === undefined) return "";
  const { reminded, escalated, ledger } = operated;
  const verified = ledger?.verified === true ? " verified" : "";
  const kept = ledger === undefined ? "" : ` ledger=${ledger.entries}${verified}`;
  return ` reminded=${reminded} escalated=${escalated}${kept}`;
}

/** One that was superseded or cancelled made room for another; any other counts, not the newest alone. */
function unsuccessful(engine: Engine, name: string): string[] {
  const [newest, ...older] = engine.executions(name);
  const bad = older.filter(({ status = "" }) => !["Succeeded", ...madeRoom].includes(status));
  if (newest?.status === "Succeeded" && bad.length === 0) return [];
  const said =
    newest?.status === "Succeeded"
      ? []
      : [`Pipeline ${name} should have succeeded, but is ${newest?.status}.`];
  const others = bad.map(
    ({ pipelineExecutionId, status }) =>
      `Execution ${pipelineExecutionId} of ${name} should have succeeded, but is ${status}.`,
  );
  const causes = engine
    .actionExecutions(name)
    .filter((detail) => detail.status === "Failed")
    .map((detail) => `${detail.stageName} / ${detail.actionName}: ${errorOf(detail)?.message}`);
  const rules = engine
    .ruleExecutions(name)
    .filter(({ status }) => status === "Failed")
    .map((rule) => `${rule.stageName} / ${rule.ruleName}: ${errorOf(rule)?.message}`);
  return [...said, ...others, ...causes, ...rules];
}

const errorOf = (detail: ActionExecutionDetail | RuleExecutionDetail) =>
  detail.output?.executionResult?.errorDetails;

/** A rejection or a timeout must have failed the execution at its gate and let nothing pass. */
function stopProblems(
  engine: Engine,
  first: ApprovalRequest,
  script: "reject" | "timeout",
): string[] {
  const { pipelineName, pipelineExecutionId, stageName, actionName } = first;
  const history = engine.actionExecutions(pipelineName, { pipelineExecutionId });
  const gate = history.find((d) => d.actionExecutionId === first.actionExecutionId);
  const { status } = engine.execution(pipelineName, pipelineExecutionId);
  const code = script === "reject" ? "ApprovalRejected" : "ApprovalTimedOut";
  const cause = gate && errorOf(gate)?.code;
  const after = passed(engine, first, history);
  return [
    ...(status === "Failed" ? [] : [`The execution should have failed, but is ${status}.`]),
    ...(cause === code
      ? []
      : [`${stageName} / ${actionName} should end as ${code}, but is ${cause ?? gate?.status}.`]),
    ...after.map((action) => `${action} ran behind the gate ${stageName} / ${actionName}.`),
  ];
}

/** Actions that ran although they come after the gate. */
function passed(
  engine: Engine,
  first: ApprovalRequest,
  history: readonly ActionExecutionDetail[],
): string[] {
  const stages = engine.declaration(first.pipelineName).stages ?? [];
  const at = stages.findIndex((stage) => stage.name === first.stageName);
  const gateOrder = stages[at]?.actions?.find((a) => a.name === first.actionName)?.runOrder ?? 1;
  return history
    .filter((detail) => {
      const stage = stages.findIndex((one) => one.name === detail.stageName);
      const action = stages[stage]?.actions?.find((one) => one.name === detail.actionName);
      return stage > at || (stage === at && (action?.runOrder ?? 1) > gateOrder);
    })
    .map((detail) => `${detail.stageName} / ${detail.actionName}`);
}
