/** S3 tells EventBridge of every upload; the rule starts this pipeline and no other. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, serviceRole } from "./policies";
import type { PrivateBucket } from "./private-bucket";

export function startOnUpload(
  source: PrivateBucket,
  key: string,
  pipeline: aws.codepipeline.Pipeline,
): void {
  new aws.s3.BucketNotification("source", { bucket: source.bucket, eventbridge: true });
  const rule = new aws.cloudwatch.EventRule("source", {
    description: "A new version of the source starts the pipeline",
    eventPattern: pulumi.jsonStringify({
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: [source.bucket] }, object: { key: [key] } },
    }),
  });
  const role = serviceRole("start", "events.amazonaws.com");
  const rights = new aws.iam.RolePolicy("start", {
    role: role.name,
    policy: allow({ actions: ["codepipeline:StartPipelineExecution"], resources: [pipeline.arn] }),
  });
  const { queue, policy } = deadLetters(rule);
  new aws.cloudwatch.EventTarget(
    "start",
    {
      rule: rule.name,
      arn: pipeline.arn,
      roleArn: role.arn,
      deadLetterConfig: { arn: queue.arn },
    },
    { dependsOn: [rights, policy] },
  );
}

/** An upload for which the pipeline could not be started is kept for 14 days, and can be looked at. */
function deadLetters(rule: aws.cloudwatch.EventRule) {
  const queue = new aws.sqs.Queue("not-started", {
    messageRetentionSeconds: 14 * 24 * 60 * 60,
    sqsManagedSseEnabled: true,
  });
  const policy = new aws.sqs.QueuePolicy("not-started", {
    queueUrl: queue.url,
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AllowDeadLetterDelivery",
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: queue.arn,
          Condition: { ArnEquals: { "aws:SourceArn": rule.arn } },
        },
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: "sqs:*",
          Resource: queue.arn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    }),
  });
  return { queue, policy };
}
