/**
 * CodePipeline, reached through the gate's own role. To decide, the session bears the person's name
 * and source identity; to read, it bears none, and the role then lets nobody decide.
 */
import {
  ApprovalAlreadyCompletedException,
  type ActionExecution,
  type CodePipelineClient,
  GetPipelineExecutionCommand,
  GetPipelineStateCommand,
  InvalidApprovalTokenException,
  PutApprovalResultCommand,
  type StageExecution,
} from "@aws-sdk/client-codepipeline";
import type { ActionNames, Pipelines, RunOfAction } from "../domain/ports";
import type { ObservedAction } from "../domain/types";
import { findAction } from "./action-history";
import { createPipelineClients, knownPipeline } from "./pipeline-clients";
import { revisionsOf } from "./revisions";

/** API Reference, PutApprovalResult: the token is spent, replaced or expired. */
const isSpent = (error: unknown): boolean =>
  error instanceof InvalidApprovalTokenException ||
  error instanceof ApprovalAlreadyCompletedException;

/** `functionName` is the session's name where nobody decides. */
export function createPipelines(functionName: string): Pipelines {
  const clientFor = createPipelineClients(functionName);

  return {
    decide: async ({ settings, request, result, summary, person }) => {
      const client = await clientFor(settings.deciderRoleArn, person);
      const { pipelineName, stageName, actionName, token } = request;
      try {
        await client.send(
          new PutApprovalResultCommand({
            pipelineName,
            stageName,
            actionName,
            token,
            result: { status: result, summary },
          }),
        );
        return "accepted";
      } catch (error) {
        if (isSpent(error)) return "final";
        throw error;
      }
    },

    observe: async (settings, request, hint) => {
      const client = await clientFor(settings.deciderRoleArn);
      const seen = await knownPipeline(
        async () =>
          (await inState(client, request)) ??
          (await findAction(client, request, hint?.pipelineExecutionId)),
      );
      if (seen === undefined || seen.status !== "Abandoned") return seen;
      return { ...seen, executionStatus: await statusOf(client, request, seen) };
    },

    waiting: async (settings, action) => {
      const client = await clientFor(settings.deciderRoleArn);
      const { latest } = await knownPipeline(() => newestRun(client, action));
      const { status, token, lastStatusChange } = latest ?? {};
      if (status !== "InProgress" || !token || lastStatusChange === undefined) return undefined;
      return { token, since: lastStatusChange.toISOString() };
    },

    revisions: async (settings, pipelineName, pipelineExecutionId) => {
      const client = await clientFor(settings.deciderRoleArn);
      const { pipelineExecution } = await client.send(
        new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }),
      );
      return revisionsOf(pipelineExecution ?? {});
    },
  };
}

/** The newest run of an action, and of the stage that it stands in. */
async function newestRun(
  client: CodePipelineClient,
  { pipelineName, stageName, actionName }: ActionNames,
): Promise<{ latest?: ActionExecution; ofStage?: StageExecution }> {
  const { stageStates = [] } = await client.send(
    new GetPipelineStateCommand({ name: pipelineName }),
  );
  const stage = stageStates.find((one) => one.stageName === stageName);
  const action = stage?.actionStates?.find((one) => one.actionName === actionName);
  return { latest: action?.latestExecution, ofStage: stage?.latestExecution };
}

/** It shows its token only while it waits, and in a PARALLEL pipeline not even then; its id it shows always. */
async function inState(
  client: CodePipelineClient,
  run: RunOfAction,
): Promise<ObservedAction | undefined> {
  const { token, actionExecutionId } = run;
  const { latest, ofStage } = await newestRun(client, run);
  if (latest?.status === undefined) return undefined;
  const isIt =
    actionExecutionId === undefined
      ? latest.token === token
      : latest.actionExecutionId === actionExecutionId;
  if (!isIt) return undefined;
  return {
    status: latest.status,
    // What has ended is shown until the next run begins, and by then another execution may be here.
    pipelineExecutionId: run.pipelineExecutionId ?? ofStage?.pipelineExecutionId,
    ...(latest.actionExecutionId ? { actionExecutionId: latest.actionExecutionId } : {}),
    updatedBy: latest.lastUpdatedBy,
    summary: latest.summary,
    lastChange: latest.lastStatusChange?.toISOString(),
  };
}

/** Why an action was abandoned; where that cannot be read, it is left open. */
async function statusOf(
  client: CodePipelineClient,
  { pipelineName }: RunOfAction,
  { pipelineExecutionId }: ObservedAction,
): Promise<string | undefined> {
  if (pipelineExecutionId === undefined) return undefined;
  const { pipelineExecution } = await client.send(
    new GetPipelineExecutionCommand({ pipelineName, pipelineExecutionId }),
  );
  return pipelineExecution?.status;
}
