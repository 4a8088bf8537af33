/** The event that CodePipeline hands to a function (its User Guide, "Example JSON event"). */
import { readArn } from "../../../iam/arns";
import type { ActionRun, Job } from "../codepipeline";
import { issueKey } from "../iam";

type Locations = ActionRun["store"]["inputs"];

export function jobEvent({ configuration, store, roleArn }: ActionRun, job: Job): object {
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

/** The id of the job that an event is about. */
export function jobIdOf(event: unknown): unknown {
  return (event as Record<string, { id?: unknown } | undefined> | null)?.["CodePipeline.job"]?.id;
}

function artifacts(locations: Locations): object[] {
  return locations.map(({ name, s3location }) => ({
    location: {
      s3Location: { bucketName: s3location?.bucket, objectKey: s3location?.key },
      type: "S3",
    },
    revision: null,
    name,
  }));
}

/**
 * At AWS these open the artifacts and nothing else. This machine has no S3 to call, so they are of
 * AWS's form and open nothing.
 */
function artifactCredentials(arn: string, accountId: string): object {
  const principal = { arn, accountId, userId: "", context: {} };
  const { secretAccessKey, sessionToken, accessKeyId } = issueKey("", principal, "temporary");
  return { secretAccessKey, sessionToken, accessKeyId };
}
