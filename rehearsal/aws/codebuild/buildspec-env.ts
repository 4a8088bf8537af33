/** The environment that a buildspec declares: `env`, or `environment_variables` in version 0.1. */
import { checkKeys, mapping, needName, texts, wrong } from "./buildspec-parts";
import type { Variable, VariableType } from "./variables";

export interface BuildspecEnv {
  readonly shell: "bash" | "sh";
  readonly variables: readonly Variable[];
  readonly exportedVariables: readonly string[];
  readonly ignored: readonly string[];
}

/** Build specification reference, `env`: where the values of each mapping come from. */
const sources: readonly (readonly [string, VariableType])[] = [
  ["variables", "PLAINTEXT"],
  ["parameter-store", "PARAMETER_STORE"],
  ["secrets-manager", "SECRETS_MANAGER"],
];

/** `env` of version 0.2. */
export function envOf(value: unknown): BuildspecEnv {
  const env = mapping(value ?? {}, "env");
  const keys = sources.map(([key]) => key);
  const helper = "git-credential-helper";
  const ignored = checkKeys(env, "env.", [...keys, "shell", "exported-variables", helper]);
  if (env[helper] !== undefined) ignored.push(`env.${helper}`);
  return {
    shell: shellOf(env["shell"]),
    variables: sources.flatMap(([key, type]) => variablesOf(env[key], `env.${key}`, type)),
    exportedVariables: exportedOf(env["exported-variables"]),
    ignored,
  };
}

/** Version 0.1 names its variables otherwise, has plain ones alone, and no choice of a shell. */
export function firstEnvOf(value: unknown): BuildspecEnv {
  const env = mapping(value ?? {}, "environment_variables");
  checkKeys(env, "environment_variables.", ["plaintext"]);
  const at = "environment_variables.plaintext";
  const variables = variablesOf(env["plaintext"], at, "PLAINTEXT");
  return { shell: "sh", variables, exportedVariables: [], ignored: [] };
}

function shellOf(value: unknown): "bash" | "sh" {
  if (value === undefined || value === "bash") return "bash";
  // CodeBuild names Windows shells here too.
  if (value === "/bin/sh" || value === "sh") return "sh";
  throw wrong(`env.shell must be bash or sh here, got: ${JSON.stringify(value)}.`);
}

function variablesOf(value: unknown, at: string, type: VariableType): Variable[] {
  return Object.entries(mapping(value ?? {}, at)).map(([name, item]) => {
    needName(name, at);
    if (typeof item === "object") throw wrong(`${at}.${name} must be a text.`);
    return { name, value: String(item), type };
  });
}

function exportedOf(value: unknown): string[] {
  const names = texts(value ?? [], "env.exported-variables");
  for (const name of names) needName(name, "env.exported-variables");
  return names;
}
