/** The S3 source action. */
import * as fs from "node:fs";
import * as path from "node:path";
import { ServiceError } from "../../errors";
import type { StoredObject } from "./buckets";
import { copyFiles, copyFolder, digestOf } from "../../files";
import { remedyLine } from "../../settings/paste";
import { type Provider, required, sourceOutcome } from "../codepipeline";
import { isZip, unzip } from "../../unzip";

/** Picks up the newest version of an object; an archive is unpacked. */
export const s3Source: Provider = async (run, tools) => {
  const bucket = required(run, "S3Bucket");
  const key = required(run, "S3ObjectKey");
  const object = givenFolder(tools.choiceOf(run).folder) ?? tools.buckets.object(bucket, key);
  if (object === undefined) {
    throw new ServiceError(
      "NoSuchKey",
      `Object ${key} is not in bucket ${bucket}. Upload it, then start the pipeline again. ` +
        remedyLine(
          "sources",
          { [run.action.name!]: { folder: "./folder-of-the-source" } },
          tools.written,
        ),
      404,
    );
  }
  const { versionId, eTag } = object;
  run.log(`Picked up s3://${bucket}/${key}, version ${versionId}.`);
  return sourceOutcome(run, tools, {
    ...{ id: versionId, summary: `Amazon S3 version id: ${versionId}` },
    variables: { BucketName: bucket, ETag: eTag, ObjectKey: key, VersionId: versionId },
    fill: (folder) => unpack(object, folder),
  });
};

/** The folder that a person has named stands for the object, as an archive of it would. */
function givenFolder(folder: string | undefined): StoredObject | undefined {
  if (folder === undefined) return undefined;
  if (!fs.existsSync(folder)) {
    throw new ServiceError(
      "NoSuchKey",
      `The folder ${folder}, which stands for the object, does not exist.`,
    );
  }
  const digest = digestOf(folder, "md5");
  return { kind: "folder", path: folder, versionId: digest, eTag: digest, headers: {} };
}

async function unpack(object: StoredObject, folder: string): Promise<void> {
  if (object.kind === "folder") copyFolder(object.path, folder);
  else if (isZip(object.path)) await unzip(object.path, folder);
  else copyFiles(path.dirname(object.path), [path.basename(object.path)], folder);
}
