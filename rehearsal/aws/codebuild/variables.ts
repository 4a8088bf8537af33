/** The environment variables that a buildspec, a project and an action declare for a build. */
import { ServiceError } from "../../errors";
import type { ActionRun } from "../codepipeline";
import type { Build } from "./build";
import { isVariableName } from "./buildspec-parts";
import type { ProjectVariable } from "./projects";

export type VariableType = "PLAINTEXT" | "PARAMETER_STORE" | "SECRETS_MANAGER";

/** `value` is the text itself, a parameter's name, or a secret's reference. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly type: VariableType;
}

/** A variable with who declares it, in words. */
export interface Declared extends Variable {
  readonly owner: string;
}

const buildspecOwner = "the buildspec";

const types: readonly string[] = ["PLAINTEXT", "PARAMETER_STORE", "SECRETS_MANAGER"];

/** One of each name. Later ones win: the buildspec's, the project's, the action's. */
export function declaredVariables(build: Build, ofBuildspec: readonly Variable[]): Declared[] {
  const all = [
    ...ofBuildspec.map((variable) => ({ ...variable, owner: buildspecOwner })),
    ...build.project.environmentVariables.map(declaredBy(`project ${build.projectName}`)),
    ...actionVariables(build.run).map(declaredBy(`action ${build.run.action.name}`)),
  ];
  return [...new Map(all.map((variable) => [variable.name, variable])).values()];
}

/** The values of those that no store keeps. */
export function plainValues(declared: readonly Declared[]): Record<string, string> {
  const plain = declared.filter(({ type }) => type === "PLAINTEXT");
  return Object.fromEntries(plain.map(({ name, value }) => [name, value]));
}

/**
 * The names that a build may export (Build specification reference, `exported-variables`); says
 * which it may not.
 */
export function exportable(
  names: readonly string[],
  declared: readonly Declared[],
  run: ActionRun,
): string[] {
  const isSecret = (name: string): boolean =>
    declared.some(
      (variable) =>
        variable.name === name &&
        variable.type !== "PLAINTEXT" &&
        variable.owner !== buildspecOwner,
    );
  return names.filter((name) => {
    const refused = name.startsWith("AWS_")
      ? "its name starts with AWS_"
      : isSecret(name) && "the project or the action has it from a store of secrets";
    if (refused) run.log(`CodeBuild does not export ${name}: ${refused}.`);
    return !refused;
  });
}

/** As a project has them. */
function actionVariables(run: ActionRun): ProjectVariable[] {
  const text = run.configuration["EnvironmentVariables"];
  if (text === undefined) return [];
  let list: unknown;
  try {
    list = JSON.parse(text);
  } catch {
    list = undefined;
  }
  if (Array.isArray(list)) return list;
  throw new ServiceError(
    "InvalidConfiguration",
    `EnvironmentVariables of action ${run.action.name} must be a JSON list of {name, value}, ` +
      `got: ${text}`,
  );
}

function declaredBy(owner: string): (variable: ProjectVariable) => Declared {
  return ({ name, value, type = "PLAINTEXT" }) => {
    if (!isVariableName(name) || typeof value !== "string") {
      throw new ServiceError(
        "InvalidConfiguration",
        `An environment variable of ${owner} needs a name and a text as value, got: ` +
          JSON.stringify({ name, value }),
      );
    }
    if (types.includes(type)) return { name, value, type: type as VariableType, owner };
    throw new ServiceError(
      "InvalidConfiguration",
      `Environment variable ${name} of ${owner} must have type ${types.join(", ")}, got: ${type}.`,
    );
  };
}
