/** What of a program the rehearsal does not act out. A silent gap would be taken for a pass. */
import type { PipelineDeclaration, RuleDeclaration } from "@aws-sdk/client-codepipeline";
import { conditionKinds, conditionOf } from "../codepipeline";
import type { Account } from "./account";
import { unshownOf } from "./unshown";

/** Whether a rule is asked here: the others need an alarm, a window of time, a build or a function. */
function isEvaluated(
  { ruleTypeId, configuration = {} }: RuleDeclaration,
  { functions }: Pick<Account, "functions">,
): boolean {
  const { provider } = ruleTypeId ?? {};
  if (provider !== "LambdaInvoke") return provider === "VariableCheck";
  // What is a variable is known when it runs.
  const { FunctionName = "" } = configuration;
  return functions.has(FunctionName) || FunctionName.includes("#{");
}

/** One line for each thing that is on record but has no effect here. */
export function unsupportedOf(account: Account): string[] {
  const { engine, recordedOnly, resources: all } = account;
  const resources = recordedOnly.map(({ type, name }) => `${name} (${type}) is only recorded.`);
  const pipelines = engine.pipelineNames().map((name) => engine.declaration(name));
  const boundaries = all
    .filter(({ inputs }) => inputs.permissionsBoundary !== undefined)
    .map(({ type, name }) => `permissionsBoundary of ${name} (${type}) limits nothing here.`);
  const conditions = pipelines.flatMap((pipeline) => pretendedConditions(pipeline, account));
  return [...resources, ...boundaries, ...unshownOf(account), ...conditions];
}

/** Rules that this machine cannot ask, and what AWS's guide does not say. */
function pretendedConditions(
  { name, stages = [] }: PipelineDeclaration,
  account: Account,
): string[] {
  return stages.flatMap((stage) => [
    ...conditionKinds.flatMap((kind) =>
      (conditionOf(stage, kind)?.rules ?? [])
        .filter((rule) => !isEvaluated(rule, account))
        .map(
          (rule) =>
            `Rule ${rule.name} (${rule.ruleTypeId?.provider}) of ${kind} of stage ${stage.name} ` +
            `of ${name} is pretended: it passes.`,
        ),
    ),
    ...([stage.onFailure?.result, conditionOf(stage, "onFailure")?.result].includes("SKIP")
      ? [`onFailure of stage ${stage.name} of ${name} does not skip it: the stage stays failed.`]
      : []),
  ]);
}
