/** The CodeStarSourceConnection source action: a folder of this machine stands for the repository. */
import * as fs from "node:fs";
import * as path from "node:path";
import { ServiceError } from "../../errors";
import { copyFiles, digestOf, filesUnder } from "../../files";
import { artifactFolder, outputName, required, type Provider } from "./action-provider";

/** What no commit of the repository would hold. */
const uncommitted = new Set([".git", "node_modules", ".rehearsal"]);

/** Takes the folder as it is now for the branch's newest commit. */
export const connectionSource: Provider = async (run, tools) => {
  const repository = required(run, "FullRepositoryId");
  const branch = required(run, "BranchName");
  const connection = required(run, "ConnectionArn");
  if (!fs.existsSync(tools.repositoryDir)) {
    throw new ServiceError(
      "RepositoryNotFound",
      `The folder ${tools.repositoryDir}, which stands for ${repository}, does not exist.`,
    );
  }
  const files = filesUnder(tools.repositoryDir, uncommitted);
  const commit = digestOf(tools.repositoryDir, "sha1", files);
  const message = `State of the local folder, ${files.length} files`;
  run.log(`Took ${tools.repositoryDir} for ${repository}, branch ${branch}, commit ${commit}.`);
  const artifact = outputName(run);
  const folder = artifact === undefined ? undefined : artifactFolder(run, tools, artifact);
  if (folder !== undefined) {
    copyFiles(tools.repositoryDir, files, folder);
    tools.revisions.set(folder, commit);
  }
  return {
    status: "Succeeded",
    summary: message,
    externalExecutionId: commit,
    variables: {
      AuthorDate: lastChange(tools.repositoryDir, files).toISOString(),
      BranchName: branch,
      CommitId: commit,
      CommitMessage: message,
      ConnectionArn: connection,
      FullRepositoryName: repository,
    },
    revision: { revisionId: commit, revisionSummary: message },
    ...(folder !== undefined && { outputs: { [artifact!]: folder } }),
  };
};

/** The newest file's time: the same state of the folder gives the same date. */
function lastChange(folder: string, files: string[]): Date {
  const times = files.map((file) => fs.statSync(path.join(folder, file)).mtimeMs);
  return new Date(Math.max(0, ...times));
}
