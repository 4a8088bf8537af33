/** What CodePipeline shows of a whole pipeline, read with the role of one of its gates. */
import {
  type ActionDeclaration,
  type ActionExecutionDetail,
  type CodePipelineClient,
  type Condition,
  GetPipelineCommand,
  GetPipelineStateCommand,
  paginateListActionExecutions,
  paginateListPipelineExecutions,
  type PipelineDeclaration,
  type PipelineExecutionSummary,
  type StageConditionState,
  type StageState,
} from "@aws-sdk/client-codepipeline";
import type { Definition } from "../domain/bypass/definition";
import type {
  ActionRun,
  ExecutionLook,
  OverriddenCondition,
  PipelineStateLook,
} from "../domain/bypass/looks";
import { RefusedRoleError } from "../domain/errors";
import type { PipelineLooks } from "../domain/ports";
import type { GateSettings } from "../domain/types";
import { createPipelineClients, knownPipeline } from "./pipeline-clients";
import { readHistory } from "./read-history";

/** Errors by which STS and CodePipeline say that the role may not, or is not there. */
const refusals = ["AccessDenied", "AccessDeniedException"];

/** `functionName` is the session's name. */
export function createPipelineLooks(functionName: string): PipelineLooks {
  const clientFor = createPipelineClients(functionName);
  const as = async <T>(
    { action, deciderRoleArn }: GateSettings,
    look: (client: CodePipelineClient) => Promise<T>,
  ): Promise<T> => {
    try {
      const client = await clientFor(deciderRoleArn);
      return await knownPipeline(() => look(client));
    } catch (error) {
      if (!(error instanceof Error) || !refusals.includes(error.name)) throw error;
      const refused = `The role ${deciderRoleArn} of the gate ${action} lets nobody look: ${error.message}`;
      throw new RefusedRoleError(refused, { cause: error });
    }
  };
  return {
    definition: (settings, name) =>
      as(settings, async (client) => {
        const { pipeline, metadata } = await client.send(new GetPipelineCommand({ name }));
        const created = metadata?.created?.toISOString();
        return definitionOf(pipeline ?? { name, roleArn: undefined, stages: [] }, created);
      }),
    state: (settings, name) =>
      as(settings, async (client) => {
        const { stageStates = [] } = await client.send(new GetPipelineStateCommand({ name }));
        return stateOf(stageStates);
      }),
    runs: (settings, pipelineName, { pipelineExecutionId, since }) =>
      as(settings, async (client) => {
        const filter = pipelineExecutionId === undefined ? undefined : { pipelineExecutionId };
        const pages = paginateListActionExecutions({ client }, { pipelineName, filter });
        const read = await readHistory(pages, (page) => page.actionExecutionDetails, since);
        return { ...read, items: read.items.filter(isApproval).map(runOf) };
      }),
    executions: (settings, pipelineName, since) =>
      as(settings, async (client) => {
        const pages = paginateListPipelineExecutions({ client }, { pipelineName });
        const read = await readHistory(pages, (page) => page.pipelineExecutionSummaries, since);
        return { ...read, items: read.items.map(executionOf) };
      }),
  };
}

const isApproval = ({ input }: ActionExecutionDetail): boolean =>
  input?.actionTypeId?.category === undefined || input.actionTypeId.category === "Approval";

function runOf(detail: ActionExecutionDetail): ActionRun {
  const { stageName = "", actionName = "", actionExecutionId, pipelineExecutionId } = detail;
  const { status, updatedBy, output, lastUpdateTime } = detail;
  return {
    ...{ stageName, actionName, actionExecutionId, pipelineExecutionId, status, updatedBy },
    summary: output?.executionResult?.externalExecutionSummary,
    at: lastUpdateTime?.toISOString(),
  };
}

function executionOf(summary: PipelineExecutionSummary): ExecutionLook {
  const { pipelineExecutionId = "", status, lastUpdateTime, stopTrigger, trigger } = summary;
  // CodePipeline API Reference, ExecutionTrigger: AutomatedRollback is what the stage itself asks for.
  const isManual = trigger?.triggerType === "ManualRollback";
  const target = summary.rollbackMetadata?.rollbackTargetPipelineExecutionId;
  const by = trigger?.triggerDetail;
  return {
    ...{ pipelineExecutionId, status, at: lastUpdateTime?.toISOString() },
    ...(stopTrigger === undefined ? {} : { stop: { reason: stopTrigger.reason } }),
    ...(isManual ? { rollback: { target, by } } : {}),
  };
}

function stateOf(stages: readonly StageState[]): PipelineStateLook {
  const rollbacks = stages.flatMap(({ stageName = "", latestExecution }): [string, string][] =>
    latestExecution?.type === "ROLLBACK"
      ? [[latestExecution.pipelineExecutionId ?? "", stageName]]
      : [],
  );
  return {
    disabled: stages
      .filter(({ inboundTransitionState: inbound }) => inbound?.enabled === false)
      .map(({ stageName = "", inboundTransitionState: inbound }) => ({
        stageName,
        by: inbound?.lastChangedBy,
        at: inbound?.lastChangedAt?.toISOString(),
        reason: inbound?.disabledReason,
      })),
    overridden: stages.flatMap((stage) => [
      ...overriddenOf(stage, "beforeEntry", stage.beforeEntryConditionState),
      ...overriddenOf(stage, "onSuccess", stage.onSuccessConditionState),
    ]),
    rollbacks: Object.fromEntries(rollbacks),
  };
}

function overriddenOf(
  { stageName = "", latestExecution }: StageState,
  condition: string,
  state: StageConditionState | undefined,
): OverriddenCondition[] {
  const { pipelineExecutionId } = latestExecution ?? {};
  const states = (state?.conditionStates ?? []).map(({ latestExecution: run }) => run);
  const run = states.find((one) => one?.status === "Overridden");
  if (run === undefined && state?.latestExecution?.status !== "Overridden") return [];
  const at = run?.lastStatusChange?.toISOString();
  return [{ stageName, condition, pipelineExecutionId, at }];
}

function definitionOf(
  { version = 0, stages = [] }: PipelineDeclaration,
  created: string | undefined,
): Definition {
  return {
    version,
    ...(created === undefined ? {} : { created }),
    actions: stages.flatMap(({ name: stage = "", actions = [] }, index) =>
      actions.map((one) => {
        const { category = "", provider } = one.actionTypeId ?? {};
        const topicArn = one.configuration?.NotificationArn;
        const { timeoutInMinutes } = one;
        return {
          ...{ stage, name: one.name ?? "", order: [index, one.runOrder ?? 1], category },
          isApproval: category === "Approval" && provider === "Manual",
          ...(isPreparation(one) ? { isPreparation: true } : {}),
          ...(topicArn === undefined ? {} : { topicArn }),
          ...(timeoutInMinutes === undefined ? {} : { timeoutInMinutes }),
        };
      }),
    ),
    rules: stages.flatMap(({ name: stage = "", beforeEntry, onSuccess, onFailure }) =>
      Object.entries({ beforeEntry, onSuccess, onFailure }).flatMap(([condition, block]) =>
        (block?.conditions ?? []).flatMap((one) => rulesOf(one, stage, condition)),
      ),
    ),
  };
}

/** CodePipeline User Guide, "AWS CloudFormation deploy action": it makes a change set, which another action executes. */
const isPreparation = ({ actionTypeId, configuration }: ActionDeclaration): boolean =>
  actionTypeId?.owner === "AWS" &&
  actionTypeId.provider === "CloudFormation" &&
  configuration?.ActionMode === "CHANGE_SET_REPLACE";

/** A rule with what its condition does where it is not met. */
const rulesOf = (
  { result, rules = [] }: Condition,
  stage: string,
  condition: string,
): Definition["rules"] =>
  rules.map((rule) => ({ stage, condition, rule: JSON.stringify([result ?? null, sorted(rule)]) }));

/** With the keys in one order, however they are answered. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(
    entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]),
  );
}
