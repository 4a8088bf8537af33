/** What README and docs/migration.md say happens, on the real engine. */
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import * as fs from "node:fs";
import * as path from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as ts from "typescript";
import { ApprovalGate } from "../../index";
import { snippetsOf } from "../support/docs/pages";
import { type Change, EngineStack, type Program } from "./support/engine-stack";
import { type LocalCloud, openLocalCloud, region } from "./support/local-cloud";
import { deciders, people } from "./support/people";

const pipelineName = "orders-1a2b3c4";
const actionArn = `arn:aws:codepipeline:${region}:111122223333:${pipelineName}/Production/ManagerApproval`;
const customData = "Release to production?";

type Stage = pulumi.Input<aws.types.input.codepipeline.PipelineStage>;

/** What stands there before and after: people, topic, and the pipeline around the stage. */
function surroundings(stageOf: (topic?: aws.sns.Topic) => Stage, withTopic = true): void {
  people();
  const topic = withTopic ? new aws.sns.Topic("approvals") : undefined;
  const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({
    Service: "codepipeline.amazonaws.com",
  });
  const role = new aws.iam.Role("pipeline", { assumeRolePolicy });
  const s3 = { name: "S3", owner: "AWS", provider: "S3", version: "1" };
  const from = { S3Bucket: "releases", S3ObjectKey: "site.zip" };
  const to = { BucketName: "production", Extract: "true" };
  const source = { ...s3, category: "Source", configuration: from, outputArtifacts: ["site"] };
  const release = { ...s3, category: "Deploy", configuration: to, inputArtifacts: ["site"] };
  new aws.codepipeline.Pipeline("orders", {
    name: pipelineName,
    roleArn: role.arn,
    artifactStores: [{ type: "S3", location: "artifacts" }],
    stages: [
      { name: "Source", actions: [source] },
      stageOf(topic),
      { name: "Release", actions: [release] },
    ],
  });
}

/** By hand, as a program without this package has it. */
const byHand: Program = async () => {
  surroundings((topic) => {
    const policy = new aws.iam.Policy("approve", {
      policy: {
        Version: "2012-10-17",
        Statement: [
          { Effect: "Allow", Action: "codepipeline:PutApprovalResult", Resource: actionArn },
        ],
      },
    });
    new aws.iam.GroupPolicyAttachment("approve", { group: "team-b", policyArn: policy.arn });
    const manual = { category: "Approval", owner: "AWS", provider: "Manual", version: "1" };
    const configuration = topic!.arn.apply((NotificationArn) => ({
      CustomData: customData,
      NotificationArn,
    }));
    return {
      name: "Production",
      actions: [{ ...manual, name: "ManagerApproval", runOrder: 1, configuration }],
    };
  });
};

const named = { pipelineName, stageName: "Production", actionName: "ManagerApproval", customData };
const approvers = { existingGroupNames: ["team-b"] };

const onItsTopic: Program = async () =>
  surroundings(
    (topic) => new ApprovalGate("production", { ...named, approvers, topicArn: topic!.arn }).stage,
  );

/** As docs/migration.md shows it. */
const keepTopic: pulumi.ResourceTransform = ({ type, props, opts }) =>
  type === "aws:sns/topic:Topic"
    ? {
        props,
        opts: pulumi.mergeOptions(opts, {
          aliases: [{ name: "approvals", parent: pulumi.rootStackResource }],
        }),
      }
    : undefined;

const withItsTopic: Program = async () =>
  surroundings(() => {
    const args = { ...named, approvers, emails: ["release@example.com"] };
    return new ApprovalGate("production", args, { transforms: [keepTopic] }).stage;
  }, false);

const changesOf = (changes: readonly Change[], type: string): string[] =>
  changes.filter((change) => change.type.endsWith(`:${type}`)).map(({ op }) => op);

describe("README's program on the real engine", () => {
  let cloud: LocalCloud;
  before(async () => (cloud = await openLocalCloud()));
  after(() => cloud.close());

  it("is created as it stands, without a warning, and leaves nothing behind", async () => {
    const [{ code }] = snippetsOf("README.md").filter(({ language }) => language === "typescript");
    const compilerOptions = { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022 };
    const file = path.join(__dirname, `readme-${process.pid}.js`);
    fs.writeFileSync(file, ts.transpileModule(code, { compilerOptions }).outputText);
    try {
      const load = createRequire(file);
      const stack = await EngineStack.open(cloud, async () => {
        delete require.cache[file];
        return { ...load(file) };
      });
      await stack.up();
      assert.deepEqual(stack.warnings, []);
      assert.match((await stack.outputs()).releasesBucket, /^releases-/);
      assert.deepEqual(await stack.preview(), []);
      await stack.destroy();
      assert.deepEqual(cloud.account.remaining(), []);
    } finally {
      fs.rmSync(file, { force: true });
    }
  });
});

describe("an approval that exists, taken over as docs/migration.md says", () => {
  let cloud: LocalCloud;
  let stack: EngineStack;
  beforeEach(async () => {
    cloud = await openLocalCloud();
    stack = await EngineStack.open(cloud, byHand);
    await stack.up();
    assert.deepEqual(deciders(cloud, actionArn).existingGroupNames, ["b"]);
  });
  afterEach(() => cloud.close());

  it("leaves the pipeline as it is where the gate takes names, text and topic", async () => {
    const changes = await stack.up(onItsTopic);
    assert.deepEqual(changesOf(changes, "Pipeline"), []);
    assert.deepEqual(changesOf(changes, "Topic"), []);
    assert.deepEqual(deciders(cloud, actionArn).existingGroupNames, ["b"]);
  });

  it("keeps the topic where a transform gives the gate's topic an alias", async () => {
    const arnOf = () =>
      cloud.account.resources.find(({ type }) => type === "aws:sns/topic:Topic")!.state.arn;
    const before = arnOf();
    const changes = await stack.up(withItsTopic);
    assert.deepEqual(changesOf(changes, "Topic"), ["update"]);
    assert.equal(arnOf(), before);
    assert.deepEqual(changesOf(changes, "Pipeline"), []);
    assert.deepEqual(deciders(cloud, actionArn).existingGroupNames, ["b"]);
  });
});
