/** CodeBuild's buildspec, version 0.2: YAML to a plain plan of the build. */
import { parse } from "yaml";
import { ServiceError } from "../../errors";

const phaseNames = ["install", "pre_build", "build", "post_build"] as const;
type PhaseName = (typeof phaseNames)[number];

interface Phase {
  readonly name: PhaseName;
  readonly commands: readonly string[];
  readonly finally: readonly string[];
  readonly onFailure?: "ABORT" | "CONTINUE";
}

export interface Artifacts {
  readonly files: readonly string[];
  readonly baseDirectory?: string;
  readonly discardPaths: boolean;
  readonly excludePaths: readonly string[];
}

export interface Buildspec {
  readonly shell: "bash" | "sh";
  readonly variables: Readonly<Record<string, string>>;
  readonly exportedVariables: readonly string[];
  /** In the order in which they run. */
  readonly phases: readonly Phase[];
  readonly artifacts?: Artifacts;
  /** Parts that CodeBuild knows and a rehearsal leaves out. */
  readonly ignored: readonly string[];
}

/** What changes nothing on this machine. */
const ignorable = new Set([
  "reports",
  "cache",
  "proxy",
  "run-as",
  "phases.install.runtime-versions",
]);

/** Reads a buildspec; throws `YAML_FILE_ERROR`, as CodeBuild calls it, saying which key is wrong. */
export function parseBuildspec(text: string): Buildspec {
  const root = mapping(yaml(text), "The buildspec");
  const ignored = checkKeys(root, "", ["version", "env", "phases", "artifacts"]);
  if (String(root["version"]) !== "0.2") {
    throw wrong(
      `version must be 0.2, got: ${JSON.stringify(root["version"])}. Write version: 0.2.`,
    );
  }
  const env = mapping(root["env"] ?? {}, "env");
  ignored.push(...checkKeys(env, "env.", ["shell", "variables", "exported-variables"]));
  const phases = mapping(root["phases"], "phases");
  checkKeys(phases, "phases.", phaseNames);
  return {
    shell: shellOf(env["shell"]),
    variables: variablesOf(env["variables"] ?? {}),
    exportedVariables: exportedOf(env["exported-variables"]),
    phases: phaseNames
      .filter((name) => phases[name] !== undefined)
      .map((name) => phaseOf(name, phases[name], ignored)),
    artifacts: root["artifacts"] === undefined ? undefined : artifactsOf(root["artifacts"]),
    ignored,
  };
}

function yaml(text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw wrong((error as Error).message);
  }
}

function phaseOf(name: PhaseName, value: unknown, ignored: string[]): Phase {
  const at = `phases.${name}`;
  const phase = mapping(value, at);
  ignored.push(...checkKeys(phase, `${at}.`, ["commands", "finally", "on-failure"]));
  const onFailure = phase["on-failure"];
  if (onFailure !== undefined && onFailure !== "ABORT" && onFailure !== "CONTINUE") {
    throw wrong(`${at}.on-failure must be ABORT or CONTINUE, got: ${JSON.stringify(onFailure)}.`);
  }
  return {
    name,
    commands: texts(phase["commands"] ?? [], `${at}.commands`),
    finally: texts(phase["finally"] ?? [], `${at}.finally`),
    onFailure,
  };
}

function artifactsOf(value: unknown): Artifacts {
  const artifacts = mapping(value, "artifacts");
  if (artifacts["secondary-artifacts"] !== undefined) {
    throw wrong("artifacts.secondary-artifacts is not rehearsed. Keep one output artifact.");
  }
  const known = ["files", "base-directory", "discard-paths", "exclude-paths"];
  checkKeys(artifacts, "artifacts.", [...known, "name", "s3-prefix", "enable-symlinks"]);
  const base = artifacts["base-directory"];
  if (base !== undefined && typeof base !== "string") {
    throw wrong(`artifacts.base-directory must be a text, got: ${JSON.stringify(base)}.`);
  }
  const files = texts(artifacts["files"], "artifacts.files");
  if (files.length === 0) throw wrong('artifacts.files is empty. Write "**/*" for every file.');
  return {
    files,
    baseDirectory: base,
    discardPaths: ["yes", "true"].includes(String(artifacts["discard-paths"])),
    excludePaths: texts(artifacts["exclude-paths"] ?? [], "artifacts.exclude-paths"),
  };
}

function shellOf(value: unknown): "bash" | "sh" {
  if (value === undefined || value === "bash") return "bash";
  // CodeBuild names Windows shells here too.
  if (value === "/bin/sh" || value === "sh") return "sh";
  throw wrong(`env.shell must be bash or sh here, got: ${JSON.stringify(value)}.`);
}

function variablesOf(value: unknown): Record<string, string> {
  const entries = Object.entries(mapping(value, "env.variables"));
  return Object.fromEntries(
    entries.map(([name, item]) => {
      needName(name, "env.variables");
      if (typeof item === "object") throw wrong(`env.variables.${name} must be a text.`);
      return [name, String(item)];
    }),
  );
}

function exportedOf(value: unknown): string[] {
  const names = texts(value ?? [], "env.exported-variables");
  for (const name of names) needName(name, "env.exported-variables");
  return names;
}

function needName(name: string, at: string): void {
  if (/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) return;
  throw wrong(`${at} holds "${name}", which is no name of an environment variable.`);
}

/** Answers the keys that are left out; throws at one that CodeBuild or the rehearsal does not know. */
function checkKeys(value: Record<string, unknown>, at: string, known: readonly string[]): string[] {
  const others = Object.keys(value).filter((key) => !known.includes(key));
  for (const key of others) {
    if (ignorable.has(key) || ignorable.has(at + key)) continue;
    throw wrong(
      `${at}${key} is not rehearsed. Known here: ${known.map((k) => at + k).join(", ")}.`,
    );
  }
  return others.map((key) => at + key);
}

function mapping(value: unknown, at: string): Record<string, unknown> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) {
    return value as Record<string, unknown>;
  }
  throw wrong(`${at} must be a mapping, got: ${JSON.stringify(value)}.`);
}

function texts(value: unknown, at: string): string[] {
  if (!Array.isArray(value)) throw wrong(`${at} must be a list, got: ${JSON.stringify(value)}.`);
  const odd: unknown = value.find((item) => typeof item !== "string");
  if (odd === undefined) return value;
  throw wrong(
    `${at} holds ${JSON.stringify(odd)}, which is no text. Put the line in quotes: YAML reads ` +
      '"a: b" as a mapping.',
  );
}

function wrong(reason: string): ServiceError {
  return new ServiceError("YAML_FILE_ERROR", `The buildspec cannot be read. ${reason}`);
}
