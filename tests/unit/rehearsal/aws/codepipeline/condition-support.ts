/** A pipeline whose last stage has conditions, and what comes of it. */
import type {
  FailureConditions,
  PipelineDeclaration,
  Result,
  RuleDeclaration,
} from "@aws-sdk/client-codepipeline";
import { deploy, pipeline, source, World } from "./support";

export function rule(
  name: string,
  provider = "LambdaInvoke",
  more: Partial<RuleDeclaration> = {},
): RuleDeclaration {
  return {
    name,
    ruleTypeId: { category: "Rule", owner: "AWS", provider, version: "1" },
    configuration: { FunctionName: "check" },
    ...more,
  };
}

/** A VariableCheck of the source's variable Branch. */
export const branchIs = (Value: string, more: Partial<RuleDeclaration> = {}): RuleDeclaration =>
  rule("Branch", "VariableCheck", {
    configuration: { Variable: "#{src.Branch}", Value, Operator: "EQ" },
    ...more,
  });

export const condition = (result: Result | undefined, ...rules: RuleDeclaration[]) => ({
  conditions: [{ result, rules }],
});

export interface Conditions {
  readonly beforeEntry?: ReturnType<typeof condition>;
  readonly onSuccess?: ReturnType<typeof condition>;
  readonly onFailure?: FailureConditions;
}

/** Source, Production with these conditions, Last. */
export function conditional(
  conditions: Conditions,
  more: Partial<PipelineDeclaration> = {},
): PipelineDeclaration {
  const last = deploy({ name: "Finish" });
  const declaration = pipeline({ pipelineType: "V2", ...more }, [
    ["Source", [source({ namespace: "src" })]],
    ["Production", [deploy()]],
    ["Last", [last]],
  ]);
  const [first, production, ...rest] = declaration.stages!;
  return { ...declaration, stages: [first, { ...production, ...conditions }, ...rest] };
}

const fetched = {
  status: "Succeeded" as const,
  variables: { Branch: "main" },
  outputs: { source: "/files/source" },
};
export const no = { status: "Failed" as const, error: { code: "JobFailed", message: "no" } };
export const yes = { status: "Succeeded" as const };

/** A world whose source exports a branch. */
export function world(outcomes: Record<string, typeof no | typeof yes> = {}): World {
  const made = new World();
  made.outcomes.set("Fetch", fetched);
  for (const [name, outcome] of Object.entries(outcomes)) made.outcomes.set(name, outcome);
  return made;
}

/** Statuses of Production: its stage, its conditions by kind, and its action. */
export function production(one: World): Record<string, string | undefined> {
  const stage = one.stage("Production");
  const conditions: Record<string, string | undefined> = {};
  for (const kind of ["beforeEntry", "onSuccess", "onFailure"] as const) {
    const state = stage[`${kind}ConditionState`];
    if (state !== undefined) conditions[kind] = state.latestExecution?.status;
  }
  return {
    stage: stage.latestExecution?.status,
    ...conditions,
    action: stage.actionStates![0].latestExecution?.status,
  };
}

/** Names of actions that have run, oldest first. */
export const ran = (one: World): (string | undefined)[] =>
  one.engine
    .actionExecutions("shop")
    .map(({ actionName }) => actionName)
    .reverse();
