/** The CodeBuild action: the buildspec's commands really run, in a folder of their own. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { ServiceError } from "../../errors";
import {
  type ActionOutcome,
  type ActionRun,
  artifactFolder,
  outputName,
  type Provider,
  required,
  type Tools,
} from "../codepipeline";
import { gatherArtifacts } from "./artifacts";
import { buildEnvironment, primarySource, type Build } from "./environment";
import { parseBuildspec, type Buildspec } from "./buildspec";
import { copyFolder, digestOf } from "../../files";
import type { Project } from "./projects";
import { Shell } from "./shell";

/** Builds the input artifact by the project's buildspec; its exported variables become the action's. */
export const codeBuild: Provider = async (run, tools) => {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), "rehearsal-build-")));
  try {
    const build = prepare(run, tools, folder);
    const buildspec = readBuildspec(build.project, build.sourceDir);
    for (const part of buildspec.ignored) run.log(`Left out of the rehearsal: ${part}.`);
    return await execute(build, buildspec, tools, path.join(folder, "state"));
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
};

function prepare(run: ActionRun, tools: Tools, folder: string): Build {
  const projectName = required(run, "ProjectName");
  const project = tools.projects.get(projectName);
  if (project === undefined) {
    throw new ServiceError(
      "ResourceNotFoundException",
      `Project ${projectName} does not exist. Give ProjectName a project that the program creates.`,
    );
  }
  if (run.configuration["BatchEnabled"] === "true") {
    throw new ServiceError(
      "InvalidConfiguration",
      `Action ${run.action.name} asks for a batch build, which is not rehearsed.`,
    );
  }
  const artifact = primarySource(run);
  const input = run.inputs.get(artifact);
  if (input === undefined) {
    throw new ServiceError("InvalidConfiguration", `Nothing made the input artifact ${artifact}.`);
  }
  const sourceDir = path.join(folder, "src");
  const home = path.join(folder, "home");
  copyFolder(input, sourceDir);
  fs.mkdirSync(home);
  const sourceVersion = tools.revisions.get(input) ?? digestOf(input, "sha1");
  const number = tools.projects.nextBuildNumber(projectName);
  return { run, projectName, project, number, sourceDir, home, sourceVersion };
}

/** Inline text, or a path in the source as CodeBuild takes it. */
function readBuildspec(project: Project, sourceDir: string): Buildspec {
  const given = project.buildspec?.trim() || "buildspec.yml";
  if (given.includes("\n") || /^(\{|version\s*:)/.test(given)) return parseBuildspec(given);
  const file = path.resolve(sourceDir, given);
  const found = file.startsWith(sourceDir + path.sep) && fs.existsSync(file);
  if (found && fs.realpathSync(file).startsWith(sourceDir + path.sep)) {
    return parseBuildspec(fs.readFileSync(file, "utf8"));
  }
  throw new ServiceError(
    "YAML_FILE_ERROR",
    `The source holds no buildspec "${given}". Add the file, or give the project one inline.`,
  );
}

async function execute(
  build: Build,
  buildspec: Buildspec,
  tools: Tools,
  stateDir: string,
): Promise<ActionOutcome> {
  const { run, sourceDir, projectName } = build;
  const limit = AbortSignal.timeout(tools.buildTimeLimit);
  const shell = new Shell({
    shell: buildspec.shell,
    stateDir,
    sourceDir,
    environment: buildEnvironment(build, tools, buildspec.variables),
    signal: AbortSignal.any([run.signal, limit]),
    log: (line) => run.log(line),
  });
  try {
    const failure = await runPhases(shell, buildspec, run);
    if (failure !== undefined) throw new ServiceError("JobFailed", failure);
    const artifact = outputName(run);
    const outputs = artifact && { [artifact]: gather(build, buildspec, tools, artifact) };
    return {
      status: "Succeeded",
      summary: `Build ${build.number} of ${projectName} succeeded`,
      externalExecutionId: `${projectName}:${run.actionExecutionId}`,
      variables: await shell.variables(buildspec.exportedVariables),
      ...(outputs && { outputs }),
    };
  } catch (error) {
    if (run.signal.aborted) throw new ServiceError("Abandoned", "The build was stopped.");
    if (!limit.aborted) throw error;
    const seconds = tools.buildTimeLimit / 1000;
    throw new ServiceError("TimedOut", `The build was stopped after ${seconds} s, its time limit.`);
  }
}

/** Answers what failed first. A build that failed has failed, also where it went on. */
async function runPhases(
  shell: Shell,
  buildspec: Buildspec,
  run: ActionRun,
): Promise<string | undefined> {
  let failure: string | undefined;
  for (const phase of buildspec.phases) {
    const succeeding = { CODEBUILD_BUILD_SUCCEEDING: failure === undefined ? "1" : "0" };
    run.log(`Entering phase ${phase.name.toUpperCase()}`);
    const status = await shell.run(phase.commands, succeeding);
    const afterwards = phase.finally.length > 0 ? await shell.run(phase.finally) : 0;
    const bad = status || afterwards;
    if (bad === 0) continue;
    failure ??= `Phase ${phase.name.toUpperCase()} failed: a command ended with exit status ${bad}.`;
    // After a failed build CodeBuild still runs post_build; after other phases it stops.
    const goesOn = phase.onFailure ?? (phase.name === "build" ? "CONTINUE" : "ABORT");
    if (goesOn === "ABORT") break;
  }
  return failure;
}

function gather(build: Build, buildspec: Buildspec, tools: Tools, artifact: string): string {
  if (buildspec.artifacts === undefined) {
    throw new ServiceError(
      "CLIENT_ERROR",
      `Action ${build.run.action.name} has the output artifact ${artifact}, and the buildspec has ` +
        "no artifacts. Add artifacts with files.",
    );
  }
  const target = artifactFolder(build.run, tools, artifact);
  const count = gatherArtifacts(buildspec.artifacts, build.sourceDir, target);
  build.run.log(`Kept ${count} files as artifact ${artifact}.`);
  tools.revisions.set(target, build.sourceVersion);
  return target;
}
