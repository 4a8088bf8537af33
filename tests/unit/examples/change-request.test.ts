import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DeployedPipeline, DeployedStack } from "codepipeline-approvals/testing";
import { parse } from "yaml";
import { readWorkspace } from "../../../rehearsal/slack/workspace";
import { standIns } from "../../../rehearsal/systems/registry";
import { readSystems } from "../../../rehearsal/systems/settings";
import { deployExample, examples, graphOf, type Node, nodesOf } from "../../support/example-graph";
import { grantsOf, ofType } from "../../support/example-people";

const folder = path.join(examples, "change-request");
const read = (file: string): string => fs.readFileSync(path.join(folder, file), "utf8");
const named = "change-request-rehearsal";
const gate = `${named}/ApproveProduction/ApproveProduction`;
const { config } = parse(read("Pulumi.rehearsal.yaml"));
const value = (key: string) => config[`change-request:${key}`];

describe("example change-request in particular", () => {
  let stack: DeployedStack;
  let pipeline: DeployedPipeline;
  let graph: Node[];
  before(async () => {
    stack = await deployExample("change-request");
    pipeline = stack.pipeline(named);
    graph = nodesOf(stack);
  });

  it("deploys to production behind its one gate", () => {
    assert.deepEqual(
      pipeline.actions.map(({ stage, name }) => `${stage}/${name}`),
      ["Source/Source", "ApproveProduction/ApproveProduction", "DeployProduction/Deploy"],
    );
    pipeline.assertGated();
  });

  it("lets one person decide in Slack, and one in the console", () => {
    stack.assertSlackApprovers(gate, { users: ["U0PRIYA000"] });
    assert.deepEqual(Object.values(stack.deciders()), [["user erin"]]);
  });

  it("names both connectors in its gate, each with who may decide and what its tickets are read with", () => {
    const [{ inputs }] = ofType(graph, "TableItem", "dynamodb/tableItem");
    const [changes, calendar] = JSON.parse(JSON.stringify(inputs.item.connectors.L)).map(
      ({ M }: { M: Record<string, any> }) => M,
    );
    assert.deepEqual([changes.kind.S, calendar.kind.S], ["servicenow", "webhook"]);
    assert.deepEqual(
      [changes, calendar].map(({ approverIds }) => approverIds.L.map(({ S }: any) => S)),
      [value("changeManagers"), value("releaseManagers")],
    );
    assert.equal(changes.credentialsArn.S, value("serviceNowReaderSecretArn"));
    assert.equal(calendar.credentialsArn.S, value("calendarSecretArn"));
  });

  it("lets the pipeline put objects only where its stages put them", () => {
    const put = grantsOf(graph, "pipeline").filter((grant) => grant.startsWith("s3:PutObject"));
    assert.deepEqual(
      put,
      ["artifacts", "production"].map((bucket) => `s3:PutObject arn:aws:s3:::${bucket}/*`),
    );
  });

  it("starts its pipeline only when rights, source and the gate are there", () => {
    const { needs } = ofType(graph, "Pipeline", "codepipeline/pipeline")[0];
    const expected = [
      ...ofType(graph, "RolePolicy").filter(({ inputs }) => inputs.role === "pipeline"),
      ...ofType(graph, "BucketObjectv2", "s3/bucketObjectv2"),
      ...ofType(graph, "TableItem", "dynamodb/tableItem"),
    ];
    assert.equal(expected.length, 2 + 1 + 1);
    for (const { type, name } of expected) {
      assert.ok(
        needs.some((need) => need.endsWith(`${type} ${name}`)),
        `${type} ${name}`,
      );
    }
  });

  const optional = ["consoleApprovers"];
  const keys = Object.keys(config)
    .filter((key) => key.startsWith("change-request:"))
    .map((key) => key.replace("change-request:", ""));

  it("documents every setting", () => {
    for (const key of keys) assert.ok(read("README.md").includes(`| \`${key}\` `), key);
  });

  for (const key of keys.filter((one) => !optional.includes(one))) {
    it(`does nothing without ${key}`, async () => {
      const { [`change-request:${key}`]: _, ...others } = config;
      await assert.rejects(graphOf("change-request", { config: others }), ({ message }: Error) =>
        message.includes(`'change-request:${key}'`),
      );
    });
  }

  it("shows the same resources in a preview, where outputs are unknown", async () => {
    const shape = (nodes: Node[]) =>
      nodes.map(({ type, name, parent }) => ({ type, name, parent }));
    const preview = await graphOf("change-request", { preview: true });
    assert.deepEqual(shape(preview), shape(graph));
  });

  it("has the people, the channel and the secrets of the configuration around it", () => {
    const workspace = readWorkspace(folder)!;
    assert.deepEqual(
      Object.keys(workspace.users).filter((id) => value("approvers").includes(id)),
      value("approvers"),
    );
    assert.equal(Object.keys(workspace.users).length, value("approvers").length + 1);
    assert.deepEqual(Object.keys(workspace.channels), [value("channel")]);
    assert.equal(workspace.credentialsArn, value("credentialsSecretArn"));
    const ctx = { clock: { now: () => new Date() }, deliver: assert.fail } as never;
    const [changes, calendar, ...others] = readSystems(folder, standIns, ctx);
    assert.deepEqual(others, []);
    assert.deepEqual(changes.origins, [value("serviceNowUrl")]);
    assert.deepEqual(calendar.origins, [new URL(value("calendarUrl")).origin]);
    assert.deepEqual(
      Object.keys({ ...changes.credentials, ...calendar.credentials }).sort(),
      ["serviceNowSecretArn", "serviceNowReaderSecretArn", "calendarSecretArn"].map(value).sort(),
    );
    for (const [{ people }, key] of [
      [changes, "changeManagers"],
      [calendar, "releaseManagers"],
    ] as const) {
      const [may, mayNot] = Object.keys(people);
      assert.deepEqual([may], value(key));
      assert.ok(!value(key).includes(mayNot));
    }
  });
});
