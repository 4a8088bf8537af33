/**
 * What holds for every example, for the one in which nobody decides through IAM and which one
 * address of the internet reaches.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DeployedStack } from "codepipeline-approvals/testing";
import { parse } from "yaml";
import { deployExample, examples, graphOf, type Node, nodesOf } from "../../support/example-graph";
import { ofType } from "../../support/example-people";

const folder = path.join(examples, "slack-approvals");
const read = (file: string): string => fs.readFileSync(path.join(folder, file), "utf8");

describe("example slack-approvals", () => {
  let stack: DeployedStack;
  let graph: Node[];
  before(async () => {
    stack = await deployExample("slack-approvals");
    graph = nodesOf(stack);
  });

  it("deploys to production only behind every approval", () => {
    const [{ actions }] = stack.pipelines;
    const approvals = actions.filter(({ category }) => category === "Approval");
    assert.equal(approvals.length, 4);
    for (const { path } of approvals) {
      stack.assertGated({
        actions: ({ configuration }) => configuration.BucketName === "production",
        by: (approval) => approval.path === path,
      });
    }
    stack.assertGated();
    const { stage } = actions.find((a) => a.configuration.BucketName === "production")!;
    assert.equal(stack.pipelines[0].stage(stage).actions.length, 1);
  });

  it("gives no role a wildcard but for what is inside a thing of its own", () => {
    const allowed = ofType(graph, "RolePolicy").flatMap(({ inputs }) => inputs.policy.Statement);
    assert.ok(allowed.length > 0);
    for (const { Effect, Action, Resource } of allowed) {
      assert.equal(Effect, "Allow");
      for (const action of [Action].flat()) assert.ok(!action.includes("*"), action);
      // It has no resource type (Service Authorization Reference, Amazon DynamoDB).
      if (Action === "dynamodb:ListStreams") continue;
      for (const resource of [Resource].flat()) {
        const whole =
          /^arn:aws:(s3:::\w+\/|logs:.+:log-group:.+:|iam::.+\/slack-(?:decider|watcher)-role\/)\*$/;
        assert.ok(resource.startsWith("arn:aws:"), resource);
        assert.ok(!resource.includes("*") || whole.test(resource), resource);
      }
    }
  });

  it("lets roles be assumed by services of this account, and the gates' by the hub's functions", () => {
    for (const { name, parent, inputs } of ofType(graph, "Role")) {
      for (const { Effect, Principal, Condition } of inputs.assumeRolePolicy.Statement) {
        assert.equal(Effect, "Allow");
        const [[kind, who], ...others] = Object.entries<string | string[]>(Principal);
        assert.deepEqual(others, [], name);
        if (kind === "AWS") {
          assert.ok(parent !== "slack" && parent !== undefined, name);
          for (const arn of [who].flat()) {
            assert.match(arn, /:role\/slack-(decider|notifier|watcher)-role$/);
          }
        } else {
          assert.equal(kind, "Service");
          // Lambda assumes the roles of functions, which only this account can create.
          const account = { StringEquals: { "aws:SourceAccount": "111122223333" } };
          if (parent === undefined) assert.deepEqual(Condition, account, name);
          else assert.equal(who, "lambda.amazonaws.com");
        }
      }
    }
  });

  it("is public at one address, and nowhere else", () => {
    const open = ofType(graph, "Permission", "lambda/permission").filter(
      ({ inputs }) => inputs.principal === "*",
    );
    assert.deepEqual(
      open.map(({ inputs }) => [inputs.function, inputs.action]),
      [
        ["slack-slack-callback", "lambda:InvokeFunction"],
        ["slack-slack-callback", "lambda:InvokeFunctionUrl"],
      ],
    );
    const urls = ofType(graph, "FunctionUrl", "lambda/functionUrl");
    assert.deepEqual(
      urls.map(({ inputs }) => inputs.functionName),
      ["slack-slack-callback"],
    );
    assert.ok(graph.every(({ type }) => !/bucketAcl|bucketWebsite/i.test(type)));
    for (const { inputs } of ofType(graph, "BucketPolicy", "s3/bucketPolicy")) {
      assert.ok(inputs.policy.Statement.every((s: any) => s.Effect === "Deny"));
    }
    const closed = ofType(graph, "BucketPublicAccessBlock", "s3/bucketPublicAccessBlock");
    assert.equal(closed.length, ofType(graph, "Bucket", "s3/bucket").length);
    for (const { inputs } of closed) {
      const { bucket: _, ...blocks } = inputs;
      assert.deepEqual(Object.values(blocks), [true, true, true, true]);
    }
  });

  it("works in another partition", async () => {
    const { config } = parse(read("Pulumi.rehearsal.yaml"));
    const credentials = "arn:aws-cn:secretsmanager:cn-north-1:111122223333:secret:slack-AbCdEf";
    const text = JSON.stringify(
      await graphOf("slack-approvals", {
        partition: "aws-cn",
        region: "cn-north-1",
        config: { ...config, "slack-approvals:credentialsSecretArn": credentials },
      }),
    );
    assert.ok(text.includes("arn:aws-cn:"));
    assert.ok(!text.includes("arn:aws:"), /.{60}arn:aws:.{60}/.exec(text)?.[0]);
  });

  it("keeps its files short", () => {
    const programs = fs.readdirSync(folder).filter((file) => file.endsWith(".ts"));
    assert.ok(programs.includes("index.ts"));
    for (const file of programs) assert.ok(read(file).split("\n").length <= 250, file);
  });

  it("documents every setting that its rehearsal uses, and the rehearsal before the deployment", () => {
    const readme = read("README.md");
    const { config } = parse(read("Pulumi.rehearsal.yaml"));
    const keys = Object.keys(config).map((key) => key.replace("slack-approvals:", ""));
    for (const key of keys) assert.ok(readme.includes(`\`${key}\``), key);
    const rehearse = readme.indexOf("--example slack-approvals");
    assert.ok(rehearse > 0 && readme.indexOf("pulumi up") > rehearse);
  });
});
