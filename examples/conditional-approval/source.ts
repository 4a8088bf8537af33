/** Two zip files, each in a bucket: what is to be released, and what is released. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PrivateBucket } from "./private-bucket";

export const sourceKey = "site.zip";

export interface Source {
  bucket: PrivateBucket;
  key: string;
  object: aws.s3.BucketObjectv2;
}

/** An upload to it starts the pipeline. */
export function createSource(): Source {
  return zipIn("source", sourceKey, new pulumi.asset.FileArchive("site"));
}

/** The pipeline's last action writes it. Until then it is empty, so that people are asked about the first release. */
export function createReleased(): Source {
  const nothing = { "settings.json": new pulumi.asset.StringAsset("{}\n") };
  return zipIn("released", "released.zip", new pulumi.asset.AssetArchive(nothing));
}

function zipIn(bucketName: string, key: string, source: pulumi.asset.Archive): Source {
  const bucket = new PrivateBucket(bucketName);
  const object = new aws.s3.BucketObjectv2(
    key.replace(".zip", ""),
    { bucket: bucket.bucket, key, source },
    { dependsOn: bucket },
  );
  return { bucket, key, object };
}
