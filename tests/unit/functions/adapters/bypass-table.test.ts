import * as assert from "node:assert/strict";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createBypassTable } from "../../../../functions/adapters/bypass-table";
import type { Baseline } from "../../../../functions/domain/bypass/definition";
import { bypassEvent } from "../../../../functions/domain/bypass/bypass-event";
import { definition } from "../bypass/fixtures";
import { now } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";

const aws = new FakeAws();
const bypass = bypassEvent(
  ["run-1"],
  {
    ...{ kind: "DecidedOutside", time: now.toISOString(), operation: "PutApprovalResult" },
    ...{ region: "eu-west-1", pipelineName: "orders", gates: ["orders/a/b"], via: "sweep" },
  },
  { what: "What.", remedy: "Remedy." },
);
const item = { event: { S: JSON.stringify(bypass) } };
const failed = { status: 400, error: "ConditionalCheckFailedException" };
const baseline: Baseline = { definition, said: ["a"], pending: [] };

describe("The table of bypasses", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  const store = () =>
    createBypassTable(() => new DynamoDBClient({ maxAttempts: 1 }), "bypasses", 400);

  it("gives a bypass to one run, for as long as a run may take", async () => {
    aws.answers.set("UpdateItem", [{ output: { Attributes: { ...item, told: { SS: ["bus"] } } } }]);
    assert.deepEqual(await store().claim(bypass, now), {
      ...{ kind: "claimed", event: bypass, told: ["bus"] },
    });
    const [sent] = aws.of("UpdateItem");
    assert.deepEqual(sent.Key, { id: { S: bypass.id } });
    assert.equal(
      sent.ConditionExpression,
      "attribute_not_exists(#done) AND (attribute_not_exists(#until) OR #until < :now)",
    );
    const values = sent.ExpressionAttributeValues as Record<string, { N?: string; S?: string }>;
    const seconds = now.getTime() / 1000;
    assert.deepEqual(
      [values[":now"].N, values[":until"].N, values[":ttl"].N],
      [`${seconds}`, `${seconds + 45}`, `${seconds + 400 * 86_400}`],
    );
    assert.deepEqual(JSON.parse(values[":bypass"].S!), bypass);
    assert.match(String(sent.UpdateExpression), /if_not_exists\(#bypass, :bypass\)/);
  });

  it("answers the bypass as it was first seen", async () => {
    const first = { ...bypass, via: "cloudtrail" as const };
    const Attributes = { event: { S: JSON.stringify(first) } };
    aws.answers.set("UpdateItem", [{ output: { Attributes } }]);
    const claim = await store().claim(bypass, now);
    assert.deepEqual(claim, { kind: "claimed", event: first, told: [] });
  });

  for (const stored of ["", "{", "{}", "null"]) {
    it(`does not say what is stored as ${JSON.stringify(stored)}`, async () => {
      aws.answers.set("UpdateItem", [{ output: { Attributes: { event: { S: stored } } } }]);
      await assert.rejects(store().claim(bypass, now), { name: "MalformedError" });
    });
  }

  it("throws what DynamoDB answers", async () => {
    aws.answers.set("UpdateItem", [{ status: 400, error: "ThrottlingException" }]);
    for (const call of [
      store().claim(bypass, now),
      store().note("id", "bus"),
      store().finish("id"),
      store().noteBaseline("orders", baseline, 1),
    ]) {
      await assert.rejects(call, { name: "ThrottlingException" });
    }
  });

  it("is another run's where that holds it, and told where it was told", async () => {
    aws.answers.set("UpdateItem", [failed]);
    for (const [has, kind] of [
      [{ holder: { S: "another" } }, "held"],
      [{ done: { S: "yes" } }, "told"],
      [{}, "held"],
    ] as const) {
      aws.answers.set("GetItem", [{ output: { Item: { ...item, ...has } } }]);
      assert.deepEqual(await store().claim(bypass, now), { kind });
    }
    const [{ Key, ConsistentRead }] = aws.of("GetItem");
    assert.deepEqual([Key, ConsistentRead], [{ id: { S: bypass.id } }, true]);
    aws.answers.set("GetItem", [{ output: {} }]);
    assert.deepEqual(await store().claim(bypass, now), { kind: "held" });
  });

  it("notes a step, and the end, of what it names", async () => {
    await store().note("id", "bus");
    await store().finish("id");
    const [noted, finished] = aws.of("UpdateItem");
    assert.deepEqual(noted.ExpressionAttributeValues, { ":step": { SS: ["bus"] } });
    assert.equal(noted.UpdateExpression, "ADD #told :step");
    assert.equal(finished.UpdateExpression, "SET #done = :yes");
    assert.deepEqual([noted.Key, finished.Key], [{ id: { S: "id" } }, { id: { S: "id" } }]);
  });

  it("has how a pipeline looked, read consistently", async () => {
    assert.equal(await store().baseline("orders"), undefined);
    const stored = { definition: { S: JSON.stringify(baseline) }, revision: { N: "7" } };
    aws.answers.set("GetItem", [{ output: { Item: stored } }]);
    assert.deepEqual(await store().baseline("orders"), { baseline, revision: 7 });
    const [, sent] = aws.of("GetItem");
    assert.deepEqual([sent.Key, sent.ConsistentRead], [{ id: { S: "definition#orders" } }, true]);
    aws.answers.set("GetItem", [{ output: { Item: { definition: { S: "{}" } } } }]);
    assert.equal(await store().baseline("orders"), undefined);
  });

  it("notes how it looks in place of what was read, and nothing over a newer look", async () => {
    await store().noteBaseline("orders", baseline, undefined);
    await store().noteBaseline("orders", baseline, 7);
    const [first, second] = aws.of("UpdateItem");
    assert.equal(first.ConditionExpression, undefined);
    assert.deepEqual(first.ExpressionAttributeValues, {
      ":definition": { S: JSON.stringify(baseline) },
      ":next": { N: "1" },
    });
    assert.equal(second.ConditionExpression, "#revision = :revision");
    assert.deepEqual(second.ExpressionAttributeValues, {
      ...{ ":definition": { S: JSON.stringify(baseline) }, ":next": { N: "8" } },
      ":revision": { N: "7" },
    });
    aws.answers.set("UpdateItem", [failed]);
    await store().noteBaseline("orders", baseline, 7);
  });
});
