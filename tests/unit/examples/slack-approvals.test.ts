import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DeployedPipeline, DeployedStack } from "codepipeline-approvals/testing";
import { parse } from "yaml";
import { readWorkspace } from "../../../rehearsal/slack/workspace";
import { deployExample, examples, graphOf, type Node, nodesOf } from "../../support/example-graph";
import { grantsOf, ofType } from "../../support/example-people";

const folder = path.join(examples, "slack-approvals");
const read = (file: string): string => fs.readFileSync(path.join(folder, file), "utf8");
const named = "slack-approvals-rehearsal";
const pipelineArn = `arn:aws:codepipeline:eu-west-1:111122223333:${named}`;
const { config } = parse(read("Pulumi.rehearsal.yaml"));

/** The configuration of the rehearsal, without one key or with another value for it. */
function configured(key: string, value?: unknown): Record<string, unknown> {
  const { [`slack-approvals:${key}`]: _, ...others } = config;
  return value === undefined ? others : { ...others, [`slack-approvals:${key}`]: value };
}

describe("example slack-approvals in particular", () => {
  let stack: DeployedStack;
  let pipeline: DeployedPipeline;
  let graph: Node[];
  before(async () => {
    stack = await deployExample("slack-approvals");
    pipeline = stack.pipeline(named);
    graph = nodesOf(stack);
  });

  const own = (kind: string): Node[] =>
    graph.filter(({ type }) => type.endsWith(`codepipeline-approvals:index:${kind}`));

  it("asks before staging, before production, and twice in between", () => {
    assert.deepEqual(
      pipeline.actions.map(({ stage, name }) => `${stage}/${name}`),
      [
        "Source/Source",
        "ApproveStaging/ApproveStaging",
        "DeployStaging/Deploy",
        "SignOff/qa",
        "SignOff/security",
        "ApproveProduction/ApproveProduction",
        "DeployProduction/Deploy",
      ],
    );
  });

  it("asks QA and security at the same time", () => {
    assert.deepEqual(
      pipeline.stage("SignOff").actions.map(({ runOrder }) => runOrder),
      [1, 1],
    );
  });

  it("has one hub for all of them", () => {
    assert.equal(own("ApprovalHub").length, 1);
    assert.equal(ofType(graph, "Function", "lambda/function").length, 6);
    assert.equal(ofType(graph, "FunctionUrl", "lambda/functionUrl").length, 1);
  });

  it("lets exactly those decide in Slack whom the configuration lists", () => {
    const expected = {
      "ApproveStaging/ApproveStaging": { users: ["U0STELLA00"] },
      "SignOff/qa": { users: ["U0QUINN000"] },
      "SignOff/security": { userGroups: ["S0SECURITY"] },
      "ApproveProduction/ApproveProduction": { users: ["U0PRIYA000"] },
    };
    for (const [approval, approvers] of Object.entries(expected)) {
      stack.assertSlackApprovers(`${named}/${approval}`, approvers);
    }
    const gates = stack.slackGates();
    assert.equal(gates.length, Object.keys(expected).length);
    assert.deepEqual([...new Set(gates.map(({ channel }) => channel))], ["C0RELEASES"]);
  });

  it("gives no person a right in IAM", () => {
    const deciders = Object.values(stack.deciders());
    assert.deepEqual(deciders, [[], [], [], []]);
    for (const kind of ["Group", "User"]) assert.deepEqual(ofType(graph, kind), []);
  });

  it("lets each gate's role decide its own actions and no others, in a person's name", () => {
    const decided = ofType(graph, "RolePolicy").flatMap(({ name, inputs }) =>
      inputs.policy.Statement.filter(({ Action }: any) =>
        [Action].flat().includes("codepipeline:PutApprovalResult"),
      ).map(({ Resource, Condition }: any) => {
        assert.deepEqual(Condition, { StringLike: { "aws:SourceIdentity": "slack-*" } });
        return [name, [Resource].flat()];
      }),
    );
    assert.deepEqual(Object.fromEntries(decided), {
      "ApproveStaging-slack-role-policy": [`${pipelineArn}/ApproveStaging/ApproveStaging`],
      "SignOff-slack-role-policy": [`${pipelineArn}/SignOff/qa`, `${pipelineArn}/SignOff/security`],
      "ApproveProduction-slack-role-policy": [`${pipelineArn}/ApproveProduction/ApproveProduction`],
    });
  });

  it("gives the pipeline exactly what its stages need", () => {
    const topics = ["ApproveProduction", "ApproveStaging", "SignOff-qa", "SignOff-security"];
    assert.deepEqual(grantsOf(graph, "pipeline"), [
      "s3:GetBucketAcl arn:aws:s3:::artifacts",
      "s3:GetBucketAcl arn:aws:s3:::source",
      "s3:GetBucketLocation arn:aws:s3:::artifacts",
      "s3:GetBucketLocation arn:aws:s3:::source",
      "s3:GetBucketVersioning arn:aws:s3:::artifacts",
      "s3:GetBucketVersioning arn:aws:s3:::source",
      "s3:GetObject arn:aws:s3:::artifacts/*",
      "s3:GetObject arn:aws:s3:::source/site.zip",
      "s3:GetObjectVersion arn:aws:s3:::artifacts/*",
      "s3:GetObjectVersion arn:aws:s3:::source/site.zip",
      "s3:ListBucket arn:aws:s3:::source",
      "s3:PutObject arn:aws:s3:::artifacts/*",
      "s3:PutObject arn:aws:s3:::production/*",
      "s3:PutObject arn:aws:s3:::staging/*",
      ...topics.map((name) => `sns:Publish arn:aws:sns:eu-west-1:111122223333:${name}-topic`),
    ]);
  });

  it("lets an upload start this pipeline and no other", () => {
    assert.deepEqual(grantsOf(graph, "start"), [
      `codepipeline:StartPipelineExecution ${pipelineArn}`,
    ]);
  });

  it("starts its pipeline only when rights, source and gates are there", () => {
    const { needs } = ofType(graph, "Pipeline", "codepipeline/pipeline")[0];
    const expected = [
      ...ofType(graph, "RolePolicy").filter(({ inputs }) => inputs.role === "pipeline"),
      ...ofType(graph, "BucketObjectv2", "s3/bucketObjectv2"),
      ...ofType(graph, "TableItem", "dynamodb/tableItem"),
      ...ofType(graph, "TopicSubscription", "sns/topicSubscription"),
    ];
    assert.equal(expected.length, 4 + 1 + 4 + 4);
    for (const { type, name } of expected) {
      const needed = needs.some((need) => need.endsWith(`${type} ${name}`));
      assert.ok(needed, `${type} ${name}`);
    }
  });

  it("keeps the credentials out of the program", () => {
    const text = JSON.stringify(graph);
    assert.ok(!/xox[bap]-|signingSecret/.test(text));
    assert.ok(text.includes(config["slack-approvals:credentialsSecretArn"]));
  });

  for (const key of [
    ...["credentialsSecretArn", "channel", "stagingApprovers"],
    ...["qaApprovers", "securityUserGroups", "productionApprovers"],
  ]) {
    it(`does nothing without ${key}, and documents it`, async () => {
      await assert.rejects(
        graphOf("slack-approvals", { config: configured(key) }),
        ({ message }: Error) => message.includes(`'slack-approvals:${key}'`),
      );
      assert.ok(read("README.md").includes(`| \`${key}\` `));
    });
  }

  it("refuses a list with nobody on it", async () => {
    await assert.rejects(
      graphOf("slack-approvals", { config: configured("productionApprovers", []) }),
      /approverUserIds/,
    );
  });

  it("shows the same resources in a preview, where outputs are unknown", async () => {
    const shape = (nodes: Node[]) =>
      nodes.map(({ type, name, parent }) => ({ type, name, parent }));
    assert.deepEqual(shape(await graphOf("slack-approvals", { preview: true })), shape(graph));
  });
});

describe("the Slack workspace of slack-approvals", () => {
  const workspace = readWorkspace(folder)!;

  it("has the people, the group, the channel and the secret of the configuration", () => {
    const ids = (key: string): string[] => config[`slack-approvals:${key}`];
    const people = [
      ...ids("stagingApprovers"),
      ...ids("qaApprovers"),
      ...ids("productionApprovers"),
    ];
    for (const id of people) assert.ok(id in workspace.users, id);
    assert.deepEqual(Object.keys(workspace.userGroups), ids("securityUserGroups"));
    assert.deepEqual(Object.keys(workspace.channels), [ids("channel")]);
    assert.equal(workspace.credentialsArn, ids("credentialsSecretArn"));
  });

  it("has nobody who may decide two approvals, and somebody who may decide none", () => {
    const ids = (key: string): string[] => config[`slack-approvals:${key}`];
    const deciders = [
      ...["stagingApprovers", "qaApprovers", "productionApprovers"].flatMap(ids),
      ...ids("securityUserGroups").flatMap((id) => workspace.userGroups[id].users),
    ];
    assert.equal(new Set(deciders).size, deciders.length);
    const others = Object.entries(workspace.users).filter(([id]) => !deciders.includes(id));
    assert.deepEqual(others, [["U0DAVE0000", "dave"]]);
  });
});
