import * as path from "node:path";
import { policy, trust, types, type TestAccount } from "./new-account";

export interface PipelineOptions {
  /** More keys of the source action's configuration. */
  readonly source?: Record<string, string>;
  /** Set: an approval action that notifies this topic. Empty string: one that notifies nobody. */
  readonly topicArn?: string;
  readonly name?: string;
}

const action = (name: string, category: string, provider: string, more: object) => ({
  name,
  category,
  owner: "AWS",
  provider,
  version: "1",
  ...more,
});

/** Bucket `source` with `site.zip`, bucket `site`, a role, and a pipeline from one to the other. */
export async function deployPipeline(test: TestAccount, options: PipelineOptions = {}) {
  const { source = {}, topicArn, name = "web" } = options;
  const folder = path.join(test.folder, "repository");
  for (const bucket of ["source", "site"]) await test.create(types.bucket, { bucket });
  await test.create("aws:s3/bucketNotification:BucketNotification", {
    bucket: "source",
    eventbridge: true,
  });
  await test.create(types.object, {
    bucket: "source",
    key: "site.zip",
    source: { kind: "folder", path: folder },
  });
  const role = await test.create(types.role, {
    name: "pipeline",
    assumeRolePolicy: trust("codepipeline"),
    inlinePolicies: [
      { name: "all", policy: policy({ Action: ["s3:*", "sns:Publish"], Resource: "*" }) },
    ],
  });
  const approval = action("Approve", "Approval", "Manual", {
    configuration: topicArn ? { NotificationArn: topicArn } : undefined,
  });
  const pipeline = await test.create(types.pipeline, {
    name,
    roleArn: role.state.arn,
    artifactStores: [{ location: "source", type: "S3" }],
    stages: [
      {
        name: "Source",
        actions: [
          action("Source", "Source", "S3", {
            configuration: {
              S3Bucket: "source",
              S3ObjectKey: "site.zip",
              PollForSourceChanges: "false",
              ...source,
            },
            outputArtifacts: ["source"],
          }),
        ],
      },
      ...(topicArn === undefined ? [] : [{ name: "Gate", actions: [approval] }]),
      {
        name: "Deploy",
        actions: [
          action("Deploy", "Deploy", "S3", {
            configuration: { BucketName: "site", Extract: "true" },
            inputArtifacts: ["source"],
          }),
        ],
      },
    ],
  });
  return pipeline.state.arn as string;
}

/** The rule that starts the pipeline on a new object, under a role that may or may not do so. */
export async function onObject(test: TestAccount, pipelineArn: string, allowed = true) {
  const statement = { Action: "codepipeline:StartPipelineExecution", Resource: pipelineArn };
  const role = await test.create(types.role, {
    name: "starter",
    assumeRolePolicy: trust("events"),
    inlinePolicies: allowed ? [{ name: "start", policy: policy(statement) }] : [],
  });
  const rule = await test.create(types.rule, {
    name: "changed",
    eventPattern: JSON.stringify({
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { bucket: { name: ["source"] }, object: { key: ["site.zip"] } },
    }),
  });
  await test.create(types.target, {
    rule: "changed",
    arn: pipelineArn,
    roleArn: role.state.arn,
  });
  return rule.state.arn as string;
}
