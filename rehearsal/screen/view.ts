/** What there is to see of a pipeline: the API's answers, put together for a picture. */
import type {
  ActionDeclaration,
  ActionExecutionDetail,
  GetPipelineStateOutput,
  PipelineDeclaration,
  PipelineExecutionSummary,
  StageState,
} from "@aws-sdk/client-codepipeline";
import { type ApprovalRequest, conditionKinds } from "../aws/codepipeline/index";
import { stateOf, type State } from "./marks";

export interface ActionView {
  readonly name: string;
  readonly state: State;
  /** When a pending approval ends by itself. */
  readonly expires?: Date;
}

export interface StageView {
  readonly name: string;
  readonly state: State;
  /** The execution that is, or was last, in this stage. */
  readonly executionId?: string;
  /** Executions that wait to enter. */
  readonly inbound: readonly string[];
  /** Actions of one runOrder run side by side; the groups run one after another. */
  readonly groups: readonly (readonly ActionView[])[];
  /** Conditions that were evaluated, and why they failed; absent where there are none. */
  readonly conditions?: readonly string[];
}

export interface ExecutionView {
  readonly id: string;
  readonly state: State;
  /** What it carries, for example a commit's message. */
  readonly revision?: string;
}

export interface PipelineView {
  readonly name: string;
  readonly mode: string;
  readonly stages: readonly StageView[];
  /** Newest first. */
  readonly executions: readonly ExecutionView[];
}

/** What an engine answers about one pipeline. */
export interface PipelineFacts {
  readonly declaration: PipelineDeclaration;
  readonly state: GetPipelineStateOutput;
  readonly executions: readonly PipelineExecutionSummary[];
  /** Newest first. */
  readonly actions: readonly ActionExecutionDetail[];
  readonly pending: readonly ApprovalRequest[];
}

/** Puts the answers about one pipeline together. */
export function pipelineView(facts: PipelineFacts): PipelineView {
  const { declaration, state, executions } = facts;
  return {
    name: declaration.name ?? "",
    mode: declaration.executionMode ?? "SUPERSEDED",
    stages: (declaration.stages ?? []).map((stage) => {
      const live = state.stageStates?.find((s) => s.stageName === stage.name);
      const executionId = live?.latestExecution?.pipelineExecutionId;
      const groups = inRunOrder(stage.actions ?? []).map((group) =>
        group.map((action) => actionView(facts, stage.name ?? "", action.name ?? "", executionId)),
      );
      return {
        name: stage.name ?? "",
        state: stageState(live, groups.flat()),
        ...(executionId === undefined ? {} : { executionId }),
        inbound: inboundOf(live),
        groups,
        ...conditionsOf(live),
      };
    }),
    executions: executions.map((e) => {
      const revision = revisionOf(e);
      return {
        id: e.pipelineExecutionId ?? "",
        state: stateOf(e.status),
        ...(revision === undefined ? {} : { revision }),
      };
    }),
  };
}

/** What an execution carries, for example a commit's message. */
export function revisionOf({ sourceRevisions }: PipelineExecutionSummary): string | undefined {
  return sourceRevisions?.map(({ revisionSummary }) => revisionSummary).find((text) => text);
}

/** Each condition on a line, as `beforeEntry failed: RULE: why`. */
function conditionsOf(live: StageState | undefined): Pick<StageView, "conditions"> {
  const lines = conditionKinds.flatMap((kind) => {
    const run = live?.[`${kind}ConditionState`]?.latestExecution;
    if (run?.status === undefined) return [];
    const why = run.summary === undefined ? "" : `: ${run.summary}`;
    return [`${kind} ${run.status.toLowerCase()}${why}`];
  });
  return lines.length === 0 ? {} : { conditions: lines };
}

function inRunOrder(actions: readonly ActionDeclaration[]): ActionDeclaration[][] {
  const groups = new Map<number, ActionDeclaration[]>();
  for (const action of actions) {
    const order = action.runOrder ?? 1;
    groups.set(order, [...(groups.get(order) ?? []), action]);
  }
  return [...groups].sort(([a], [b]) => a - b).map(([, group]) => group);
}

/** An action's last run counts only if it belongs to the execution that the stage shows. */
function actionView(
  facts: PipelineFacts,
  stageName: string,
  name: string,
  executionId: string | undefined,
): ActionView {
  const waiting = facts.pending.find(
    (request) =>
      request.stageName === stageName &&
      request.actionName === name &&
      request.pipelineExecutionId === executionId,
  );
  if (waiting !== undefined) return { name, state: "Waiting", expires: waiting.expires };
  const run = facts.actions.find(
    (detail) =>
      detail.stageName === stageName &&
      detail.actionName === name &&
      detail.pipelineExecutionId === executionId,
  );
  return { name, state: stateOf(run?.status) };
}

function stageState(live: StageState | undefined, actions: readonly ActionView[]): State {
  const state = stateOf(live?.latestExecution?.status);
  return state === "InProgress" && actions.some((action) => action.state === "Waiting")
    ? "Waiting"
    : state;
}

function inboundOf(live: StageState | undefined): string[] {
  const all = [...(live?.inboundExecutions ?? []), live?.inboundExecution];
  return [...new Set(all.flatMap((e) => (e?.pipelineExecutionId ? [e.pipelineExecutionId] : [])))];
}
