/** What stands for an action's provider, and what all of them need. */
import * as path from "node:path";
import type { Stores } from "../account/stores";
import type { Place } from "../account/types";
import { ServiceError } from "../../errors";
import type { ActionOutcome, ActionRun } from "./types";
import type { IamDirectory } from "../iam";
import type { ActionChoice } from "../../settings/choices";
import type { Written } from "../../settings/paste";
import type { Buckets } from "../s3";
import type { Projects } from "../codebuild";
import type { Functions } from "../lambda";
import type { Jobs } from "./jobs";

/** What the local account lends to its actions. */
export interface Tools {
  readonly buckets: Buckets;
  readonly projects: Projects;
  readonly functions: Pick<Functions, "has" | "invokeAsync" | "events">;
  readonly jobs: Jobs;
  /** What builds read of parameters and secrets. */
  readonly stores: Pick<Stores, "parameters" | "secrets">;
  readonly directory: Pick<IamDirectory, "decideRole" | "hasRole">;
  /** Artifacts are put under `artifacts/` in it. */
  readonly workDir: string;
  /** Stands for the repository of a CodeConnections source. */
  readonly repositoryDir: string;
  /** Tells builds their Region; without it they do not learn one. */
  readonly place?: Place;
  /** Milliseconds after which a build is stopped. */
  readonly buildTimeLimit: number;
  /** Whether a build really runs on this machine; otherwise it is pretended. */
  runsBuild(run: ActionRun): boolean;
  /** What a person has said of the action. */
  choiceOf(run: ActionRun): ActionChoice;
  /** The settings of the program's file, beside which more is to be written. */
  readonly written?: Written;
  /** The source revision that an artifact's folder came from. */
  readonly revisions: Map<string, string>;
}

/** Does the work of one action. What it throws becomes the failure of the action. */
export type Provider = (run: ActionRun, tools: Tools) => Promise<ActionOutcome>;

/** A configuration value that the action cannot do without. */
export function required(run: ActionRun, key: string): string {
  const value = run.configuration[key];
  if (value !== undefined && value !== "") return value;
  throw new ServiceError(
    "InvalidConfiguration",
    `Action ${run.action.name} needs ${key} in its configuration.`,
  );
}

/** The action's only output artifact's name; undefined when it declares none. */
export function outputName(run: ActionRun): string | undefined {
  const names = (run.action.outputArtifacts ?? []).map((artifact) => artifact.name);
  if (names.length <= 1) return names[0];
  throw new ServiceError(
    "InvalidConfiguration",
    `Action ${run.action.name} has ${names.length} output artifacts; the rehearsal makes one. ` +
      "Keep one output artifact.",
  );
}

/** A folder of this action execution alone for an output artifact. It does not exist yet. */
export function artifactFolder(run: ActionRun, tools: Tools, artifact: string): string {
  return path.join(tools.workDir, "artifacts", run.actionExecutionId, artifact);
}

/** The folder of the action's first input artifact. */
export function firstInput(run: ActionRun): string {
  const name = run.action.inputArtifacts?.[0]?.name;
  const folder = name === undefined ? undefined : run.inputs.get(name);
  if (folder !== undefined) return folder;
  throw new ServiceError(
    "InvalidConfiguration",
    `Action ${run.action.name} needs an input artifact` +
      (name === undefined ? "." : `, and nothing made ${name}.`),
  );
}

const pretendedMark = "Pretended: ";

/** The summary of an action that did nothing and succeeded. */
export const pretendedSummary = (what: string): string => `${pretendedMark}${what}`;

/** What was pretended; undefined for an action that was done. */
export function pretendedWhat(summary: string | undefined): string | undefined {
  return summary?.startsWith(pretendedMark) ? summary.slice(pretendedMark.length) : undefined;
}
