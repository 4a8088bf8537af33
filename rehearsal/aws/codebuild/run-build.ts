/** A build that runs: the buildspec's commands, on this machine, in a folder of their own. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ServiceError } from "../../errors";
import { copyFolder } from "../../files";
import { HiddenValues } from "../../hidden-values";
import { type ActionOutcome, type ActionRun, artifactFolder, type Tools } from "../codepipeline";
import { gatherArtifacts } from "./artifacts";
import { buildId, type Build } from "./build";
import { parseBuildspec, type Buildspec } from "./buildspec";
import { buildEnvironment } from "./environment";
import { expanded, referredNames } from "./expand";
import { buildspecText } from "./locate-buildspec";
import { setting } from "./setting";
import { outputsOf } from "./outputs";
import { Progress } from "./progress";
import { Shell } from "./shell";
import { storedValue } from "./stored-values";
import { type Declared, declaredVariables, exportable } from "./variables";

/** Builds a copy of the input artifacts; the buildspec's exported variables become the action's. */
export async function runBuild(given: Build, tools: Tools): Promise<ActionOutcome> {
  // CodeBuild names no length below which it would show a value.
  const hidden = new HiddenValues({ shortest: 1 });
  const run: ActionRun = { ...given.run, log: (line) => given.run.log(hidden.hide(line)) };
  if (run.configuration["BatchEnabled"] === "true") {
    throw new ServiceError(
      "InvalidConfiguration",
      `Action ${run.action.name} asks for a batch build, which does not run here. To pretend it: ` +
        setting(run, { run: false }, tools),
    );
  }
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "rehearsal-build-")));
  try {
    const build = copied({ ...given, run }, folder);
    const buildspec = parseBuildspec(buildspecText(build, tools));
    for (const part of buildspec.ignored) run.log(`Left out of the rehearsal: ${part}.`);
    return await execute(build, buildspec, { tools, folder, hidden });
  } catch (error) {
    if (error instanceof Error) error.message = hidden.hide(error.message);
    throw error;
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** The build with copies of its sources, so that no command changes an artifact. */
function copied(build: Build, folder: string): Build {
  const sources = [...build.sources.keys()].map((name, index) => {
    const copy = path.join(folder, name === build.primary ? "src" : `src${index}`);
    copyFolder(build.sources.get(name)!, copy);
    return [name, copy] as const;
  });
  const copies = new Map(sources);
  return { ...build, sources: copies, sourceDir: copies.get(build.primary)! };
}

async function execute(
  build: Build,
  buildspec: Buildspec,
  { tools, folder, hidden }: { tools: Tools; folder: string; hidden: HiddenValues },
): Promise<ActionOutcome> {
  const { run, sourceDir, projectName } = build;
  const limit = AbortSignal.timeout(tools.buildTimeLimit);
  const home = path.join(folder, "home");
  fs.mkdirSync(home);
  const declared = declaredVariables(build, buildspec.variables);
  const outputs = outputsOf(run, buildspec.artifacts);
  const values = valuesOf(declared, build, tools, hidden);
  const progress = new Progress((line) => run.log(line));
  const shell = new Shell({
    shell: buildspec.shell,
    isolated: buildspec.isolated,
    stateDir: path.join(folder, "state"),
    sourceDir,
    environment: buildEnvironment(build, tools, values, home),
    signal: AbortSignal.any([run.signal, limit]),
    log: (line) => {
      progress.printed(line);
      run.log(line);
    },
  });
  run.log(
    "The commands run on this machine as you: they can read and change what you can, and use " +
      "your network. They start in a copy of the source, without AWS credentials.",
  );
  try {
    const failure = await runPhases(shell, buildspec, run, progress);
    if (failure !== undefined) throw new ServiceError("JobFailed", failure);
    const made: Record<string, string> = {};
    for (const { artifact, files } of outputs) {
      const referred = await shell.variables(referredNames(files));
      const target = artifactFolder(run, tools, artifact);
      const sources = [sourceDir, ...build.sources.values()];
      const count = gatherArtifacts(expanded(files, referred), sources, target);
      run.log(`Kept ${count} files as artifact ${artifact}.`);
      tools.revisions.set(target, build.sourceVersion);
      made[artifact] = target;
    }
    return {
      status: "Succeeded",
      summary: `Build ${build.number} of ${projectName} succeeded`,
      externalExecutionId: buildId(build),
      variables: await shell.variables(exportable(buildspec.exportedVariables, declared, run)),
      outputs: made,
    };
  } catch (error) {
    if (run.signal.aborted) throw new ServiceError("Abandoned", "The build was stopped.");
    if (!limit.aborted) throw error;
    const seconds = tools.buildTimeLimit / 1000;
    throw new ServiceError("TimedOut", `The build was stopped after ${seconds} s, its time limit.`);
  } finally {
    progress.end();
  }
}

/** The values as the build is given them. */
function valuesOf(
  declared: readonly Declared[],
  build: Build,
  tools: Tools,
  hidden: HiddenValues,
): Record<string, string> {
  return Object.fromEntries(
    declared.map((variable) => {
      if (variable.type === "PLAINTEXT") return [variable.name, variable.value];
      const value = storedValue(variable, build, tools);
      hidden.add(value);
      return [variable.name, value];
    }),
  );
}

/** Answers what failed first. A build that failed has failed, also where it went on. */
async function runPhases(
  shell: Shell,
  buildspec: Buildspec,
  run: ActionRun,
  progress: Progress,
): Promise<string | undefined> {
  let failure: string | undefined;
  for (const phase of buildspec.phases) {
    const succeeding = { CODEBUILD_BUILD_SUCCEEDING: failure === undefined ? "1" : "0" };
    const name = phase.name.toUpperCase();
    run.log(`Entering phase ${name}`);
    progress.entered(name);
    const status = await shell.run(phase.commands, succeeding);
    const afterwards = phase.finally.length > 0 ? await shell.run(phase.finally) : 0;
    const bad = status || afterwards;
    if (bad === 0) continue;
    failure ??= `Phase ${name} failed: a command ended with exit status ${bad}.`;
    // After a failed build CodeBuild still runs post_build; after other phases it stops.
    const goesOn = phase.onFailure ?? (phase.name === "build" ? "CONTINUE" : "ABORT");
    if (goesOn === "ABORT") break;
  }
  return failure;
}
