/** A zip file in a bucket; EventBridge starts the pipeline when a new version is uploaded. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PrivateBucket } from "./private-bucket";

export const sourceKey = "site.zip";

export function createSource() {
  const bucket = new PrivateBucket("source");
  const object = new aws.s3.BucketObjectv2(
    "site",
    { bucket: bucket.bucket, key: sourceKey, source: new pulumi.asset.FileArchive("site") },
    { dependsOn: bucket },
  );
  return { bucket, object };
}
