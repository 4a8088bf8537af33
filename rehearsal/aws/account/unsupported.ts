/** What of a program the rehearsal does not act out. A silent gap would be taken for a pass. */
import type { PipelineDeclaration } from "@aws-sdk/client-codepipeline";
import { conditionKinds } from "../codepipeline";
import type { Account } from "./account";

/** The others need an alarm, a window of time or a build. */
const evaluatedRules = ["VariableCheck", "LambdaInvoke"];

/** One line for each thing that is on record but has no effect here. */
export function unsupportedOf(account: Account): string[] {
  const { engine, recordedOnly } = account;
  const resources = recordedOnly.map(({ type, name }) => `${name} (${type}) is only recorded.`);
  const pipelines = engine.pipelineNames().map((name) => engine.declaration(name));
  return [...resources, ...pipelines.flatMap(pretendedConditions)];
}

/** Rules that this machine cannot ask, and what AWS's guide does not say. */
function pretendedConditions({ name, stages = [] }: PipelineDeclaration): string[] {
  return stages.flatMap((stage) => [
    ...conditionKinds.flatMap((kind) =>
      (stage[kind]?.conditions?.[0]?.rules ?? [])
        .filter(({ ruleTypeId }) => !evaluatedRules.includes(ruleTypeId?.provider ?? ""))
        .map(
          (rule) =>
            `Rule ${rule.name} (${rule.ruleTypeId?.provider}) of ${kind} of stage ${stage.name} ` +
            `of ${name} is pretended: it passes.`,
        ),
    ),
    ...([stage.onFailure?.result, stage.onFailure?.conditions?.[0]?.result].includes("SKIP")
      ? [`onFailure of stage ${stage.name} of ${name} does not skip it: the stage stays failed.`]
      : []),
  ]);
}
