import * as assert from "node:assert/strict";
import { closeFunctions, invoked, me, newFunctions, queueArn } from "./support";

const minute = 60_000;
const topicArn = "arn:aws:sns:eu-west-1:111122223333:failed";

describe("An event that failed for good", () => {
  afterEach(closeFunctions);

  const once = { maximumRetryAttempts: 0 };

  it("is lost without a destination, and a warning says so", async () => {
    const config = { ...once, onFailure: undefined };
    const { sent, warnings } = await invoked({ way: "throw" }, { config });
    assert.deepEqual(sent, []);
    assert.deepEqual(warnings, [
      "An event of function notifier is lost: it has no on-failure destination.",
    ]);
  });

  it("is lost where the role may not send, and a warning says so", async () => {
    const denied = ["sqs:SendMessage"];
    const { sent, warnings } = await invoked({ way: "throw" }, { config: once, denied });
    assert.deepEqual(sent, []);
    assert.match(
      warnings[0],
      /is lost: .*role\/notifier may not sqs:SendMessage on .*:dead: Denied/,
    );
  });

  it("is lost where the queue does not exist", async () => {
    const config = { ...once, onFailure: `${queueArn}-gone` };
    const { warnings } = await invoked({ way: "throw" }, { config });
    assert.match(warnings[0], /queue .*:dead-gone does not exist/);
  });

  it("is lost where the queue fails", async () => {
    const queues = {
      has: () => true,
      send: () => {
        throw new Error("no space left");
      },
    };
    const { warnings } = await invoked({ way: "throw" }, { config: once, queues });
    assert.match(warnings[0], /is lost: no space left/);
  });

  it("goes to a topic as the function's role", async () => {
    const config = { ...once, onFailure: topicArn };
    const { published, warnings } = await invoked({ way: "throw" }, { config });
    const [[notification, publisher]] = published as any;
    assert.equal(notification.topicArn, topicArn);
    assert.equal(JSON.parse(notification.message).requestPayload.way, "throw");
    assert.deepEqual(publisher, me);
    assert.deepEqual(warnings, []);
  });

  it("is lost where there are no topics", async () => {
    const config = { ...once, onFailure: topicArn };
    const { warnings } = await invoked({ way: "throw" }, { config, topics: undefined });
    assert.match(warnings[0], /this machine has nothing behind arn:aws:sns/);
  });

  it("goes to a dead letter queue as it came", async () => {
    const config = { ...once, onFailure: undefined };
    const deadLetterTarget = queueArn;
    const { sent } = await invoked({ way: "throw" }, { config, function: { deadLetterTarget } });
    assert.deepEqual(sent, [{ arn: queueArn, body: { way: "throw" } }]);
  });

  it("is not tried any more once the rehearsal has ended", async () => {
    const { functions, pass, attempts } = await invoked({ way: "throw" });
    await functions.close();
    await pass(minute);
    assert.deepEqual(attempts(), [1]);
    functions.invokeAsync("notifier", {}, me);
    await functions.idle();
    assert.deepEqual(attempts(), [1]);
  });

  it("makes no plans when the rehearsal ends while it runs", async () => {
    const test = newFunctions();
    test.functions.invokeAsync("notifier", { way: "hang" }, me);
    await new Promise((resolve) => setImmediate(resolve));
    await test.functions.close();
    await test.functions.idle();
    test.clock.advance(60 * minute);
    await test.functions.idle();
    assert.equal(test.functions.invocations().length, 1);
  });
});
