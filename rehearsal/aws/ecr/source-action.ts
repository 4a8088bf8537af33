/** The ECR source action: no registry is on this machine, so the image is made up. */
import * as fs from "node:fs";
import * as path from "node:path";
import { createHash } from "node:crypto";
import { dnsSuffix } from "../../../contract/partitions";
import { pretendedSummary, type Provider, required, sourceOutcome } from "../codepipeline";

/**
 * CodePipeline User Guide, "Amazon ECR source action reference": imageDetail.json, and the output variables.
 * The digest follows from the name: the same image at every run.
 */
export const ecrSource: Provider = async (run, tools) => {
  const repository = required(run, "RepositoryName");
  const tag = run.configuration["ImageTag"] ?? "latest";
  const { accountId = "111122223333", region = "eu-west-1", partition = "aws" } = tools.place ?? {};
  const image = `${repository}:${tag}`;
  const digest = `sha256:${createHash("sha256").update(image).digest("hex")}`;
  const registry = `${accountId}.dkr.ecr.${region}.${dnsSuffix(partition)}`;
  const uri = `${registry}/${repository}@${digest}`;
  run.log(`Image ${image} is pretended: no registry is on this machine.`);
  const outcome = await sourceOutcome(run, tools, {
    ...{ id: digest, summary: image },
    variables: {
      ImageDigest: digest,
      ImageTag: tag,
      ImageURI: uri,
      RegistryId: accountId,
      RepositoryName: repository,
    },
    fill: (folder) => {
      const detail = {
        ...{ ImageSizeInBytes: "0", ImageDigest: digest, Version: "1.0", ImagePushedAt: "" },
        ...{ RegistryId: accountId, RepositoryName: repository, ImageURI: uri, ImageTags: [tag] },
      };
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(path.join(folder, "imageDetail.json"), JSON.stringify(detail));
    },
  });
  return { ...outcome, summary: pretendedSummary(image) };
};
