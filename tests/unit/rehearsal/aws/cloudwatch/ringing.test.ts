/** From a line of a function's log, a queue or a failure to an alarm. */
import * as assert from "node:assert/strict";
import { deployFunction } from "../account/support/function";
import { policy, removeFolders, types } from "../account/support/new-account";
import { document, newAlarm, rule, waiting } from "./support";

describe("An alarm of a program", function () {
  this.timeout(20_000);
  let alarm: ReturnType<typeof newAlarm>;
  beforeEach(() => (alarm = newAlarm()));
  after(removeFolders);

  it("rings on a metric that a function logs, on the topic's default policy", async () => {
    const { test, warnings, ring, run, evaluate, now, state, mails } = alarm;
    await deployFunction(test);
    await ring(waiting);
    await run({ way: "say", lines: [document(now())] });
    await evaluate();
    assert.equal(state().value, "ALARM");
    assert.deepEqual([mails(), warnings], [["Delivered"], []]);
  });

  it("rings on the clock, without anybody who asks", async () => {
    const { test, ring, run, now, state } = alarm;
    await deployFunction(test);
    await ring(waiting);
    await run({ way: "say", lines: [document(now())] });
    test.clock.advance(60_000);
    // The minute may have ended before the clock was moved.
    while (state().value !== "ALARM") await new Promise((resolve) => setTimeout(resolve, 10));
  });

  it("reads what stands behind time and request, and nothing of a line that is none", async () => {
    const { test, warnings, ring, run, evaluate, now, state } = alarm;
    await deployFunction(test);
    await ring(waiting);
    const lines = [
      `2026-11-23T08:00:00Z\tid\tINFO\t${document(now())}`,
      document(now(), { Hub: "releases", Waiting: "two" }),
      document(now()).slice(0, -1),
    ];
    await run({ way: "say", lines });
    await evaluate();
    assert.equal(state().value, "ALARM");
    assert.match(warnings[0], /are lost: The metric Waiting has a value that is no number/);
    assert.match(warnings[1], /are lost: This is no JSON/);
    const group = { LogGroupName: "/aws/lambda/notifier" };
    const counts = ["EMFValidationErrors", "EMFParsingErrors"].map((name) =>
      test.account.stores.metrics.points(
        { namespace: "AWS/Logs", name, dimensions: group, stat: "Sum", period: 3600 },
        { start: now().getTime() - 600_000, end: now().getTime() + 600_000 },
      ),
    );
    assert.deepEqual(
      counts.map(([{ value }]) => value),
      [1, 1],
    );
  });

  it("hears nothing of lines that the function's role may not write", async () => {
    const { test, ring, run, evaluate, now, state } = alarm;
    await deployFunction(test, {}, policy({ Action: "lambda:*", Resource: "*" }));
    await ring(waiting);
    await run({ way: "say", lines: [document(now())] });
    await evaluate();
    assert.equal(state().value, "OK");
  });

  for (const [metricName, event] of [
    ["Errors", { way: "throw" }],
    ["Invocations", {}],
    ["Duration", {}],
  ] as const) {
    it(`rings on Lambda's own ${metricName}`, async () => {
      const { test, ring, run, evaluate, state } = alarm;
      await deployFunction(test);
      const dimensions = { FunctionName: "notifier" };
      await ring({ namespace: "AWS/Lambda", metricName, dimensions });
      await run(event);
      await evaluate();
      assert.equal(state().value, "ALARM");
    });
  }

  it("does not ring on errors where there is none", async () => {
    const { test, ring, run, evaluate, state } = alarm;
    await deployFunction(test);
    await ring({
      namespace: "AWS/Lambda",
      metricName: "Errors",
      dimensions: { FunctionName: "notifier" },
    });
    await run({});
    await evaluate();
    assert.equal(state().value, "OK");
    assert.match(state().reason, /\[0\.0 .*was not greater than the threshold/);
  });

  it("rings on calls that Lambda turns away", async () => {
    const { test, ring, run, evaluate, state } = alarm;
    await deployFunction(test);
    await ring({
      namespace: "AWS/Lambda",
      metricName: "Throttles",
      dimensions: { FunctionName: "notifier" },
    });
    test.account.functions.fail("notifier", "throttle");
    await assert.rejects(run({}), { code: "TooManyRequestsException" });
    await evaluate();
    assert.equal(state().value, "ALARM");
  });

  it("rings on a message in a queue, for as long as it lies there", async () => {
    const { test, ring, evaluate, state } = alarm;
    const { state: queue } = await test.create(types.queue, { name: "dead-letters" });
    const dimensions = { QueueName: "dead-letters" };
    await ring({
      namespace: "AWS/SQS",
      metricName: "ApproximateNumberOfMessagesVisible",
      dimensions,
    });
    test.account.queues.send(queue.arn, "lost");
    await evaluate();
    assert.equal(state().value, "ALARM");
    test.clock.advance(86_400_000);
    await evaluate();
    assert.equal(state().value, "ALARM");
    const [{ receiptHandle }] = test.account.queues.receive(queue.arn);
    test.account.queues.delete(queue.arn, receiptHandle);
    test.clock.advance(240_000);
    await evaluate();
    assert.equal(state().value, "OK");
  });

  it("is gone with its resource", async () => {
    const { test } = alarm;
    const made = await test.create(types.alarm, { name: "rings", ...rule, ...waiting });
    assert.ok(test.account.remaining().includes("alarm rings"));
    await test.remove(types.alarm, made);
    assert.deepEqual(test.account.remaining(), []);
  });
});
