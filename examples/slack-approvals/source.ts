/** A zip file in a bucket; EventBridge starts the pipeline when a new version is uploaded. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, serviceRole } from "./policies";
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

/** The rule starts this pipeline and no other. */
export function startOnUpload(source: PrivateBucket, pipeline: aws.codepipeline.Pipeline): void {
  new aws.s3.BucketNotification("source", { bucket: source.bucket, eventbridge: true });
  const rule = new aws.cloudwatch.EventRule("source", {
    description: "A new version of the source starts the pipeline",
    eventPattern: pulumi.jsonStringify({
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: [source.bucket] }, object: { key: [sourceKey] } },
    }),
  });
  const role = serviceRole("start", "events.amazonaws.com");
  new aws.iam.RolePolicy("start", {
    role: role.name,
    policy: allow({ actions: ["codepipeline:StartPipelineExecution"], resources: [pipeline.arn] }),
  });
  new aws.cloudwatch.EventTarget("start", {
    rule: rule.name,
    arn: pipeline.arn,
    roleArn: role.arn,
  });
}
