/** Builds of one project by a given buildspec. */
import { stringify } from "yaml";
import type { Project } from "../../../../../rehearsal/aws/codebuild/projects";
import type { RunnerOptions } from "../../../../../rehearsal/aws/account/action-runner";
import type { ActionOutcome } from "../../../../../rehearsal/aws/codepipeline/types";
import { bench, place, write, type ActionSpec, type Bench } from "../codepipeline/action-support";

export interface BuildSetup {
  buildspec?: unknown;
  project?: Partial<Project>;
  source?: Record<string, string>;
  options?: Partial<RunnerOptions>;
  action?: Partial<ActionSpec>;
}

const type = "Build/AWS/CodeBuild";

const roleArn = "arn:aws:iam::111122223333:role/build";

export function prepared(setup: BuildSetup): { made: Bench; spec: ActionSpec } {
  const made = bench(setup.options);
  const { buildspec } = setup;
  const text = typeof buildspec === "object" ? stringify(buildspec) : (buildspec as string);
  made.projects.put("build", {
    buildspec: text,
    environmentVariables: [],
    roleArn,
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

/** The same where the project's role is known, and may do what the statements say. */
export function withRole(setup: BuildSetup, statements: readonly object[]) {
  const all = prepared({ ...setup, options: { place, ...setup.options } });
  const { directory } = all.made;
  directory.putRole("build", roleArn, '{"Version":"2012-10-17","Statement":[]}');
  const document = { Version: "2012-10-17", Statement: statements };
  directory.putInline({ kind: "role", name: "build" }, "read", JSON.stringify(document));
  return { ...all, run: () => all.made.run(all.spec) };
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
