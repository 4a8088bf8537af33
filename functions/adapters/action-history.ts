/** Finds the run of an action by its token in the pipeline's history. */
import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  ListActionExecutionsCommand,
} from "@aws-sdk/client-codepipeline";
import type { ObservedAction } from "../domain/types";

/** A request is at most 60 days old; this bounds the search in a busy pipeline. */
const pages = 20;

interface Place {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly token: string;
}

/** The token of an approval is the `externalExecutionId` of its action execution. */
export async function findAction(
  client: CodePipelineClient,
  place: Place,
  pipelineExecutionId: string | undefined,
): Promise<ObservedAction | undefined> {
  let nextToken: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const answer = await client.send(
      new ListActionExecutionsCommand({
        pipelineName: place.pipelineName,
        nextToken,
        ...(pipelineExecutionId === undefined ? {} : { filter: { pipelineExecutionId } }),
      }),
    );
    const found = (answer.actionExecutionDetails ?? []).find((detail) => isOf(detail, place));
    if (found !== undefined) return observed(found);
    nextToken = answer.nextToken;
    if (nextToken === undefined) return undefined;
  }
  return undefined;
}

function isOf(detail: ActionExecutionDetail, { stageName, actionName, token }: Place): boolean {
  return (
    detail.stageName === stageName &&
    detail.actionName === actionName &&
    detail.output?.executionResult?.externalExecutionId === token
  );
}

function observed(detail: ActionExecutionDetail): ObservedAction | undefined {
  if (detail.status === undefined) return undefined;
  return {
    status: detail.status,
    pipelineExecutionId: detail.pipelineExecutionId,
    updatedBy: detail.updatedBy,
    summary: detail.output?.executionResult?.externalExecutionSummary,
    lastChange: detail.lastUpdateTime?.toISOString(),
  };
}
