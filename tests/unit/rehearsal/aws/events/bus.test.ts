import * as assert from "node:assert/strict";
import { EventBus, type BusOptions } from "../../../../../rehearsal/aws/events/bus";
import type { BusEvent } from "../../../../../rehearsal/aws/codepipeline/types";

const rule = { name: "rule", arn: "arn:rule", eventPattern: '{"source":["aws.s3"]}' };

function event(source = "aws.s3", id = "1"): BusEvent {
  return {
    version: "0",
    id,
    source,
    "detail-type": "Object Created",
    account: "111122223333",
    time: "2026-11-22T21:00:00Z",
    region: "eu-west-1",
    resources: [],
    detail: {},
  };
}

function setup(more: Partial<BusOptions> = {}) {
  const delivered: unknown[][] = [];
  const bus = new EventBus({ deliver: (...call) => void delivered.push(call), ...more });
  return { bus, delivered };
}

describe("EventBus", () => {
  it("hands an event that meets the pattern to the target, with the rule and its role", () => {
    const { bus, delivered } = setup();
    bus.putRule(rule);
    bus.putTarget("rule", { arn: "arn:target", roleArn: "arn:role", id: "t" });
    const sent = event();
    bus.put(sent);
    assert.deepEqual(delivered, [["arn:target", sent, { arn: "arn:rule", roleArn: "arn:role" }]]);
  });

  it("keeps other events back", () => {
    const { bus, delivered } = setup();
    bus.putRule(rule);
    bus.putTarget("rule", { arn: "arn:target" });
    bus.put(event("aws.ec2"));
    assert.deepEqual(delivered, []);
  });

  it("takes a pattern as an object", () => {
    const { bus, delivered } = setup();
    bus.putRule({ ...rule, eventPattern: { source: ["aws.s3"] }, state: "ENABLED" });
    bus.putTarget("rule", { arn: "arn:target" });
    bus.put(event());
    assert.equal(delivered.length, 1);
  });

  it("hands the event to every target of every rule", () => {
    const { bus, delivered } = setup();
    bus.putRule(rule);
    bus.putRule({ ...rule, name: "second", arn: "arn:second" });
    bus.putTarget("rule", { arn: "arn:a", id: "a" });
    bus.putTarget("rule", { arn: "arn:b", id: "b" });
    bus.putTarget("second", { arn: "arn:c" });
    bus.put(event());
    assert.deepEqual(
      delivered.map(([target]) => target),
      ["arn:a", "arn:b", "arn:c"],
    );
  });

  it("replaces a target of the same id", () => {
    const { bus, delivered } = setup();
    bus.putRule(rule);
    bus.putTarget("rule", { arn: "arn:old", id: "a" });
    bus.putTarget("rule", { arn: "arn:new", id: "a" });
    bus.put(event());
    assert.deepEqual(
      delivered.map(([target]) => target),
      ["arn:new"],
    );
  });

  it("keeps the targets when a rule is replaced", () => {
    const { bus, delivered } = setup();
    bus.putRule({ ...rule, eventPattern: '{"source":["x"]}' });
    bus.putTarget("rule", { arn: "arn:target" });
    bus.putRule(rule);
    bus.put(event());
    assert.equal(delivered.length, 1);
  });

  it("leaves a disabled rule alone", () => {
    const { bus, delivered } = setup();
    bus.putRule({ ...rule, state: "DISABLED" });
    bus.putTarget("rule", { arn: "arn:target" });
    bus.put(event());
    assert.deepEqual(delivered, []);
  });

  it("leaves a rule without a pattern alone", () => {
    const { bus, delivered } = setup();
    bus.putRule({ name: "rule", arn: "arn:rule" });
    bus.putTarget("rule", { arn: "arn:target" });
    bus.put(event());
    assert.deepEqual(delivered, []);
  });

  for (const eventPattern of ["{", "{}", '{"source":"x"}', '{"source":[{"regex":"x"}]}']) {
    it(`refuses the pattern ${eventPattern}`, () => {
      const { bus } = setup();
      assert.throws(() => bus.putRule({ ...rule, eventPattern }), {
        code: "InvalidEventPatternException",
        message: /rule rule is not valid/,
      });
    });
  }

  it("refuses a target of a rule that is not there", () => {
    const { bus } = setup();
    assert.throws(() => bus.putTarget("gone", { arn: "arn:target" }), {
      code: "ResourceNotFoundException",
      message: /gone/,
    });
  });

  it("remembers the last thousand events", () => {
    const { bus } = setup();
    for (let i = 0; i <= 1000; i += 1) bus.put(event("aws.s3", String(i)));
    const recent = bus.recent();
    assert.equal(recent.length, 1000);
    assert.equal(recent[0].id, "1");
    assert.equal(recent.at(-1)?.id, "1000");
  });

  it("throws what targets threw, once every target has had the event", () => {
    const seen: string[] = [];
    const deliver = (target: string) => {
      seen.push(target);
      if (target !== "arn:b") throw new Error("full");
    };
    const { bus } = setup({ deliver });
    bus.putRule(rule);
    for (const arn of ["arn:a", "arn:b", "arn:c"]) bus.putTarget("rule", { arn });
    assert.throws(() => bus.put(event()), /arn:a: full; arn:c: full/);
    assert.deepEqual(seen, ["arn:a", "arn:b", "arn:c"]);
  });

  it("tells onFailure instead where there is one", () => {
    const failures: unknown[][] = [];
    const { bus } = setup({
      deliver: () => {
        throw new Error("full");
      },
      onFailure: (target, failed, error) => failures.push([target, failed.id, String(error)]),
    });
    bus.putRule(rule);
    bus.putTarget("rule", { arn: "arn:a" });
    bus.put(event());
    assert.deepEqual(failures, [["arn:a", "1", "Error: full"]]);
  });
});
