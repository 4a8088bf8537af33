/** The Lambda invoke action: the program's own function runs, and says itself how its job ended. */
import type { PutJobSuccessResultInput } from "@aws-sdk/client-codepipeline";
import * as fs from "node:fs";
import {
  type ActionOutcome,
  type ActionRun,
  artifactFolder,
  type Job,
  type JobEnd,
  type Provider,
  required,
  type Tools,
} from "../codepipeline";
import { jobDetails, jobEvent, jobIdOf } from "./job-event";
import type { Invocation } from "./types";

/** Invokes the function as the action's role does, until a job has a final result. */
export const lambdaInvoke: Provider = async (run, tools) => {
  const functionName = required(run, "FunctionName");
  let current: Job | undefined;
  const told = (invocation: Invocation): void => {
    if (current === undefined || jobIdOf(invocation.event) !== current.id) return;
    if (tools.jobs.isOpen(current.id)) run.log(unanswered(functionName, current, invocation));
  };
  tools.functions.events.on("invocation", told);
  try {
    const end = await tools.jobs.run({
      signal: run.signal,
      start: (job) => {
        current = job;
        run.log(`Function ${functionName} has job ${job.id}.`);
        const event = jobEvent(run, job);
        tools.jobs.describe(jobDetails(run, event, tools.place));
        tools.functions.invokeAsync(functionName, event, { roleArn: run.roleArn });
        run.update({ waits: true });
      },
      progress: (result) => run.update(detailsOf(result)),
    });
    return outcome(functionName, end, run, tools);
  } finally {
    tools.functions.events.off("invocation", told);
  }
};

function unanswered(functionName: string, { id, until }: Job, { attempt, error }: Invocation) {
  const ended =
    error === undefined ? "ended" : `failed at attempt ${attempt} (of 3 at most): ${error};`;
  return (
    `Function ${functionName} ${ended} and job ${id} has no result. CodePipeline waits for ` +
    `PutJobSuccessResult or PutJobFailureResult until ${until.toISOString()}.`
  );
}

/** What a result tells, final or not. */
function detailsOf({ executionDetails = {} }: PutJobSuccessResultInput) {
  const { summary, percentComplete, externalExecutionId } = executionDetails;
  return {
    ...(summary !== undefined && { summary }),
    ...(percentComplete !== undefined && { percentComplete }),
    ...(externalExecutionId !== undefined && { externalExecutionId }),
  };
}

function outcome(functionName: string, end: JobEnd, run: ActionRun, tools: Tools): ActionOutcome {
  switch (end.kind) {
    case "Succeeded":
      return succeeded(end.result, run, tools);
    case "Failed": {
      const { type, message, externalExecutionId } = end.details;
      return failed(type!, message!, externalExecutionId);
    }
    case "Silent":
      return failed(
        "JobTimedOut",
        `The AWS Lambda function ${functionName} has sent no result for 20 minutes. Its code must ` +
          "call PutJobSuccessResult or PutJobFailureResult with the id of the job, and its role " +
          'needs codepipeline:PutJobSuccessResult and codepipeline:PutJobFailureResult on "*".',
      );
    case "TooLong":
      return failed(
        "JobTimedOut",
        `The AWS Lambda function ${functionName} has not finished within 24 hours, the most that a ` +
          "Lambda invoke action may take.",
      );
    case "Abandoned":
      return failed("Abandoned", "The action was given up.");
  }
}

function failed(code: string, message: string, externalExecutionId?: string): ActionOutcome {
  return { status: "Failed", error: { code, message }, summary: message, externalExecutionId };
}

function succeeded(result: PutJobSuccessResultInput, run: ActionRun, tools: Tools): ActionOutcome {
  const { outputVariables = {}, currentRevision } = result;
  run.update(detailsOf(result));
  return {
    status: "Succeeded",
    summary: result.executionDetails?.summary,
    externalExecutionId: result.executionDetails?.externalExecutionId,
    variables: { ...outputVariables },
    outputs: emptyOutputs(run, tools),
    ...(currentRevision && {
      revision: {
        revisionId: currentRevision.revision!,
        revisionChangeId: currentRevision.changeIdentifier,
        revisionSummary: currentRevision.revisionSummary,
      },
    }),
  };
}

/** The function uploads its output artifacts to S3 itself, of which this machine takes nothing. */
function emptyOutputs(run: ActionRun, tools: Tools): Record<string, string> {
  const names = (run.action.outputArtifacts ?? []).map(({ name }) => name!);
  if (names.length > 0) run.log(`Output artifacts are empty here: ${names.join(", ")}.`);
  return Object.fromEntries(
    names.map((name) => {
      const folder = artifactFolder(run, tools, name);
      fs.mkdirSync(folder, { recursive: true });
      return [name, folder];
    }),
  );
}
