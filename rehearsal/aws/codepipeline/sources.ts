/** What a commit does: the sources of a pipeline get a new revision, and tell whoever listens. */
import type { PipelineDeclaration, StartTrigger } from "./types";
import type { RegisteredResource } from "../account/types";

const objectTypes = ["aws:s3/bucketObject:BucketObject", "aws:s3/bucketObjectv2:BucketObjectv2"];

/** One source action and what a new revision of it means. */
export interface Source {
  readonly actionName: string;
  /** The object that is put anew, for an S3 source that the program itself uploaded. */
  readonly object?: RegisteredResource;
  /** Set when CodePipeline itself, without an event rule, starts the pipeline. */
  readonly trigger?: StartTrigger;
}

/** The sources of a pipeline, in the order of its actions. */
export function sourcesOf(
  declaration: PipelineDeclaration,
  resources: readonly RegisteredResource[],
): Source[] {
  const actions = (declaration.stages ?? []).flatMap((stage) => stage.actions ?? []);
  return actions
    .filter((action) => action.actionTypeId?.category === "Source")
    .map((action) => {
      const actionName = action.name!;
      const configuration = action.configuration ?? {};
      const provider = action.actionTypeId?.provider;
      if (provider === "S3") {
        const object = sourceObject(configuration, resources);
        return { actionName, object, trigger: polled(configuration, actionName) };
      }
      return provider === "CodeStarSourceConnection"
        ? { actionName, trigger: pushed(configuration) }
        : { actionName };
    });
}

function sourceObject(
  { S3Bucket, S3ObjectKey }: Record<string, string>,
  resources: readonly RegisteredResource[],
): RegisteredResource | undefined {
  return resources.find(
    ({ type, state }) =>
      objectTypes.includes(type) && state.bucket === S3Bucket && state.key === S3ObjectKey,
  );
}

/** Polling is the API's default; a program with an event rule turns it off. */
function polled(configuration: Record<string, string>, actionName: string) {
  return configuration.PollForSourceChanges === "false"
    ? undefined
    : { triggerType: "PollForSourceChanges", triggerDetail: actionName };
}

function pushed({ DetectChanges, ConnectionArn }: Record<string, string>) {
  return DetectChanges === "false"
    ? undefined
    : { triggerType: "WebhookV2", triggerDetail: ConnectionArn };
}
