/** Where CodePipeline would keep artifacts in S3; here their files are in folders. */
import type { ArtifactDetail, PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import type { ActionRecord } from "./model";
import type { ArtifactLocations } from "./types";

const storeOf = ({ artifactStore, artifactStores }: PipelineDeclaration, region: string) =>
  artifactStore ?? artifactStores?.[region];

/** Names are shortened as CodePipeline shortens them. */
export function outputLocation(
  declaration: PipelineDeclaration,
  { region, actionExecutionId }: Pick<ActionRecord, "region" | "actionExecutionId">,
  name: string,
): ArtifactDetail {
  const bucket = storeOf(declaration, region)?.location;
  const parts = [declaration.name!.slice(0, 20), name.slice(0, 10), actionExecutionId.slice(0, 7)];
  return { name, s3location: { bucket, key: parts.join("/") } };
}

/** The locations that an action is told. */
export function locationsOf(
  declaration: PipelineDeclaration,
  record: Pick<ActionRecord, "inputArtifacts" | "action" | "region" | "actionExecutionId">,
): ArtifactLocations {
  return {
    inputs: record.inputArtifacts,
    outputs: (record.action.outputArtifacts ?? []).map(({ name }) =>
      outputLocation(declaration, record, name!),
    ),
    encryptionKey: storeOf(declaration, record.region)?.encryptionKey,
  };
}
