/** The part of a definition's checks that follows artifacts and variables from action to action. */
import type {
  ActionDeclaration,
  PipelineDeclaration,
  StageDeclaration,
} from "@aws-sdk/client-codepipeline";
import { actionError } from "./definition-action";
import { conditionOf } from "./conditions";
import { conditionKinds } from "./model";
import { executionNamespace, pipelineNamespace, references } from "./variables";

/** The actions of a stage, grouped by runOrder, in the order in which they run. */
export function runOrderGroups(stage: StageDeclaration): ActionDeclaration[][] {
  const orders = [...new Set(stage.actions!.map((action) => action.runOrder ?? 1))];
  return orders
    .sort((a, b) => a - b)
    .map((order) => stage.actions!.filter((action) => (action.runOrder ?? 1) === order));
}

function checkProduced(stage: StageDeclaration, group: ActionDeclaration[], known: Set<string>) {
  for (const action of group) {
    for (const { name } of action.inputArtifacts ?? []) {
      if (known.has(name!)) continue;
      throw actionError(
        `Action "${action.name}" of stage "${stage.name}" takes artifact "${name}", ` +
          `which no earlier action produces.`,
      );
    }
  }
}

/** Artifacts are produced before they are consumed, and by one action only. */
export function checkArtifacts(stages: readonly StageDeclaration[]): void {
  const produced = new Set<string>();
  for (const stage of stages) {
    for (const group of runOrderGroups(stage)) {
      // Actions of one group run beside each other: none of them can feed another.
      checkProduced(stage, group, produced);
      for (const action of group) {
        for (const { name } of action.outputArtifacts ?? []) {
          if (produced.has(name!)) {
            throw actionError(
              `Action "${action.name}" of stage "${stage.name}" produces artifact "${name}", ` +
                `but an earlier action does so already. Name it differently.`,
            );
          }
          produced.add(name!);
        }
      }
    }
  }
}

function namespacesOf(declaration: PipelineDeclaration): Set<string> {
  const known = new Set<string>([executionNamespace, pipelineNamespace]);
  for (const action of declaration.stages!.flatMap((stage) => stage.actions!)) {
    if (action.namespace === undefined) continue;
    if (known.has(action.namespace)) {
      throw actionError(
        `Action "${action.name}" takes namespace "${action.namespace}", which another action has ` +
          `already. Choose another.`,
      );
    }
    known.add(action.namespace);
  }
  return known;
}

/** What of a stage may refer to variables: its actions, and the rules of its conditions. */
function configured(stage: StageDeclaration) {
  const rules = conditionKinds.flatMap((kind) => conditionOf(stage, kind)?.rules ?? []);
  return [
    ...stage.actions!.map((action) => ({ kind: "action", ...action })),
    ...rules.map((rule) => ({ kind: "rule", ...rule })),
  ];
}

/** Every `#{...}` is well formed and names a namespace of this pipeline. */
export function checkReferences(declaration: PipelineDeclaration): void {
  const known = namespacesOf(declaration);
  for (const stage of declaration.stages!) {
    for (const { kind, name, configuration = {} } of configured(stage)) {
      for (const [key, value] of Object.entries(configuration)) {
        const wrong = references(value).find((r) => !r.wellFormed || !known.has(r.namespace));
        if (wrong === undefined) continue;
        const reason = wrong.wellFormed
          ? `namespace "${wrong.namespace}", which no action of the pipeline has`
          : `something other than a namespace, a period and a name`;
        throw actionError(
          `Configuration value "${key}" of ${kind} "${name}" in stage "${stage.name}" ` +
            `refers to ${reason}: ${wrong.text}.`,
        );
      }
    }
  }
}
