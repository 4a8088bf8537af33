/** Builds of one project by a given buildspec. */
import { stringify } from "yaml";
import type { Project } from "../../../../../rehearsal/aws/codebuild/projects";
import type { RunnerOptions } from "../../../../../rehearsal/aws/account/action-runner";
import type { ActionOutcome } from "../../../../../rehearsal/aws/codepipeline/types";
import { bench, write, type ActionSpec, type Bench } from "../codepipeline/action-support";

export interface BuildSetup {
  buildspec?: unknown;
  project?: Partial<Project>;
  source?: Record<string, string>;
  options?: Partial<RunnerOptions>;
  action?: Partial<ActionSpec>;
}

const type = "Build/AWS/CodeBuild";

export function prepared(setup: BuildSetup): { made: Bench; spec: ActionSpec } {
  const made = bench(setup.options);
  const { buildspec } = setup;
  const text = typeof buildspec === "object" ? stringify(buildspec) : (buildspec as string);
  made.projects.put("build", {
    buildspec: text,
    environmentVariables: [],
    roleArn: "arn:aws:iam::111122223333:role/build",
    ...setup.project,
  });
  const spec = {
    type,
    configuration: { ProjectName: "build" },
    inputs: { Source: write(setup.source ?? { "a.txt": "a" }) },
    ...setup.action,
  };
  return { made, spec };
}

export async function build(setup: BuildSetup): Promise<ActionOutcome & { lines: string[] }> {
  const { made, spec } = prepared(setup);
  return { ...(await made.run(spec)), lines: made.lines };
}

/** A buildspec with commands in the build phase. */
export function spec(commands: string[], more: object = {}, exported: string[] = []): object {
  const env = exported.length > 0 ? { env: { "exported-variables": exported } } : {};
  return { version: 0.2, ...env, phases: { build: { commands } }, ...more };
}
