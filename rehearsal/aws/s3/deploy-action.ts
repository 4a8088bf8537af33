/** The S3 deploy action. */
import * as path from "node:path";
import { ServiceError } from "../../errors";
import { filesUnder } from "../../files";
import { firstInput, type Provider, required } from "../codepipeline";

/**
 * Puts the input artifact into a bucket: its files with Extract, else the artifact as one object.
 * Files that the bucket holds already are replaced, and nothing is deleted, as in AWS.
 */
export const s3Deploy: Provider = async (run, tools) => {
  const bucket = required(run, "BucketName");
  const extract = extractOf(required(run, "Extract"));
  const source = firstInput(run);
  const cache = run.configuration["CacheControl"];
  if (!tools.buckets.has(bucket)) {
    throw new ServiceError(
      "NoSuchBucket",
      `Bucket ${bucket} does not exist. Give BucketName a bucket that the program creates.`,
      404,
    );
  }
  if (cache !== undefined) run.log(`Cache-Control: ${cache} (a folder does not keep it).`);
  if (!extract) {
    const key = required(run, "ObjectKey");
    const { versionId } = tools.buckets.putFolder(bucket, key, source);
    run.log(`Put the artifact to s3://${bucket}/${key}, version ${versionId}.`);
    return { status: "Succeeded", summary: `Put s3://${bucket}/${key}` };
  }
  const prefix = (run.configuration["ObjectKey"] ?? "").replace(/^\/+|\/+$/g, "");
  const files = filesUnder(source);
  for (const file of files) {
    const key = prefix === "" ? file : `${prefix}/${file}`;
    tools.buckets.putFile(bucket, key, path.join(source, file));
  }
  const put = files.length === 1 ? "Put 1 file" : `Put ${files.length} files`;
  run.log(`${put} into ${tools.buckets.folder(bucket)}.`);
  return { status: "Succeeded", summary: `${put} into s3://${bucket}` };
};

function extractOf(value: string): boolean {
  if (value === "true" || value === "false") return value === "true";
  throw new ServiceError(
    "InvalidConfiguration",
    `Extract of an S3 deployment is "true" or "false", got: "${value}".`,
  );
}
