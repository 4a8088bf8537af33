import * as assert from "node:assert/strict";
import { closeFunctions, functionArn, invoked, me, newFunctions, queueArn } from "./support";

const minute = 60_000;

describe("An asynchronous event", () => {
  afterEach(closeFunctions);

  it("is tried once where that goes well", async () => {
    const { functions, pass, attempts, sent } = await invoked({ a: 1 });
    await pass(60 * minute);
    assert.deepEqual(attempts(), [1]);
    assert.equal(functions.invocations()[0].kind, "async");
    assert.deepEqual(sent, []);
  });

  it("is tried again after one minute and after two, under the same request id", async () => {
    const { functions, pass, attempts } = await invoked({ way: "throw" });
    await pass(minute - 1000);
    assert.deepEqual(attempts(), [1]);
    await pass(1000);
    assert.deepEqual(attempts(), [1, 2]);
    await pass(2 * minute - 1000);
    assert.deepEqual(attempts(), [1, 2]);
    await pass(1000);
    assert.deepEqual(attempts(), [1, 2, 3]);
    const ids = functions.invocations().map(({ logs }) => /RequestId: (\S+)/.exec(logs[0])![1]);
    assert.equal(new Set(ids).size, 1);
  });

  it("goes to its destination after the third failure, as Lambda's record", async () => {
    const { functions, clock, pass, attempts, sent, warnings, asked } = await invoked({
      way: "throw",
    });
    await pass(minute);
    assert.deepEqual(sent, []);
    await pass(2 * minute);
    const [{ arn, body }] = sent as { arn: string; body: any }[];
    assert.equal(arn, queueArn);
    assert.ok(Math.abs(Date.parse(body.timestamp) - clock.now().getTime()) < 5000);
    const [{ logs }] = functions.invocations();
    assert.deepEqual(
      { ...body, timestamp: "", responsePayload: { ...body.responsePayload, trace: [] } },
      {
        version: "1.0",
        timestamp: "",
        requestContext: {
          requestId: /RequestId: (\S+)/.exec(logs[0])![1],
          functionArn: `${functionArn}:$LATEST`,
          condition: "RetriesExhausted",
          approximateInvokeCount: 3,
        },
        requestPayload: { way: "throw" },
        responseContext: {
          statusCode: 200,
          executedVersion: "$LATEST",
          functionError: "Unhandled",
        },
        responsePayload: { errorType: "TypeError", errorMessage: "bad luck", trace: [] },
      },
    );
    assert.ok(
      asked.some(({ action, resource }) => action === "sqs:SendMessage" && resource === queueArn),
    );
    await pass(60 * minute);
    assert.deepEqual(attempts(), [1, 2, 3]);
    assert.equal(sent.length, 1);
    assert.deepEqual(warnings, []);
  });

  it("is over once an attempt goes well", async () => {
    const test = newFunctions();
    test.functions.fail("notifier", "crash", 1);
    test.functions.invokeAsync("notifier", {}, me);
    await test.functions.idle();
    test.clock.advance(minute);
    await test.functions.idle();
    test.clock.advance(60 * minute);
    await test.functions.idle();
    assert.deepEqual(
      test.functions.invocations().map(({ error }) => error === undefined),
      [false, true],
    );
    assert.deepEqual(test.warnings, []);
  });

  for (const maximumRetryAttempts of [0, 1]) {
    it(`is retried ${maximumRetryAttempts} times where the function says so`, async () => {
      const config = { maximumRetryAttempts };
      const { pass, attempts, sent } = await invoked({ way: "throw" }, { config });
      await pass(minute);
      await pass(2 * minute);
      assert.equal(attempts().length, maximumRetryAttempts + 1);
      assert.equal(sent.length, 1);
    });
  }

  it("is given up when it is too old for its next attempt", async () => {
    const config = { maximumEventAgeInSeconds: 90 };
    const { pass, attempts, sent } = await invoked({ way: "throw" }, { config });
    await pass(minute);
    await pass(2 * minute);
    assert.deepEqual(attempts(), [1, 2]);
    const [{ body }] = sent as { body: any }[];
    assert.equal(body.requestContext.condition, "EventAgeExceeded");
    assert.equal(body.requestContext.approximateInvokeCount, 2);
    assert.equal(body.responsePayload.errorMessage, "bad luck");
  });

  it("is tried once, however far the clock is moved before it is", async () => {
    const test = newFunctions();
    test.functions.invokeAsync("notifier", {}, me);
    test.clock.advance(7 * 24 * 60 * minute);
    await test.functions.idle();
    assert.deepEqual(
      test.functions.invocations().map(({ attempt }) => attempt),
      [1],
    );
  });
});

describe("A throttled asynchronous event", () => {
  afterEach(closeFunctions);

  it("waits twice as long each time, and counts no attempt", async () => {
    const test = newFunctions();
    test.functions.fail("notifier", "throttle", 3);
    test.functions.invokeAsync("notifier", {}, me);
    await test.functions.idle();
    for (const seconds of [1, 2]) {
      test.clock.advance(seconds * 1000);
      await test.functions.idle();
      assert.deepEqual(test.functions.invocations(), []);
    }
    test.clock.advance(4000);
    await test.functions.idle();
    assert.deepEqual(
      test.functions.invocations().map(({ attempt }) => attempt),
      [1],
    );
  });

  it("is given up after its age, with a record that has no answer in it", async () => {
    const test = newFunctions();
    test.functions.putEventInvokeConfig("notifier", { onFailure: queueArn });
    test.functions.fail("notifier", "throttle", 1000);
    test.functions.invokeAsync("notifier", { a: 1 }, me);
    await test.functions.idle();
    for (let hours = 0; hours < 7; hours += 0.05) {
      test.clock.advance(3 * minute);
      await test.functions.idle();
    }
    const [{ body }] = test.sent as { body: any }[];
    assert.equal(body.requestContext.condition, "EventAgeExceeded");
    assert.equal(body.requestContext.approximateInvokeCount, 0);
    assert.deepEqual(body.requestPayload, { a: 1 });
    assert.equal("responsePayload" in body, false);
    assert.equal("responseContext" in body, false);
    assert.deepEqual(test.functions.invocations(), []);
  });
});
