/** The ECR source action: no registry is on this machine, so the image is made up. */
import * as fs from "node:fs";
import * as path from "node:path";
import { createHash } from "node:crypto";
import { dnsSuffix } from "../../../contract/partitions";
import {
  artifactFolder,
  outputName,
  pretendedSummary,
  type Provider,
  required,
} from "../codepipeline";

/**
 * CodePipeline User Guide, "Amazon ECR source action reference": imageDetail.json, and the output variables.
 * The digest follows from the name: the same image at every run.
 */
export const ecrSource: Provider = async (run, tools) => {
  const repository = required(run, "RepositoryName");
  const tag = run.configuration["ImageTag"] ?? "latest";
  const { accountId = "111122223333", region = "eu-west-1", partition = "aws" } = tools.place ?? {};
  const digest = `sha256:${createHash("sha256").update(`${repository}:${tag}`).digest("hex")}`;
  const registry = `${accountId}.dkr.ecr.${region}.${dnsSuffix(partition)}`;
  const uri = `${registry}/${repository}@${digest}`;
  run.log(`Image ${repository}:${tag} is pretended: no registry is on this machine.`);
  const artifact = outputName(run);
  const folder = artifact === undefined ? undefined : artifactFolder(run, tools, artifact);
  if (folder !== undefined) {
    fs.mkdirSync(folder, { recursive: true });
    const detail = {
      ImageSizeInBytes: "0",
      ImageDigest: digest,
      Version: "1.0",
      ImagePushedAt: "",
    };
    const image = {
      RegistryId: accountId,
      RepositoryName: repository,
      ImageURI: uri,
      ImageTags: [tag],
    };
    fs.writeFileSync(
      path.join(folder, "imageDetail.json"),
      JSON.stringify({ ...detail, ...image }),
    );
    tools.revisions.set(folder, digest);
  }
  return {
    status: "Succeeded",
    summary: pretendedSummary(`${repository}:${tag}`),
    externalExecutionId: digest,
    variables: {
      ImageDigest: digest,
      ImageTag: tag,
      ImageURI: uri,
      RegistryId: accountId,
      RepositoryName: repository,
    },
    revision: { revisionId: digest, revisionSummary: `${repository}:${tag}` },
    ...(folder !== undefined && { outputs: { [artifact!]: folder } }),
  };
};
