/** What an execution would release, as CodePipeline lists it. */
import type { PipelineExecution } from "@aws-sdk/client-codepipeline";
import type { Revision } from "../domain/types";

export const revisionsOf = ({ artifactRevisions = [] }: PipelineExecution): Revision[] =>
  artifactRevisions.map(({ name, revisionId, revisionSummary, revisionUrl }) => ({
    name: name ?? "source",
    id: revisionId ?? "unknown",
    ...(revisionSummary ? { summary: revisionSummary } : {}),
    ...(revisionUrl ? { url: revisionUrl } : {}),
  }));
