/** CodeBuild's buildspec, versions 0.1 and 0.2: YAML to a plain plan of the build. */
import { parse } from "yaml";
import { type Artifacts, artifactsOf } from "./buildspec-artifacts";
import { envOf, firstEnvOf } from "./buildspec-env";
import { checkKeys, mapping, texts, wrong } from "./buildspec-parts";
import type { Variable } from "./variables";

const phaseNames = ["install", "pre_build", "build", "post_build"] as const;
type PhaseName = (typeof phaseNames)[number];

interface Phase {
  readonly name: PhaseName;
  readonly commands: readonly string[];
  readonly finally: readonly string[];
  readonly onFailure?: "ABORT" | "CONTINUE";
}

export interface Buildspec {
  readonly shell: "bash" | "sh";
  /** Version 0.1: each command has a shell of its own, and nothing of one reaches the next. */
  readonly isolated: boolean;
  readonly variables: readonly Variable[];
  readonly exportedVariables: readonly string[];
  /** In the order in which they run. */
  readonly phases: readonly Phase[];
  readonly artifacts?: Artifacts;
  /** Parts that CodeBuild knows and a rehearsal leaves out. */
  readonly ignored: readonly string[];
}

/** Reads a buildspec; throws `YAML_FILE_ERROR`, as CodeBuild calls it, saying which key is wrong. */
export function parseBuildspec(text: string): Buildspec {
  const root = mapping(yaml(text), "The buildspec");
  const version = String(root["version"]);
  if (version !== "0.1" && version !== "0.2") {
    throw wrong(
      `version must be 0.1 or 0.2, got: ${JSON.stringify(root["version"])}. Write version: 0.2.`,
    );
  }
  const isolated = version === "0.1";
  // Build specification reference, "Buildspec versions": 0.2 renamed the key.
  const envKey = isolated ? "environment_variables" : "env";
  const ignored = checkKeys(root, "", ["version", envKey, "phases", "artifacts"]);
  const env = isolated ? firstEnvOf(root[envKey]) : envOf(root[envKey]);
  const phases = mapping(root["phases"], "phases");
  checkKeys(phases, "phases.", phaseNames);
  const left = [...ignored, ...env.ignored];
  return {
    ...env,
    isolated,
    phases: phaseNames
      .filter((name) => phases[name] !== undefined)
      .map((name) => phaseOf(name, phases[name], left)),
    artifacts: root["artifacts"] === undefined ? undefined : artifactsOf(root["artifacts"]),
    ignored: left,
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
  const given = phase["on-failure"];
  const isRetry = /^RETRY(-|$)/.test(String(given));
  if (isRetry) ignored.push(`${at}.on-failure: ${String(given)}`);
  const onFailure = isRetry ? "ABORT" : given;
  if (onFailure !== undefined && onFailure !== "ABORT" && onFailure !== "CONTINUE") {
    throw wrong(`${at}.on-failure must be ABORT or CONTINUE, got: ${JSON.stringify(given)}.`);
  }
  return {
    name,
    commands: texts(phase["commands"] ?? [], `${at}.commands`),
    finally: texts(phase["finally"] ?? [], `${at}.finally`),
    onFailure,
  };
}
