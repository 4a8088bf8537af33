/** Runs every action but approvals: a table of providers. */
import * as fs from "node:fs";
import type { Place } from "./types";
import { ServiceError } from "../../errors";
import {
  type ActionOutcome,
  type ActionRun,
  type ActionRunner,
  artifactFolder,
  codeCommitSource,
  connectionSource,
  firstInput,
  gitHubSource,
  isNotKnown,
  pretendedSummary,
  type Provider,
  type Tools,
} from "../codepipeline";
import { copyFolder } from "../../files";
import { type Buckets, s3Deploy, s3Source } from "../s3";
import { ecrSource } from "../ecr";
import { type ActionChoice, type ActionChoices, choiceOf } from "../../settings/choices";
import { codeBuild, type Projects } from "../codebuild";
import { lambdaInvoke } from "../lambda";

export type { ActionChoices };

export interface RunnerOptions {
  readonly buckets: Buckets;
  readonly projects: Projects;
  readonly functions: Tools["functions"];
  readonly jobs: Tools["jobs"];
  readonly stores: Tools["stores"];
  readonly directory: Tools["directory"];
  /** The run's folder; artifacts are put under `artifacts/` in it. */
  readonly workDir: string;
  /** Stands for the repository of a CodeConnections source. */
  readonly repositoryDir: string;
  /**
   * Actions to fail on request, looked at when an action starts: `ACTION` for all of that name, or
   * `PIPELINE/STAGE/ACTION` for one.
   */
  readonly failures: ReadonlySet<string>;
  /** What a person has said of single actions. */
  readonly actions?: ActionChoices;
  readonly place?: Place;
  readonly written?: Tools["written"];
  /** Milliseconds after which a build is stopped. Defaults to an hour, as CodeBuild does. */
  readonly buildTimeLimit?: number;
  /** Whether the commands of builds run on this machine. Defaults to true; `actions` takes single ones out. */
  readonly runsBuilds?: boolean;
}

/** Keyed category/owner/provider. */
const providers = new Map<string, Provider>([
  ["Source/AWS/S3", s3Source],
  ["Source/AWS/CodeStarSourceConnection", connectionSource],
  ["Source/AWS/CodeCommit", codeCommitSource],
  ["Source/AWS/ECR", ecrSource],
  ["Source/ThirdParty/GitHub", gitHubSource],
  ["Build/AWS/CodeBuild", codeBuild],
  ["Test/AWS/CodeBuild", codeBuild],
  ["Deploy/AWS/S3", s3Deploy],
  ["Invoke/AWS/Lambda", invokeOrPretend],
  ["Rule/AWS/LambdaInvoke", invokeOrPretend],
]);

const hour = 3_600_000;

/** A runner whose `run` never rejects: what goes wrong is the action's failure. */
export function createRunner(options: RunnerOptions): ActionRunner {
  const { failures, actions = {}, buildTimeLimit = hour, runsBuilds = true, ...rest } = options;
  const choice = (run: ActionRun): ActionChoice => choiceOf(actions, run);
  const tools: Tools = {
    ...{ ...rest, buildTimeLimit, choiceOf: choice, revisions: new Map() },
    runsBuild: (run) => runsBuilds && choice(run).run !== false,
  };
  return {
    async run(run) {
      try {
        if (isToFail(run, failures)) throw failedOnRequest(run);
        const { fails, run: isRun, variables } = choice(run);
        if (fails !== undefined) throw new ServiceError("JobFailed", fails);
        const known = providers.get(keyOf(run));
        const isPretended =
          (isRun === false && known !== codeBuild) || lacksRole(run, options.directory);
        const provider = isPretended ? pretend : (known ?? pretend);
        const outcome = await provider(run, tools);
        if (variables === undefined) return outcome;
        return { ...outcome, variables: { ...outcome.variables, ...variables } };
      } catch (error) {
        return failed(run, error);
      }
    },
  };
}

function isToFail({ pipelineName, stageName, action }: ActionRun, failures: ReadonlySet<string>) {
  const name = action.name!;
  return failures.has(name) || failures.has(`${pipelineName}/${stageName}/${name}`);
}

/** Of a role of which nothing is known nobody can say what it would do; a source is what stands for it. */
export const lacksRole = (
  run: Pick<ActionRun, "action" | "roleArn" | "pipelineRoleArn">,
  directory: Pick<Tools["directory"], "hasRole">,
): boolean => run.action.actionTypeId?.category !== "Source" && isNotKnown(run, directory);

/** False where nothing on this machine stands for the action's provider. */
export const isKnown = (action: ActionRun["action"]): boolean => providers.has(keyOf({ action }));

function keyOf({ action }: Pick<ActionRun, "action">): string {
  const type = action.actionTypeId;
  return `${type?.category}/${type?.owner}/${type?.provider}`;
}

/** Stands for every provider that cannot be had on this machine. */
const pretend: Provider = async (run, tools) => {
  run.log(`${keyOf(run)} is pretended: it succeeds and does nothing.`);
  const outputs: Record<string, string> = {};
  for (const { name } of run.action.outputArtifacts ?? []) {
    const folder = artifactFolder(run, tools, name!);
    if (run.action.inputArtifacts?.length) copyFolder(firstInput(run), folder);
    else fs.mkdirSync(folder, { recursive: true });
    outputs[name!] = folder;
  }
  return { status: "Succeeded", summary: pretendedSummary(keyOf(run)), outputs };
};

/** A function in another language, in a container image or of elsewhere has no process here. */
async function invokeOrPretend(run: ActionRun, tools: Tools): Promise<ActionOutcome> {
  const { FunctionName } = run.configuration;
  if (FunctionName === undefined || tools.functions.has(FunctionName)) {
    return lambdaInvoke(run, tools);
  }
  run.log(`Function ${FunctionName} has no code for Node.js on this machine, so nothing runs.`);
  return pretend(run, tools);
}

function failedOnRequest(run: ActionRun): ServiceError {
  return new ServiceError("JobFailed", `Action ${run.action.name} was asked to fail.`);
}

function failed(run: ActionRun, error: unknown): ActionOutcome {
  const message = error instanceof Error ? error.message : String(error);
  run.log(message);
  const code = error instanceof ServiceError ? error.code : "JobFailed";
  return { status: "Failed", error: { code, message }, summary: message };
}
