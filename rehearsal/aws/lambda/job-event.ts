/** The event that CodePipeline hands to a function (its User Guide, "Example JSON event"). */
import type {
  Artifact,
  AWSSessionCredentials,
  JobData,
  JobDetails,
} from "@aws-sdk/client-codepipeline";
import { pipelineArn, readArn } from "../../../iam/arns";
import type { Place } from "../account/types";
import type { ActionRun, Job } from "../codepipeline";
import { issueKey } from "../iam";

type Locations = ActionRun["store"]["inputs"];

/** What the event has of a job. */
interface JobEvent {
  readonly "CodePipeline.job": { id: string; accountId: string; data: JobData };
}

export function jobEvent({ configuration, store, roleArn }: ActionRun, job: Job): JobEvent {
  const { accountId = "" } = readArn(roleArn);
  const { id, continuationToken } = job;
  return {
    "CodePipeline.job": {
      id,
      accountId,
      data: {
        actionConfiguration: { configuration },
        inputArtifacts: artifacts(store.inputs),
        outputArtifacts: artifacts(store.outputs),
        artifactCredentials: artifactCredentials(roleArn, accountId),
        ...(continuationToken !== undefined && { continuationToken }),
        ...(store.encryptionKey && { encryptionKey: store.encryptionKey }),
      },
    },
  };
}

/** What GetJobDetails answers of it: what the event has, and where the action stands. */
export function jobDetails(run: ActionRun, event: JobEvent, home?: Place): JobDetails {
  const { pipelineName, pipelineExecutionId, stageName, action, actionExecutionId } = run;
  const { data, ...job } = event["CodePipeline.job"];
  const pipelineContext = {
    ...{ pipelineName, pipelineExecutionId },
    stage: { name: stageName },
    action: { name: action.name, actionExecutionId },
    ...(home !== undefined && { pipelineArn: pipelineArn(home, pipelineName) }),
  };
  return { ...job, data: { actionTypeId: action.actionTypeId, pipelineContext, ...data } };
}

/** The id of the job that an event is about. */
export function jobIdOf(event: unknown): unknown {
  return (event as Record<string, { id?: unknown } | undefined> | null)?.["CodePipeline.job"]?.id;
}

function artifacts(locations: Locations): Artifact[] {
  return locations.map(({ name, s3location }) => ({
    location: {
      s3Location: { bucketName: s3location?.bucket, objectKey: s3location?.key },
      type: "S3",
    },
    // As in the guide's example, where the SDK's type has none.
    revision: null as unknown as undefined,
    name,
  }));
}

/**
 * At AWS these open the artifacts and nothing else. This machine has no S3 to call, so they are of
 * AWS's form and open nothing.
 */
function artifactCredentials(arn: string, accountId: string): AWSSessionCredentials {
  const principal = { arn, accountId, userId: "", context: {} };
  const { secretAccessKey, sessionToken, accessKeyId } = issueKey("", principal, "temporary");
  return { secretAccessKey, sessionToken, accessKeyId };
}
