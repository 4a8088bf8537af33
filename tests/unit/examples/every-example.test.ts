/** What holds for each example, whatever it shows. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { DeployedPipeline, DeployedStack } from "codepipeline-approvals/testing";
import { parse } from "yaml";
import { deployExample, examples, graphOf, type Node, nodesOf } from "../../support/example-graph";
import { grantsOf, ofType } from "../../support/example-people";

/** They cannot go without an app and its people: their own tests say what holds for them. */
const withSlack = [
  "change-request",
  "conditional-approval",
  "operated-approvals",
  "slack-approvals",
  "two-person-rule",
];
/** Here the approval stands in the stage that deploys, before the deployment. */
const beside = "approval-beside-deployment";
const all = fs
  .readdirSync(examples)
  .filter((name) => fs.statSync(path.join(examples, name)).isDirectory())
  .sort();
/** Those that Node runs. Of the others, which need the Pulumi CLI, `npm run test:engine` says what holds. */
const programs = all.filter((name) => fs.existsSync(path.join(examples, name, "index.ts")));
const names = programs.filter((name) => !withSlack.includes(name));
const read = (...file: string[]): string => fs.readFileSync(path.join(examples, ...file), "utf8");

/** What the program makes: what a hub makes, and a gate for its hub, has tests of its own. */
function ownNodes(stack: DeployedStack): Node[] {
  const nodes = nodesOf(stack);
  const hubs = nodes.filter(({ type }) => type === "codepipeline-approvals:index:ApprovalHub");
  const names = new Set(hubs.map(({ name }) => name));
  return nodes.filter(({ name, parent }) => !names.has(parent ?? "") && !name.includes("-hub-"));
}

/** Documents of every policy that belongs to nobody but a role, a group or a topic. */
function statementsOf(graph: readonly Node[]): any[] {
  return graph.flatMap(({ inputs }) => inputs.policy?.Statement ?? []);
}

it("there are nine examples in TypeScript, and one in YAML and in Python", () => {
  const others = all.filter((name) => !programs.includes(name));
  assert.deepEqual(others, ["python", "yaml"]);
  assert.deepEqual(programs, [
    beside,
    "approval-ladder",
    "change-request",
    "compliance-checkpoint",
    "conditional-approval",
    "operated-approvals",
    "pre-production-gate",
    "slack-approvals",
    "two-person-rule",
  ]);
});

for (const name of names) {
  describe(`example ${name}`, () => {
    let stack: DeployedStack;
    let pipeline: DeployedPipeline;
    let graph: Node[];
    let bare: DeployedStack;
    let empty: Node[];
    before(async () => {
      stack = await deployExample(name);
      [pipeline] = stack.pipelines;
      graph = ownNodes(stack);
      bare = await deployExample(name, { config: { "aws:region": "eu-west-1" } });
      empty = ownNodes(bare);
    });

    const where = name === beside ? "of its own stage" : "of an earlier stage";
    it(`deploys to production only behind an approval ${where}`, () => {
      const deployed = pipeline.actions.filter(
        ({ configuration }) => configuration.BucketName === "production",
      );
      assert.equal(deployed.length, 1);
      stack.assertGated({
        actions: ({ path }) => path === deployed[0].path,
        by: ({ stage }) => (stage === deployed[0].stage) === (name === beside),
      });
    });

    it("lets nobody decide two approvals", () => {
      const people = Object.values(stack.deciders()).map((deciders) =>
        deciders.map((decider) => decider.replace(/ with MFA$/, "")),
      );
      assert.ok(
        people.every((deciders) => deciders.length === 1),
        JSON.stringify(people),
      );
      assert.equal(new Set(people.flat()).size, people.length);
    });

    it("names nobody while nothing but the Region is configured", () => {
      assert.deepEqual(ofType(empty, "GroupMembership"), []);
      assert.deepEqual(ofType(empty, "TopicSubscription", "sns/topicSubscription"), []);
      assert.deepEqual(ofType(empty, "User"), []);
      assert.ok(Object.values(bare.deciders()).every((deciders) => deciders.length === 0));
    });

    it("has a group for each approval even then", () => {
      const approvals = bare.pipelines[0].actions.filter(({ category }) => category === "Approval");
      const groups = ofType(empty, "Group").filter(({ parent }) => parent !== undefined);
      assert.equal(groups.length, approvals.length);
    });

    it("gives no role and no group a wildcard", () => {
      const allowed = statementsOf(graph).filter(({ Effect }) => Effect === "Allow");
      assert.ok(allowed.length > 0);
      for (const { Action, Resource, Principal } of allowed) {
        assert.ok(
          [Action].flat().every((action: string) => !action.includes("*")),
          `${Action}`,
        );
        assert.ok(
          [Resource].flat().every((arn: string) => arn.startsWith("arn:")),
          `${Resource}`,
        );
        assert.notEqual(Principal, "*");
      }
    });

    it("lets a service assume a role on behalf of this account only", () => {
      const roles = ofType(graph, "Role");
      assert.ok(roles.some((role) => role.name === "pipeline"));
      for (const role of roles) {
        const [statement, ...others] = role.inputs.assumeRolePolicy.Statement;
        assert.deepEqual(others, []);
        assert.deepEqual(Object.keys(statement.Principal), ["Service"]);
        const condition = { StringEquals: { "aws:SourceAccount": "111122223333" } };
        assert.deepEqual(statement.Condition, condition, role.name);
      }
    });

    it("lets no build that a developer writes replace what production gets", () => {
      const { actions } = pipeline;
      const toProduction = actions.find((a) => a.configuration.BucketName === "production")!;
      const [deployed] = toProduction.inputArtifacts;
      // CodePipeline cuts the name of an artifact to 10 characters in its key.
      const names = actions.flatMap(({ outputArtifacts }) => outputArtifacts);
      assert.ok(names.includes(deployed) && names.every(({ length }) => length <= 10));
      for (const { inputs: project } of ofType(graph, "Project", "codebuild/project")) {
        if (project.source.buildspec.includes("version: 0.2")) continue;
        const puts = grantsOf(graph, project.serviceRole.split("/").pop())
          .filter((grant) => grant.startsWith("s3:PutObject "))
          .map((grant) => grant.split(":::artifacts/")[1]);
        assert.ok(puts.length > 0);
        for (const key of puts) {
          assert.match(key, /^\*\/\w+\/\*$/);
          assert.notEqual(key, `*/${deployed}/*`);
        }
      }
    });

    it("lets the pipeline publish to the topics of its own approvals and to no other", () => {
      const topics = pipeline.actions.flatMap(
        ({ configuration }) => configuration.NotificationArn ?? [],
      );
      const publish = grantsOf(graph, "pipeline").filter((grant) => grant.startsWith("sns:"));
      assert.deepEqual(publish, topics.map((arn) => `sns:Publish ${arn}`).sort());
    });

    it("lets the pipeline put objects only where its stages put them", () => {
      const [{ location }] = pipeline.resource.inputs.artifactStores as { location: string }[];
      const targets = pipeline.actions.flatMap(
        ({ configuration }) => configuration.BucketName ?? [],
      );
      const buckets = [...new Set([location, ...targets])];
      const put = grantsOf(graph, "pipeline").filter((grant) => grant.startsWith("s3:PutObject"));
      assert.deepEqual(put, buckets.map((b) => `s3:PutObject arn:aws:s3:::${b}/*`).sort());
    });

    it("makes nothing public", () => {
      const types = graph.map(({ type }) => type);
      assert.ok(types.every((type) => !/bucketAcl|bucketWebsite|functionUrl/i.test(type)));
      const buckets = ofType(graph, "BucketPolicy", "s3/bucketPolicy");
      for (const { inputs } of buckets) {
        assert.ok(
          inputs.policy.Statement.every((s: any) => s.Effect === "Deny"),
          inputs.bucket,
        );
      }
      for (const { inputs } of ofType(
        graph,
        "BucketPublicAccessBlock",
        "s3/bucketPublicAccessBlock",
      )) {
        const { bucket: _, ...blocks } = inputs;
        assert.deepEqual(Object.values(blocks), [true, true, true, true]);
      }
    });

    it("gives its pipeline rights and source before the first execution", () => {
      const { needs } = ofType(graph, "Pipeline", "codepipeline/pipeline")[0];
      const policies = ofType(graph, "RolePolicy").filter(
        ({ inputs }) => inputs.role === "pipeline",
      );
      for (const { type, name: policy } of policies) assert.ok(needs.includes(`${type} ${policy}`));
      assert.ok(needs.includes("aws:s3/bucketObjectv2:BucketObjectv2 site"));
    });

    it("shows the same resources in a preview, where outputs are unknown", async () => {
      const shape = (nodes: Node[]) =>
        nodes.map(({ type, name: n, parent }) => ({ type, n, parent }));
      assert.deepEqual(shape(await graphOf(name, { preview: true })), shape(nodesOf(stack)));
    });

    it("works in another partition", async () => {
      const place = { partition: "aws-cn", region: "cn-north-1" };
      const text = JSON.stringify(await graphOf(name, place));
      assert.ok(text.includes("arn:aws-cn:"));
      assert.ok(!text.includes("arn:aws:"), /.{60}arn:aws:.{60}/.exec(text)?.[0]);
      assert.ok(!text.includes("console.aws.amazon.com"));
    });

    it("keeps its files short", () => {
      const files = fs
        .readdirSync(path.join(examples, name))
        .filter((file) => file.endsWith(".ts"));
      for (const file of files) assert.ok(read(name, file).split("\n").length <= 250, file);
    });

    it("documents every setting that its rehearsal uses, and the rehearsal before the deployment", () => {
      const readme = read(name, "README.md");
      const { config } = parse(read(name, "Pulumi.rehearsal.yaml"));
      const keys = Object.keys(config).map((key) => key.replace(`${name}:`, ""));
      for (const key of keys) assert.ok(readme.includes(`\`${key}\``), key);
      const [rehearse, deploy] = [`--example ${name}`, "pulumi up"].map((text) =>
        readme.indexOf(text),
      );
      assert.ok(rehearse > 0 && deploy > rehearse);
    });
  });
}
