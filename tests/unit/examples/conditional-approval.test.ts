import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DeployedPipeline, DeployedStack } from "codepipeline-approvals/testing";
import { parse } from "yaml";
import { readWorkspace } from "../../../rehearsal/slack/workspace";
import { deployExample, examples, graphOf, type Node, nodesOf } from "../../support/example-graph";
import { grantsOf, ofType } from "../../support/example-people";

const folder = path.join(examples, "conditional-approval");
const read = (file: string): string => fs.readFileSync(path.join(folder, file), "utf8");
const named = "conditional-approval-rehearsal";
const gate = `${named}/ApproveProduction/ApproveProduction`;
const functionArn = `arn:aws:lambda:eu-west-1:111122223333:function:${named}-decision`;
const { config } = parse(read("Pulumi.rehearsal.yaml"));

describe("example conditional-approval in particular", () => {
  let stack: DeployedStack;
  let pipeline: DeployedPipeline;
  let graph: Node[];
  before(async () => {
    stack = await deployExample("conditional-approval");
    pipeline = stack.pipeline(named);
    graph = nodesOf(stack);
  });

  it("compares before it asks, and remembers what it has deployed after that", () => {
    assert.deepEqual(
      pipeline.actions.map(({ stage, name, runOrder }) => `${stage}/${name} ${runOrder}`),
      [
        ...["Source/Source 1", "Source/Released 1", "Compare/Compare 1"],
        "ApproveProduction/ApproveProduction 1",
        ...["DeployProduction/Deploy 1", "DeployProduction/Remember 2"],
      ],
    );
    pipeline.assertGated();
  });

  it("deploys what was compared, and compares the next release with that", () => {
    const [source, released, compare, , deploy, remember] = pipeline.actions;
    assert.deepEqual(compare.inputArtifacts, [
      ...source.outputArtifacts,
      ...released.outputArtifacts,
    ]);
    assert.deepEqual(deploy.inputArtifacts, source.outputArtifacts);
    assert.deepEqual(remember.inputArtifacts, source.outputArtifacts);
    const { BucketName, ObjectKey, Extract } = remember.configuration;
    const { S3Bucket, S3ObjectKey } = released.configuration;
    assert.deepEqual([BucketName, ObjectKey, Extract], [S3Bucket, S3ObjectKey, "false"]);
  });

  it("lets one person decide in Slack, and no other in IAM", () => {
    stack.assertSlackApprovers(gate, { users: ["U0PRIYA000"] });
    assert.deepEqual(Object.values(stack.deciders()), [[]]);
  });

  it("has its gate ask its function", () => {
    const records = ofType(graph, "TableItem", "dynamodb/tableItem");
    const [{ automaticDecision }] = records.map(({ inputs }) => inputs.item);
    assert.deepEqual(automaticDecision, { M: { functionArn: { S: functionArn } } });
  });

  it("lets the function write its log, and the comparison read both releases beside its own", () => {
    assert.deepEqual(grantsOf(graph, "decision"), [
      "logs:CreateLogStream arn:aws:logs:eu-west-1:111122223333:log-group:decision:*",
      "logs:PutLogEvents arn:aws:logs:eu-west-1:111122223333:log-group:decision:*",
    ]);
    assert.deepEqual(
      grantsOf(graph, "compare").filter((grant) => grant.startsWith("s3:")),
      [
        "s3:GetObject arn:aws:s3:::artifacts/*/released/*",
        "s3:GetObject arn:aws:s3:::artifacts/*/site/*",
        "s3:GetObjectVersion arn:aws:s3:::artifacts/*/released/*",
        "s3:GetObjectVersion arn:aws:s3:::artifacts/*/site/*",
      ],
    );
  });

  it("lets the pipeline put objects only where its stages put them", () => {
    const put = grantsOf(graph, "pipeline").filter((grant) => grant.startsWith("s3:PutObject"));
    assert.deepEqual(
      put,
      ["artifacts", "production", "released"].map((b) => `s3:PutObject arn:aws:s3:::${b}/*`),
    );
  });

  it("starts its pipeline only when rights, sources and the gate are there", () => {
    const { needs } = ofType(graph, "Pipeline", "codepipeline/pipeline")[0];
    const expected = [
      ...ofType(graph, "RolePolicy").filter(({ inputs }) => inputs.role === "pipeline"),
      ...ofType(graph, "BucketObjectv2", "s3/bucketObjectv2"),
      ...ofType(graph, "TableItem", "dynamodb/tableItem"),
    ];
    assert.equal(expected.length, 2 + 2 + 1);
    for (const { type, name } of expected) {
      assert.ok(
        needs.some((need) => need.endsWith(`${type} ${name}`)),
        `${type} ${name}`,
      );
    }
  });

  for (const key of ["credentialsSecretArn", "channel", "approvers"]) {
    it(`does nothing without ${key}, and documents it`, async () => {
      const { [`conditional-approval:${key}`]: _, ...others } = config;
      await assert.rejects(
        graphOf("conditional-approval", { config: others }),
        ({ message }: Error) => message.includes(`'conditional-approval:${key}'`),
      );
      assert.ok(read("README.md").includes(`| \`${key}\` `));
    });
  }

  it("shows the same resources in a preview, where outputs are unknown", async () => {
    const shape = (nodes: Node[]) =>
      nodes.map(({ type, name, parent }) => ({ type, name, parent }));
    const preview = await graphOf("conditional-approval", { preview: true });
    assert.deepEqual(shape(preview), shape(graph));
  });

  it("has the people, the channel and the secret of the configuration in its workspace", () => {
    const workspace = readWorkspace(folder)!;
    const value = (key: string) => config[`conditional-approval:${key}`];
    assert.deepEqual(
      Object.keys(workspace.users).filter((id) => value("approvers").includes(id)),
      value("approvers"),
    );
    assert.equal(Object.keys(workspace.users).length, value("approvers").length + 1);
    assert.deepEqual(Object.keys(workspace.channels), [value("channel")]);
    assert.equal(workspace.credentialsArn, value("credentialsSecretArn"));
  });
});
