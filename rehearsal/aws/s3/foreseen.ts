/** Objects that a source will look for, and nobody has put there. */
import type { PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import { type ActionChoices, choiceOf } from "../../settings/choices";
import type { Buckets } from "./buckets";

export interface LackingObject {
  /** STAGE/ACTION. */
  readonly path: string;
  readonly bucket: string;
  readonly key: string;
}

/** Of the sources of a pipeline for which no folder is named. */
export function lackingObjects(
  { stages = [] }: PipelineDeclaration,
  { buckets, actions }: { buckets: Buckets; actions: ActionChoices },
): LackingObject[] {
  return stages.flatMap(({ name: stageName = "", actions: all = [] }) =>
    all
      .filter(({ actionTypeId: of }) => of?.category === "Source" && of.provider === "S3")
      .filter((action) => choiceOf(actions, { stageName, action }).folder === undefined)
      .map(({ name, configuration = {} }) => ({
        path: `${stageName}/${name}`,
        bucket: configuration.S3Bucket ?? "",
        key: configuration.S3ObjectKey ?? "",
      }))
      .filter(({ bucket, key }) => !buckets.has(bucket) || !buckets.object(bucket, key)),
  );
}
