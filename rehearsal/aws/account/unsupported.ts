/** What of a program the rehearsal does not act out. A silent gap would be taken for a pass. */
import type { PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import type { Account } from "./account";

/** One line for each thing that is on record but has no effect here. */
export function unsupportedOf(account: Account): string[] {
  const { engine, recordedOnly } = account;
  const resources = recordedOnly.map(({ type, name }) => `${name} (${type}) is only recorded.`);
  const pipelines = engine.pipelineNames().map((name) => engine.declaration(name));
  return [...resources, ...pipelines.flatMap(ignoredConditions)];
}

function ignoredConditions({ name, stages = [] }: PipelineDeclaration): string[] {
  return stages.flatMap((stage) =>
    (["beforeEntry", "onSuccess", "onFailure"] as const)
      .filter((condition) => stage[condition] !== undefined)
      .map((condition) => `${condition} of stage ${stage.name} of ${name} is not evaluated.`),
  );
}
