/** Rules on a schedule: which expressions there are, and when they are due. */
import * as assert from "node:assert/strict";
import { setImmediate as turn } from "node:timers/promises";
import { EventBus } from "../../../../../rehearsal/aws/events/bus";
import { every, periodOf, scheduledEvent } from "../../../../../rehearsal/aws/events/schedule";
import { MovableClock } from "../../../../../rehearsal/clock";

const minute = 60_000;
const place = { accountId: "111122223333", region: "eu-west-1" };

describe("a schedule expression", () => {
  for (const [expression, period] of [
    ["rate(1 minute)", minute],
    ["rate(5 minutes)", 5 * minute],
    ["rate(1 hour)", 60 * minute],
    ["rate(12 hours)", 720 * minute],
    ["rate(1 day)", 1440 * minute],
    ["cron(0 10 * * ? *)", undefined],
  ] as const) {
    it(`${expression} is due every ${period} ms`, () => {
      assert.equal(periodOf(expression), period);
    });
  }

  for (const wrong of [
    ...["rate(1 minutes)", "rate(5 minute)", "rate(0 minutes)", "rate(-5 minutes)"],
    ...["rate(5 seconds)", "rate(1.5 hours)", "rate(5  minutes)", " rate(5 minutes)"],
    ...["rate(5 minutes", "every 5 minutes", "cron()", "", "rate(5 minutes)x"],
  ]) {
    it(`${JSON.stringify(wrong)} is refused in EventBridge's words`, () => {
      assert.throws(() => periodOf(wrong), {
        code: "ValidationException",
        message: `Parameter ScheduleExpression is not valid: ${wrong}`,
      });
    });
  }
});

describe("a schedule", () => {
  const clockAt = (): MovableClock => new MovableClock(() => 0);

  it("fires each time its period has passed", async () => {
    const clock = clockAt();
    const fired: number[] = [];
    every(5 * minute, clock, (time) => fired.push(time.getTime() / minute));
    for (let passed = 0; passed < 11; passed += 1) {
      clock.advance(minute);
      await turn();
    }
    assert.deepEqual(fired, [5, 10]);
  });

  it("fires once where the clock is moved far forward, and goes on from there", async () => {
    const clock = clockAt();
    const fired: number[] = [];
    every(5 * minute, clock, (time) => fired.push(time.getTime() / minute));
    clock.advance(7 * 1440 * minute);
    await turn();
    assert.deepEqual(fired, [5]);
    clock.advance(5 * minute);
    assert.deepEqual(fired, [5, 7 * 1440 + 5]);
  });

  it("is over once it is cancelled, before it is due and after", async () => {
    const clock = clockAt();
    const fired: Date[] = [];
    every(minute, clock, (time) => fired.push(time)).cancel();
    const other = every(minute, clock, (time) => fired.push(time));
    clock.advance(minute);
    other.cancel();
    await turn();
    clock.advance(10 * minute);
    assert.equal(fired.length, 1);
  });
});

describe("a rule on a schedule", () => {
  function setup() {
    const clock = new MovableClock(() => 0);
    const delivered: { target: string; event: unknown; rule: object }[] = [];
    const bus = new EventBus({
      deliver: (target, event, rule) => void delivered.push({ target, event, rule }),
      schedule: { clock, event: (arn, time) => scheduledEvent(place, arn, "id", time) },
    });
    const rule = { name: "sweep", arn: "arn:rule", scheduleExpression: "rate(5 minutes)" };
    bus.putRule(rule);
    bus.putTarget("sweep", { arn: "arn:fn", id: "1" });
    const pass = async (minutes: number): Promise<void> => {
      clock.advance(minutes * minute);
      await turn();
    };
    return { bus, rule, delivered, pass };
  }

  it("hands EventBridge's scheduled event to its targets", async () => {
    const { delivered, pass } = setup();
    await pass(5);
    assert.deepEqual(delivered, [
      {
        target: "arn:fn",
        event: {
          version: "0",
          id: "id",
          "detail-type": "Scheduled Event",
          source: "aws.events",
          account: "111122223333",
          time: "1970-01-01T00:05:00Z",
          region: "eu-west-1",
          resources: ["arn:rule"],
          detail: {},
        },
        rule: { arn: "arn:rule", roleArn: undefined },
      },
    ]);
  });

  it("does nothing while it is disabled, and goes on when it is enabled", async () => {
    const { bus, rule, delivered, pass } = setup();
    bus.putRule({ ...rule, state: "DISABLED" });
    await pass(10);
    assert.deepEqual(delivered, []);
    bus.putRule({ ...rule, state: "ENABLED" });
    await pass(5);
    assert.equal(delivered.length, 1);
  });

  it("has one schedule, the newest", async () => {
    const { bus, rule, delivered, pass } = setup();
    bus.putRule({ ...rule, scheduleExpression: "rate(1 hour)" });
    await pass(30);
    assert.deepEqual(delivered, []);
    await pass(30);
    assert.equal(delivered.length, 1);
  });

  it("is over once it is deleted", async () => {
    const { bus, delivered, pass } = setup();
    bus.deleteTarget("sweep", "1");
    bus.deleteRule("sweep");
    await pass(10);
    assert.deepEqual(delivered, []);
  });

  it("is refused with an expression that is none, and the rule before it stays", () => {
    const { bus, rule } = setup();
    assert.throws(() => bus.putRule({ ...rule, scheduleExpression: "rate(5 minute)" }), {
      code: "ValidationException",
    });
    assert.deepEqual(bus.ruleNames(), ["sweep"]);
  });
});
