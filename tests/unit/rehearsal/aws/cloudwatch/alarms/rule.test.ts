import * as assert from "node:assert/strict";
import { parseRule } from "../../../../../../rehearsal/aws/cloudwatch/alarms/rule";
import type {
  CompositeAlarm,
  StateValue,
} from "../../../../../../rehearsal/aws/cloudwatch/alarms/types";
import { alarmOf, topicArn, watch } from "./support";

const states: Readonly<Record<string, StateValue>> = {
  a: "ALARM",
  b: "OK",
  "c d": "INSUFFICIENT_DATA",
};

describe("The rule of a composite alarm", () => {
  for (const [rule, holds] of [
    ["ALARM(a)", true],
    ["OK(a)", false],
    ['INSUFFICIENT_DATA("c d")', true],
    ["ALARM('a') AND OK(b)", true],
    ["ALARM(b) OR ALARM(a) AND OK(b)", true],
    ["(ALARM(b) OR ALARM(a)) AND NOT OK(b)", false],
    ["NOT (ALARM(b) AND TRUE) AND NOT FALSE", true],
    ["ALARM(arn:aws:cloudwatch:eu-west-1:111122223333:alarm:a)", true],
    ["ALARM(nobody) OR OK(nobody)", false],
  ] as const) {
    it(`${rule} ${holds ? "holds" : "does not hold"}`, () => {
      assert.equal(
        parseRule(rule).holds((name) => states[name]),
        holds,
      );
    });
  }

  for (const rule of [
    "",
    "ALARM",
    "ALARM()",
    "ALARM(a) b",
    "ALARM(a) AND",
    "(ALARM(a)",
    "RINGS(a)",
    "ALARM(a) && OK(b)",
  ]) {
    it(`is refused as ${JSON.stringify(rule)}`, () => {
      assert.throws(() => parseRule(rule), {
        code: "ValidationError",
        message: /AlarmRule is not valid/,
      });
    });
  }

  it("names up to a hundred alarms", () => {
    const of = (count: number) =>
      Array.from({ length: count }, (_, at) => `ALARM(a${at})`).join(" OR ");
    assert.equal(parseRule(of(100)).alarms.length, 100);
    assert.throws(() => parseRule(of(101)), { code: "ValidationError", message: /more than 100/ });
  });
});

describe("A composite alarm", () => {
  let test: ReturnType<typeof watch>;
  beforeEach(() => (test = watch()));
  afterEach(() => {
    test.alarms.close();
    test.clock.stop();
  });

  const composite = (rule: string, name = "both"): CompositeAlarm => ({
    ...{ kind: "composite", name, arn: `arn:x:${name}`, actionsEnabled: true, rule },
    actions: { OK: [], ALARM: [topicArn], INSUFFICIENT_DATA: [] },
  });

  it("rings by their states, also by those of composite alarms", async () => {
    const { alarms, measure, pass, state, published } = test;
    alarms.put(composite("ALARM(both)", "upper"));
    alarms.put(composite("ALARM(stuck) AND NOT ALARM(other)"));
    alarms.put(alarmOf());
    measure(3);
    await pass(1);
    assert.deepEqual([state("both"), state("upper")], ["ALARM", "ALARM"]);
    assert.equal(JSON.parse(published[1].message).AlarmRule, "ALARM(stuck) AND NOT ALARM(other)");
  });

  it("changes once a look where two look at each other", async () => {
    const { alarms, pass } = test;
    alarms.put(composite("NOT ALARM(b)", "a"));
    alarms.put(composite("ALARM(a)", "b"));
    await pass(1);
    assert.ok(alarms.changes().length <= 20, String(alarms.changes().length));
  });
});
