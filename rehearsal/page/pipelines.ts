/** The pipelines as pictures. */
import type { ActionExecutionDetail } from "@aws-sdk/client-codepipeline";
import { pretendedWhat } from "../aws/codepipeline";
import type { Rehearsal } from "../session";
import type { PipelineView, StageView } from "../screen/view";
import { offeredOf } from "./stage-operations";
import type { ActionPicture, PipelinePicture, StagePicture } from "./types";

type AccountFacts = Pick<Rehearsal["account"], "engine" | "directory" | "place">;

/** States of a stage, and of its execution, from which a retry starts. */
const over = ["Failed", "Stopped"];

/** One pipeline with what its actions said and what can be tried again. */
export function pipelinePicture(view: PipelineView, account: AccountFacts): PipelinePicture {
  const { engine } = account;
  const { stages = [] } = engine.declaration(view.name);
  const approvals = new Set(
    stages.flatMap(({ name: stage, actions = [] }) =>
      actions
        .filter(({ actionTypeId }) => actionTypeId?.category === "Approval")
        .map(({ name }) => `${stage}/${name}`),
    ),
  );
  const history = engine.actionExecutions(view.name);
  const picture = (stage: StageView): StagePicture => ({
    ...stage,
    groups: stage.groups.map((group) =>
      group.map(({ name, state, expires }): ActionPicture => {
        const run = lastRun(history, stage, name);
        const summary = summaryOf(run);
        const isApproval = approvals.has(`${stage.name}/${name}`);
        const pretended = isApproval ? undefined : pretendedWhat(summary);
        const decidedBy = isApproval && state === "Succeeded" ? run?.updatedBy : undefined;
        return {
          name,
          state,
          isApproval,
          ...(expires === undefined ? {} : { expires: expires.toISOString() }),
          ...(decidedBy === undefined ? {} : { decidedBy: decidedBy.split("/").pop()! }),
          ...(pretended === undefined ? {} : { pretended }),
          ...(summary === undefined || pretended !== undefined ? {} : { summary }),
        };
      }),
    ),
    canRetry: canRetry(stage, view),
    ...offeredOf(account, { pipelineName: view.name, stageName: stage.name }),
  });
  const { name, mode, executions } = view;
  return { name, mode, stages: view.stages.map(picture), executions };
}

/** Newest first, so the first is the last. */
function lastRun(
  history: readonly ActionExecutionDetail[],
  { name: stageName, executionId }: StageView,
  actionName: string,
): ActionExecutionDetail | undefined {
  return history.find(
    (run) =>
      run.stageName === stageName &&
      run.actionName === actionName &&
      run.pipelineExecutionId === executionId,
  );
}

/** Why it failed, else what it said. */
function summaryOf(run: ActionExecutionDetail | undefined): string | undefined {
  const { externalExecutionSummary, errorDetails } = run?.output?.executionResult ?? {};
  const text = errorDetails?.message ?? externalExecutionSummary;
  if (!text) return undefined;
  return text;
}

function canRetry({ state, executionId }: StageView, { executions }: PipelineView): boolean {
  const execution = executions.find(({ id }) => id === executionId);
  return over.includes(state) && execution !== undefined && over.includes(execution.state);
}
