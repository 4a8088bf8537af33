/** Sources with a repository: a folder of this machine stands for it. */
import * as fs from "node:fs";
import * as path from "node:path";
import { ServiceError } from "../../errors";
import { copyFiles, digestOf, filesUnder } from "../../files";
import { type Provider, required, type Tools } from "./action-provider";
import { sourceOutcome } from "./source-outcome";
import type { ActionRun } from "./types";

/** What no commit of the repository would hold. */
const uncommitted = new Set([".git", "node_modules", ".rehearsal"]);

/** What the folder's state is, as a commit. */
interface Commit {
  readonly repository: string;
  readonly branch: string;
  readonly id: string;
  readonly message: string;
  /** ISO 8601: of the newest file, so that the same state gives the same date. */
  readonly date: string;
}

interface RepositorySource {
  /** The keys of the configuration that name repository and branch. */
  readonly repository: string;
  readonly branch: string;
  /** CodePipeline User Guide, "Action structure reference": the output variables of the provider. */
  variables(commit: Commit, run: ActionRun): Record<string, string>;
}

/** Nobody at home: a name that shows that it was made up. */
const author = { name: "Rehearsal", email: "rehearsal@example.com" };

const connection: RepositorySource = {
  repository: "FullRepositoryId",
  branch: "BranchName",
  variables: ({ repository, branch, id, message, date }, run) => ({
    AuthorDate: date,
    AuthorDisplayName: author.name,
    AuthorEmail: author.email,
    AuthorId: author.email,
    BranchName: branch,
    CommitId: id,
    CommitMessage: message,
    ConnectionArn: required(run, "ConnectionArn"),
    FullRepositoryName: repository,
  }),
};

const codeCommit: RepositorySource = {
  repository: "RepositoryName",
  branch: "BranchName",
  variables: ({ repository, branch, id, message, date }) => ({
    AuthorDate: date,
    BranchName: branch,
    CommitId: id,
    CommitMessage: message,
    CommitterDate: date,
    RepositoryName: repository,
  }),
};

const gitHub: RepositorySource = {
  repository: "Repo",
  branch: "Branch",
  variables: ({ repository, branch, id, message, date }, run) => ({
    AuthorDate: date,
    BranchName: branch,
    CommitId: id,
    CommitMessage: message,
    CommitterDate: date,
    CommitUrl: `https://github.com/${run.configuration["Owner"]}/${repository}/commit/${id}`,
    RepositoryName: repository,
  }),
};

/** Takes the folder as it is now for the branch's newest commit. */
function providerOf(source: RepositorySource): Provider {
  return async (run, tools) => {
    const repository = required(run, source.repository);
    const branch = required(run, source.branch);
    const from = folderOf(run, tools, repository);
    const files = filesUnder(from, uncommitted);
    const id = digestOf(from, "sha1", files);
    const message = `State of the local folder, ${files.length} files`;
    run.log(`Took ${from} for ${repository}, branch ${branch}, commit ${id}.`);
    const date = lastChange(from, files).toISOString();
    return sourceOutcome(run, tools, {
      ...{ id, summary: message },
      variables: source.variables({ repository, branch, id, message, date }, run),
      fill: (folder) => copyFiles(from, files, folder),
    });
  };
}

export const connectionSource = providerOf(connection);
export const codeCommitSource = providerOf(codeCommit);
export const gitHubSource = providerOf(gitHub);

function folderOf(run: ActionRun, tools: Tools, repository: string): string {
  const folder = tools.choiceOf(run).folder ?? tools.repositoryDir;
  if (fs.existsSync(folder)) return folder;
  throw new ServiceError(
    "RepositoryNotFound",
    `The folder ${folder}, which stands for ${repository}, does not exist.`,
  );
}

/** The newest file's time: the same state of the folder gives the same date. */
function lastChange(folder: string, files: string[]): Date {
  const times = files.map((file) => fs.statSync(path.join(folder, file)).mtimeMs);
  return new Date(Math.max(0, ...times));
}
