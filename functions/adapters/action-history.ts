/** Finds one run of an action in the pipeline's history. */
import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  ListActionExecutionsCommand,
} from "@aws-sdk/client-codepipeline";
import type { RunOfAction } from "../domain/ports";
import type { ObservedAction } from "../domain/types";

/** A request is at most 60 days old; this bounds the search in a busy pipeline. */
const pages = 20;

/**
 * By the id of the run, which is CodePipeline's own and stays. The token is what is left for a request
 * that was kept without it: API Reference, PutApprovalResult, names it as the `externalExecutionId` of
 * a PARALLEL pipeline, and of no other.
 */
export async function findAction(
  client: CodePipelineClient,
  run: RunOfAction,
  pipelineExecutionId: string | undefined,
): Promise<ObservedAction | undefined> {
  let nextToken: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const answer = await client.send(
      new ListActionExecutionsCommand({
        pipelineName: run.pipelineName,
        nextToken,
        ...(pipelineExecutionId === undefined ? {} : { filter: { pipelineExecutionId } }),
      }),
    );
    const found = (answer.actionExecutionDetails ?? []).find((detail) => isOf(detail, run));
    if (found !== undefined) return observed(found);
    nextToken = answer.nextToken;
    if (nextToken === undefined) return undefined;
  }
  return undefined;
}

function isOf(detail: ActionExecutionDetail, run: RunOfAction): boolean {
  const { stageName, actionName, actionExecutionId, token } = run;
  if (detail.stageName !== stageName || detail.actionName !== actionName) return false;
  return actionExecutionId === undefined
    ? detail.output?.executionResult?.externalExecutionId === token
    : detail.actionExecutionId === actionExecutionId;
}

function observed(detail: ActionExecutionDetail): ObservedAction | undefined {
  if (detail.status === undefined) return undefined;
  return {
    status: detail.status,
    pipelineExecutionId: detail.pipelineExecutionId,
    ...(detail.actionExecutionId ? { actionExecutionId: detail.actionExecutionId } : {}),
    updatedBy: detail.updatedBy,
    summary: detail.output?.executionResult?.externalExecutionSummary,
    lastChange: detail.lastUpdateTime?.toISOString(),
  };
}
