/** What CodePipeline shows of a whole pipeline, read with the role of one of its gates. */
import {
  type ActionExecutionDetail,
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
import type { PipelineLooks } from "../domain/ports";
import { createPipelineClients, knownPipeline } from "./pipeline-clients";

/** CodePipeline API Reference: at most 100 on a page. What a busy pipeline did in a day is fewer than this. */
const pages = 20;

/** `functionName` is the session's name. */
export function createPipelineLooks(functionName: string): PipelineLooks {
  const clientFor = createPipelineClients(functionName);
  return {
    definition: async (settings, name) => {
      const client = await clientFor(settings.deciderRoleArn);
      const { pipeline } = await knownPipeline(() => client.send(new GetPipelineCommand({ name })));
      return definitionOf(pipeline ?? { name, roleArn: undefined, stages: [] });
    },
    state: async (settings, name) => {
      const client = await clientFor(settings.deciderRoleArn);
      const { stageStates = [] } = await knownPipeline(() =>
        client.send(new GetPipelineStateCommand({ name })),
      );
      return stateOf(stageStates);
    },
    runs: async (settings, pipelineName, { pipelineExecutionId, since }) => {
      const client = await clientFor(settings.deciderRoleArn);
      const filter = pipelineExecutionId === undefined ? undefined : { pipelineExecutionId };
      const all = paginateListActionExecutions({ client }, { pipelineName, filter });
      const details = await knownPipeline(() =>
        newest(all, (page) => page.actionExecutionDetails, since?.getTime()),
      );
      return details.filter(isApproval).map(runOf);
    },
    executions: async (settings, pipelineName, since) => {
      const client = await clientFor(settings.deciderRoleArn);
      const all = paginateListPipelineExecutions({ client }, { pipelineName });
      const summaries = await knownPipeline(() =>
        newest(all, (page) => page.pipelineExecutionSummaries, since.getTime()),
      );
      return summaries.map(executionOf);
    },
  };
}

interface Timed {
  readonly startTime?: Date;
  readonly lastUpdateTime?: Date;
}

/**
 * Those that changed since then. The lists are by the time of the start, newest first, and what began long
 * ago may have ended just now: a page is the last where nothing of it was started within 60 days, which is how
 * long an approval can wait.
 */
async function newest<Page, One extends Timed>(
  all: AsyncIterable<Page>,
  of: (page: Page) => One[] | undefined,
  since: number | undefined,
): Promise<One[]> {
  const found: One[] = [];
  let read = 0;
  for await (const page of all) {
    const items = of(page) ?? [];
    const isOld = ({ startTime }: One): boolean =>
      since !== undefined && startTime !== undefined && startTime.getTime() < since - longestWait;
    found.push(
      ...items.filter(
        ({ lastUpdateTime }) =>
          since === undefined || lastUpdateTime === undefined || lastUpdateTime.getTime() >= since,
      ),
    );
    read += 1;
    if (read >= pages || (items.length > 0 && items.every(isOld))) break;
  }
  return found;
}

/** Milliseconds: CodePipeline User Guide, quotas: an approval action waits for at most 86,400 minutes. */
const longestWait = 86_400 * 60_000;

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

function definitionOf({ version = 0, stages = [] }: PipelineDeclaration): Definition {
  return {
    version,
    actions: stages.flatMap(({ name: stage = "", actions = [] }, index) =>
      actions.map((one) => {
        const { category = "", provider } = one.actionTypeId ?? {};
        const topicArn = one.configuration?.NotificationArn;
        const { timeoutInMinutes } = one;
        return {
          ...{ stage, name: one.name ?? "", order: [index, one.runOrder ?? 1], category },
          isApproval: category === "Approval" && provider === "Manual",
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
