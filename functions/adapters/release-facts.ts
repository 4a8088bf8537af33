/** What an execution releases, and what its actions have found out, read with the gate's role. */
import {
  type ActionExecutionDetail,
  type CodePipelineClient,
  GetPipelineExecutionCommand,
  paginateListActionExecutions,
  type PipelineExecution,
} from "@aws-sdk/client-codepipeline";
import { FinalError, TransientError } from "../domain/errors";
import type { ReleaseFacts } from "../domain/ports";
import type { ActionOutput, Release } from "../domain/types";
import { createPipelineClients, knownPipeline } from "./pipeline-clients";
import { mostPages } from "./read-history";
import { revisionsOf } from "./revisions";

/** `functionName` is the session's name where no person is given. */
export function createReleaseFacts(functionName: string): ReleaseFacts {
  const clientFor = createPipelineClients(functionName);
  return {
    read: async (settings, { pipelineName, pipelineExecutionId }, person) => {
      if (pipelineExecutionId === undefined) {
        throw new TransientError("CodePipeline has not shown yet which execution waits.");
      }
      const of = { pipelineName, pipelineExecutionId };
      const client = await clientFor(settings.deciderRoleArn, person);
      return knownPipeline(async () => {
        const { pipelineExecution = {} } = await client.send(new GetPipelineExecutionCommand(of));
        return { ...executionOf(pipelineExecution), actions: await outputsOf(client, of) };
      });
    },
  };
}

function executionOf(execution: PipelineExecution): Omit<Release, "actions"> {
  const { triggerType: type, triggerDetail: detail } = execution.trigger ?? {};
  return {
    revisions: revisionsOf(execution),
    ...(type === undefined ? {} : { trigger: { type, ...(detail ? { detail } : {}) } }),
    variables: (execution.variables ?? []).map(({ name = "", resolvedValue = "" }) => ({
      name,
      value: resolvedValue,
    })),
  };
}

interface Execution {
  readonly pipelineName: string;
  readonly pipelineExecutionId: string;
}

/** A retry runs an action anew: what an earlier run has found out holds no more, also while the new one runs. */
async function outputsOf(
  client: CodePipelineClient,
  { pipelineName, pipelineExecutionId }: Execution,
): Promise<ActionOutput[]> {
  const newest = new Map<string, ActionExecutionDetail>();
  let read = 0;
  const filter = { pipelineExecutionId };
  for await (const page of paginateListActionExecutions({ client }, { pipelineName, filter })) {
    for (const run of page.actionExecutionDetails ?? []) {
      if (run.pipelineExecutionId !== pipelineExecutionId) continue;
      const key = `${run.stageName}/${run.actionName}`;
      const known = newest.get(key);
      if (known === undefined || startOf(known) < startOf(run)) newest.set(key, run);
    }
    read += 1;
    if (read === mostPages && page.nextToken !== undefined) {
      throw new FinalError("The execution has more actions than can be read.");
    }
  }
  return [...newest.values()].filter(({ status }) => status === "Succeeded").map(outputOf);
}

const startOf = ({ startTime }: ActionExecutionDetail): number => startTime?.getTime() ?? 0;

function outputOf({ stageName = "", actionName = "", input, output }: ActionExecutionDetail) {
  const { namespace, actionTypeId } = input ?? {};
  return {
    ...{ stageName, actionName },
    ...(namespace ? { namespace } : {}),
    ...(actionTypeId?.category === "Source" ? { isSource: true } : {}),
    outputVariables: { ...output?.outputVariables },
  };
}
