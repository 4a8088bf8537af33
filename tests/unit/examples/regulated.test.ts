/** What rule packs of companies ask of a program, asked of each example. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { parse } from "yaml";
import { examples, graphOf, type Node } from "../../support/example-graph";

const all = fs.readdirSync(examples);
const programs = all.filter((name) => fs.existsSync(path.join(examples, name, "index.ts")));

const ofType = (graph: readonly Node[], kind: string): Node[] =>
  graph.filter(({ type }) => type.endsWith(`:${kind}`));

const tlsOnly = ({ Effect, Principal, Action, Condition }: any, action: string): boolean =>
  Effect === "Deny" &&
  Principal === "*" &&
  Action === action &&
  Condition?.Bool?.["aws:SecureTransport"] === "false";

/** The statements of a queue's or a bucket's policy that refuse whoever comes without TLS. */
function closed(graph: readonly Node[], type: string, action: string): Node[] {
  return ofType(graph, type).filter(({ inputs }) =>
    inputs.policy.Statement.some((statement: any) => tlsOnly(statement, action)),
  );
}

/** Examples that a rule starts; the others look at their source themselves. */
const startedByRule = new Set(
  programs.filter((name) =>
    ["start-on-upload.ts", "start.ts"].some((file) =>
      fs.existsSync(path.join(examples, name, file)),
    ),
  ),
);

for (const name of programs) {
  describe(`example ${name} in a regulated account`, () => {
    let graph: Node[];
    before(async () => {
      graph = await graphOf(name);
    });

    it("has no bucket that can be read or written without TLS", () => {
      // Of what awsx makes itself the mocks know nothing: tests/engine/examples.test.ts asks the account.
      const buckets = ofType(graph, "Bucket").map((bucket) => bucket.name);
      assert.ok(buckets.length > 0);
      const policies = closed(graph, "BucketPolicy", "s3:*");
      assert.deepEqual(policies.map(({ inputs }) => inputs.bucket).sort(), buckets.sort());
      for (const { inputs } of policies) {
        const arn = `arn:aws:s3:::${inputs.bucket}`;
        assert.deepEqual(inputs.policy.Statement[0].Resource, [arn, `${arn}/*`]);
      }
    });

    it("keeps what a rule could not deliver, in a queue that takes it and nothing without TLS", () => {
      const targets = ofType(graph, "EventTarget");
      const hasHub = ofType(graph, "ApprovalHub").length > 0;
      assert.equal(targets.length > 0, startedByRule.has(name) || hasHub);
      for (const target of targets) {
        const queue = target.inputs.deadLetterConfig.arn.split(":").pop();
        const policy = closed(graph, "QueuePolicy", "sqs:*").find(({ inputs }) =>
          inputs.queueUrl.endsWith(`/${queue}`),
        );
        const sends = policy?.inputs.policy.Statement.find(({ Effect }: any) => Effect === "Allow");
        assert.deepEqual(sends.Principal, { Service: "events.amazonaws.com" });
        const [sources] = Object.values<any>(sends.Condition).map((of) => of["aws:SourceArn"]);
        for (const source of [sources].flat()) assert.match(source, /^arn:aws:events:[^*]+$/);
        assert.ok(
          target.needs.some((need) => need.includes("QueuePolicy")),
          target.name,
        );
      }
    });
  });
}

it("the YAML example closes each of its buckets too", () => {
  const text = fs.readFileSync(path.join(examples, "yaml/Pulumi.yaml"), "utf8");
  const resources = Object.entries<any>(parse(text).resources);
  const buckets = resources.filter(([, { type }]) => type === "aws:s3:Bucket");
  const policies = resources.filter(([, { type }]) => type === "aws:s3:BucketPolicy");
  assert.equal(buckets.length, 4);
  for (const [name] of buckets) {
    const own = policies.find(([, { properties }]) => properties.bucket === `\${${name}.bucket}`);
    const [statement] = own![1].properties.policy["fn::toJSON"].Statement;
    assert.ok(tlsOnly(statement, "s3:*"), name);
    assert.deepEqual(statement.Resource, [`\${${name}.arn}`, `\${${name}.arn}/*`]);
  }
});

it("what several examples have is the same in each", () => {
  for (const [file, copies] of [
    ["policies.ts", 7],
    ["start-on-upload.ts", 5],
  ] as const) {
    const texts = programs
      .map((name) => path.join(examples, name, file))
      .filter((copy) => fs.existsSync(copy))
      .map((copy) => fs.readFileSync(copy, "utf8"));
    assert.equal(texts.length, copies, file);
    assert.equal(new Set(texts).size, 1, file);
  }
});
