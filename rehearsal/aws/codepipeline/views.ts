/** What the Get and List operations answer, copied from the engine's records. */
import type {
  ActionExecution,
  ActionExecutionDetail,
  ActionState,
  ArtifactRevision,
  ExecutionTrigger,
  ExecutionType,
  GetPipelineStateOutput,
  PipelineExecution,
  PipelineExecutionSummary,
  SourceRevision,
  StageState,
} from "@aws-sdk/client-codepipeline";
import { conditionStates } from "./condition-views";
import { type ActionRecord, type ExecutionRecord, isApproval, type PipelineRecord } from "./model";
import { transitionState } from "./transitions";
import { pipelineNamespace } from "./variables";

/** Longest summary that the API's model allows. */
const summaryLimit = 2048;

const cut = (text: string | undefined): string | undefined => text?.slice(0, summaryLimit);

function latestExecution(record: ActionRecord, isParallel: boolean): ActionExecution {
  const isOpen = record.approval !== undefined && record.status === "InProgress";
  return {
    actionExecutionId: record.actionExecutionId,
    status: record.status,
    summary: cut(record.summary),
    lastStatusChange: record.lastUpdateTime,
    lastUpdatedBy: record.updatedBy,
    // In PARALLEL mode several requests of one action may be open, so none of them is shown here:
    // their tokens are in the external execution ids of ListActionExecutions.
    token: isOpen && !isParallel ? record.approval?.token : undefined,
    externalExecutionId: isApproval(record.action) ? undefined : record.externalExecutionId,
    externalExecutionUrl: record.externalExecutionUrl,
    percentComplete: record.percentComplete,
    errorDetails: record.error,
  };
}

function actionState(
  pipeline: PipelineRecord,
  stageName: string,
  name: string,
  isParallel: boolean,
): ActionState {
  const record = pipeline.history.findLast(
    (one) => one.stageName === stageName && one.action.name === name,
  );
  if (record === undefined) return { actionName: name };
  const { revision } = record;
  return {
    actionName: name,
    currentRevision: revision && {
      revisionId: revision.revisionId,
      revisionChangeId: revision.revisionChangeId ?? revision.revisionId,
      created: record.lastUpdateTime,
    },
    latestExecution: latestExecution(record, isParallel),
    entityUrl: record.resolvedConfiguration.ExternalEntityLink,
    revisionUrl: revision?.revisionUrl,
  };
}

const executionType = ({ rollbackTarget }: ExecutionRecord): ExecutionType =>
  rollbackTarget === undefined ? "STANDARD" : "ROLLBACK";

const rollbackOf = (execution: ExecutionRecord) => ({
  executionType: executionType(execution),
  ...(execution.rollbackTarget !== undefined && {
    rollbackMetadata: { rollbackTargetPipelineExecutionId: execution.rollbackTarget },
  }),
});

/** GetPipelineState. */
export function stateView(pipeline: PipelineRecord): GetPipelineStateOutput {
  const { declaration } = pipeline;
  const isParallel = declaration.executionMode === "PARALLEL";
  const stageStates = declaration.stages!.map((stage): StageState => {
    const door = pipeline.doors.get(stage.name!);
    const inbound = (door?.waiting ?? []).map((execution) => ({
      pipelineExecutionId: execution.id,
      status: "InProgress" as const,
      type: executionType(execution),
    }));
    const { latest } = door ?? {};
    return {
      stageName: stage.name,
      inboundExecution: inbound[0],
      inboundExecutions: inbound,
      inboundTransitionState: transitionState(door?.inbound),
      actionStates: stage.actions!.map((action) =>
        actionState(pipeline, stage.name!, action.name!, isParallel),
      ),
      latestExecution: latest && {
        pipelineExecutionId: latest.execution.id,
        status: latest.status,
        type: executionType(latest.execution),
      },
      ...(latest && conditionStates(latest)),
      retryStageMetadata: latest?.retryTrigger && {
        ...(latest.retries > 0 && { manualStageRetryAttempt: latest.retries }),
        ...(latest.automaticRetries > 0 && { autoStageRetryAttempt: latest.automaticRetries }),
        latestRetryTrigger: latest.retryTrigger,
      },
    };
  });
  return {
    pipelineName: declaration.name,
    pipelineVersion: declaration.version,
    stageStates,
    created: pipeline.created,
    updated: pipeline.updated,
  };
}

/** The source actions' records of an execution that picked something up. */
function sources(execution: ExecutionRecord): ActionRecord[] {
  const { name } = execution.declaration.stages![0];
  const records = execution.stageRuns.get(name!)?.actions.values() ?? [];
  return [...records].filter((record) => record.revision !== undefined);
}

function artifactRevisions(execution: ExecutionRecord): ArtifactRevision[] {
  return sources(execution).flatMap((record) =>
    record.outputArtifacts.map(({ name }) => ({
      name,
      revisionId: record.revision?.revisionId,
      revisionSummary: record.revision?.revisionSummary,
      revisionUrl: record.revision?.revisionUrl,
      created: record.lastUpdateTime,
    })),
  );
}

// The service adds trigger types faster than the SDK's list of them grows.
const triggerOf = ({ trigger }: ExecutionRecord): ExecutionTrigger => ({
  triggerType: trigger.triggerType as ExecutionTrigger["triggerType"],
  triggerDetail: trigger.triggerDetail,
});

/** GetPipelineExecution. */
export function executionView(execution: ExecutionRecord): PipelineExecution {
  const variables = Object.entries(execution.variables.get(pipelineNamespace) ?? {});
  return {
    pipelineName: execution.declaration.name,
    pipelineVersion: execution.version,
    pipelineExecutionId: execution.id,
    status: execution.status,
    statusSummary: cut(execution.statusSummary),
    artifactRevisions: artifactRevisions(execution),
    variables: variables.map(([name, resolvedValue]) => ({ name, resolvedValue })),
    trigger: triggerOf(execution),
    executionMode: execution.mode,
    ...rollbackOf(execution),
  };
}

/** One entry of ListPipelineExecutions. */
export function executionSummary(execution: ExecutionRecord): PipelineExecutionSummary {
  return {
    pipelineExecutionId: execution.id,
    status: execution.status,
    statusSummary: cut(execution.statusSummary),
    startTime: execution.startTime,
    lastUpdateTime: execution.lastUpdateTime,
    sourceRevisions: sources(execution).map((record): SourceRevision => ({
      actionName: record.action.name,
      ...record.revision,
    })),
    trigger: triggerOf(execution),
    stopTrigger: execution.stop && { reason: execution.stop.reason },
    executionMode: execution.mode,
    ...rollbackOf(execution),
  };
}

/** One entry of ListActionExecutions. */
export function actionExecutionView(record: ActionRecord): ActionExecutionDetail {
  const { action } = record;
  return {
    pipelineExecutionId: record.pipelineExecutionId,
    actionExecutionId: record.actionExecutionId,
    pipelineVersion: record.pipelineVersion,
    stageName: record.stageName,
    actionName: action.name,
    startTime: record.startTime,
    lastUpdateTime: record.lastUpdateTime,
    updatedBy: record.updatedBy,
    status: record.status,
    input: {
      actionTypeId: action.actionTypeId,
      configuration: { ...action.configuration },
      resolvedConfiguration: { ...record.resolvedConfiguration },
      roleArn: record.roleArn,
      region: record.region,
      inputArtifacts: [...record.inputArtifacts],
      namespace: action.namespace,
    },
    output: {
      outputArtifacts: [...record.outputArtifacts],
      executionResult: {
        externalExecutionId: record.externalExecutionId,
        externalExecutionSummary: cut(record.summary),
        externalExecutionUrl: record.externalExecutionUrl,
        errorDetails: record.error,
      },
      outputVariables: { ...record.outputVariables },
    },
  };
}
