import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DeployedPipeline, DeployedStack } from "codepipeline-approvals/testing";
import { parse } from "yaml";
import { readWorkspace } from "../../../rehearsal/slack/workspace";
import { deployExample, examples, graphOf, type Node, nodesOf } from "../../support/example-graph";
import { grantsOf, ofType } from "../../support/example-people";

const folder = path.join(examples, "two-person-rule");
const read = (file: string): string => fs.readFileSync(path.join(folder, file), "utf8");
const named = "two-person-rule-rehearsal";
const gate = `${named}/ApproveProduction/ApproveProduction`;
const { config } = parse(read("Pulumi.rehearsal.yaml"));
const value = (key: string) => config[`two-person-rule:${key}`];

describe("example two-person-rule in particular", () => {
  let stack: DeployedStack;
  let pipeline: DeployedPipeline;
  let graph: Node[];
  before(async () => {
    stack = await deployExample("two-person-rule");
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

  it("needs two people, one of security, and neither who started nor who wrote it", () => {
    stack.assertRule(gate, {
      people: 2,
      groups: { security: 1 },
      excludesStarter: true,
      excludesAuthor: true,
    });
    assert.deepEqual(stack.deciders(), { [gate]: [] });
  });

  it("takes its commits from where their authors are known", () => {
    const source = pipeline.actions.find(({ stage }) => stage === "Source")!;
    assert.equal(source.provider, "CodeStarSourceConnection");
  });

  it("lets the pipeline use one connection, and put objects only where its stages put them", () => {
    const grants = grantsOf(graph, "pipeline");
    const put = grants.filter((grant) => grant.startsWith("s3:PutObject"));
    assert.deepEqual(
      put,
      ["artifacts", "production"].map((bucket) => `s3:PutObject arn:aws:s3:::${bucket}/*`),
    );
    assert.deepEqual(
      grants.filter((grant) => grant.includes("UseConnection")),
      ["codeconnections", "codestar-connections"].map(
        (service) => `${service}:UseConnection ${value("connectionArn")}`,
      ),
    );
  });

  it("starts its pipeline only when rights and the gate are there", () => {
    const { needs } = ofType(graph, "Pipeline", "codepipeline/pipeline")[0];
    const expected = [
      ...ofType(graph, "RolePolicy").filter(({ inputs }) => inputs.role === "pipeline"),
      ...ofType(graph, "TableItem", "dynamodb/tableItem"),
    ];
    assert.equal(expected.length, 2 + 1);
    for (const { type, name } of expected) {
      assert.ok(
        needs.some((need) => need.endsWith(`${type} ${name}`)),
        `${type} ${name}`,
      );
    }
  });

  const optional = ["identities"];
  const keys = Object.keys(config)
    .filter((key) => key.startsWith("two-person-rule:"))
    .map((key) => key.replace("two-person-rule:", ""));

  it("documents every setting", () => {
    for (const key of keys) assert.ok(read("README.md").includes(`| \`${key}\` `), key);
  });

  for (const key of keys.filter((one) => !optional.includes(one))) {
    it(`does nothing without ${key}`, async () => {
      const { [`two-person-rule:${key}`]: _, ...others } = config;
      await assert.rejects(graphOf("two-person-rule", { config: others }), ({ message }: Error) =>
        message.includes(`'two-person-rule:${key}'`),
      );
    });
  }

  it("shows the same resources in a preview, where outputs are unknown", async () => {
    const shape = (nodes: Node[]) =>
      nodes.map(({ type, name, parent }) => ({ type, name, parent }));
    const preview = await graphOf("two-person-rule", { preview: true });
    assert.deepEqual(shape(preview), shape(graph));
  });

  it("has the people, the channel and the secret of the configuration around it", () => {
    const workspace = readWorkspace(folder)!;
    const security = value("securityUserGroups").flatMap(
      (id: string) => workspace.userGroups[id].users,
    );
    const listed: string[] = [...value("approvers"), ...security];
    const ids = Object.keys(workspace.users);
    assert.deepEqual(ids.filter((id) => !listed.includes(id)).length, 1);
    assert.deepEqual(ids.filter((id) => listed.includes(id)).sort(), listed.sort());
    assert.deepEqual(Object.keys(workspace.channels), [value("channel")]);
    assert.equal(workspace.credentialsArn, value("credentialsSecretArn"));
  });

  it("releases what one of its approvers has written, by another address than Slack's", () => {
    const { AuthorEmail } = config["rehearsal:sources"].Source.variables;
    const [{ slackUserId, emails }] = value("identities");
    assert.ok(value("approvers").includes(slackUserId));
    assert.ok(emails.includes(AuthorEmail));
    const known = Object.values(readWorkspace(folder)!.emails!);
    assert.ok(!known.includes(AuthorEmail));
  });
});
