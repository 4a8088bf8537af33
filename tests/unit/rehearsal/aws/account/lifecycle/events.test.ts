import * as assert from "node:assert/strict";
import { once } from "node:events";
import type { EventDelivery } from "../../../../../../rehearsal/aws/events/delivery";
import type { BusEvent } from "../../../../../../rehearsal/aws/codepipeline/types";
import { newAccount, policy, removeFolders, types, type TestAccount } from "../support/new-account";

const event: BusEvent = {
  version: "0",
  id: "1",
  source: "aws.s3",
  "detail-type": "Object Created",
  account: "111122223333",
  time: "2026-01-01T00:00:00Z",
  region: "eu-west-1",
  resources: [],
  detail: {},
};
const s3 = JSON.stringify({ source: ["aws.s3"] });
const ec2 = JSON.stringify({ source: ["aws.ec2"] });
const topicArn = (name: string) => `arn:aws:sns:eu-west-1:111122223333:${name}`;

/** Puts the event; answers which topics got it, and what. */
async function told(test: TestAccount, expected: number): Promise<EventDelivery[]> {
  const deliveries: EventDelivery[] = [];
  const listener = (delivery: EventDelivery) => void deliveries.push(delivery);
  test.account.on("delivery", listener);
  test.account.bus.put(event);
  while (deliveries.length < expected) await once(test.account, "delivery");
  await new Promise((resolve) => setImmediate(resolve));
  test.account.off("delivery", listener);
  assert.equal(deliveries.length, expected);
  return deliveries;
}

async function ruled(rule: object = { eventPattern: s3 }) {
  const test = newAccount();
  for (const name of ["one", "two"]) {
    const statement = { Principal: { Service: "events.amazonaws.com" }, Action: "sns:Publish" };
    await test.create(types.topic, { name, policy: policy({ ...statement, Resource: "*" }) });
  }
  const made = await test.create(types.rule, { name: "rule", ...rule });
  const inputs = { rule: "rule", arn: topicArn("one") };
  const target = await test.create(types.target, inputs);
  return { test, made, inputs, target };
}

describe("A rule that changes", () => {
  after(removeFolders);

  it("follows its pattern and its switch, and keeps its targets", async () => {
    const { test, made } = await ruled();
    await told(test, 1);
    await test.update(types.rule, made, { name: "rule", eventPattern: ec2 });
    await told(test, 0);
    const { id, state } = await test.update(types.rule, made, { name: "rule", eventPattern: s3 });
    assert.deepEqual([id, state.arn], [made.id, made.state.arn]);
    await told(test, 1);
    await test.update(types.rule, made, { name: "rule", eventPattern: s3, state: "DISABLED" });
    await told(test, 0);
  });

  it("without a pattern waits for its schedule", async () => {
    const { test, made } = await ruled();
    await test.update(types.rule, made, { name: "rule", scheduleExpression: "rate(1 hour)" });
    await told(test, 0);
    await test.update(types.rule, made, { name: "rule", eventPattern: s3 });
    await told(test, 1);
  });

  it("is refused a pattern that is none, and stays", async () => {
    const { test, made } = await ruled();
    await assert.rejects(test.update(types.rule, made, { name: "rule", eventPattern: "[]" }), {
      code: "InvalidEventPatternException",
    });
    await told(test, 1);
  });

  it("is not deleted before its targets", async () => {
    const { test, made, target } = await ruled();
    await assert.rejects(test.remove(types.rule, made), {
      code: "ValidationException",
      message: /Rule can't be deleted since it has targets: rule has 1/,
    });
    await told(test, 1);
    await test.remove(types.target, target);
    await told(test, 0);
    await test.remove(types.rule, made);
    assert.deepEqual(test.account.bus.ruleNames(), []);
    await test.create(types.rule, { name: "rule", eventPattern: s3 });
  });

  it("of another bus leaves one of the same name alone, with its targets", async () => {
    const { test } = await ruled();
    await test.create(types.eventBus, { name: "mine" });
    const own = { name: "twin", eventBusName: "mine", eventPattern: s3 };
    const other = await test.create(types.rule, own);
    const target = await test.create(types.target, {
      ...{ rule: "twin", eventBusName: "mine", targetId: "t", arn: topicArn("two") },
    });
    test.account.bus.putRule({ name: "twin", arn: "arn:twin", eventPattern: s3 });
    test.account.bus.putTarget("twin", { id: "t", arn: topicArn("two") });
    await test.remove(types.target, target);
    await test.remove(types.rule, other);
    await told(test, 2);
  });
});

describe("A target that changes", () => {
  after(removeFolders);

  it("sends to its new place, what it says now, under the same id", async () => {
    const { test, inputs, target } = await ruled();
    const next = { ...inputs, arn: topicArn("two"), input: "hello" };
    const { id, state } = await test.update(types.target, target, next);
    assert.deepEqual([id, state.targetId], [target.id, target.state.targetId]);
    const [delivery] = await told(test, 1);
    assert.deepEqual([delivery.targetArn, delivery.status], [topicArn("two"), "Delivered"]);
  });

  it("frees its place: a rule has five at most", async () => {
    const { test, inputs, target } = await ruled();
    for (let n = 2; n <= 5; n++) {
      await test.create(types.target, { ...inputs, targetId: `t${n}` }, `t${n}`);
    }
    const sixth = () => test.create(types.target, { ...inputs, targetId: "t6" }, "t6");
    await assert.rejects(sixth(), { code: "LimitExceededException" });
    await test.update(types.target, target, { ...inputs, input: "x" });
    await test.remove(types.target, target);
    await sixth();
  });
});
