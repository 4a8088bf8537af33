import * as assert from "node:assert/strict";
import { newAccount, removeFolders, types } from "../account/support/new-account";

const eventPattern = JSON.stringify({ source: ["aws.codepipeline"] });
const queueArn = "arn:aws:sqs:eu-west-1:111122223333:q";

function event(source: string) {
  return {
    version: "0" as const,
    id: "1",
    source,
    "detail-type": "x",
    account: "111122223333",
    time: "2026-01-01T00:00:00Z",
    region: "eu-west-1",
    resources: [],
    detail: {},
  };
}

/** An account, and the targets that the bus handed events to. */
function listening() {
  const test = newAccount();
  const reached: string[] = [];
  test.account.on("delivery", ({ targetArn }) => reached.push(targetArn));
  const put = async (source: string) => {
    test.account.bus.put(event(source));
    // A delivery is told of when it has been made, which is a later turn of the loop.
    await new Promise((resolve) => setImmediate(resolve));
    return reached;
  };
  return { ...test, put };
}

describe("EventBridge resources on the account", () => {
  after(removeFolders);

  it("gives a rule its name and ARN", async () => {
    const { create } = newAccount();
    const { id, state } = await create(types.rule, { eventPattern }, "changed");
    assert.match(id, /^changed-[0-9a-f]{7}$/);
    assert.equal(state.arn, `arn:aws:events:eu-west-1:111122223333:rule/${id}`);
    assert.equal(state.state, "ENABLED");
  });

  it("sends a matching event to the rule's target, and no other event", async () => {
    const { create, put } = listening();
    await create(types.rule, { name: "r", eventPattern });
    const { id } = await create(types.target, { rule: "r", arn: queueArn, targetId: "t" });
    assert.equal(id, "r-t");
    assert.deepEqual(await put("aws.s3"), []);
    assert.deepEqual(await put("aws.codepipeline"), [queueArn]);
  });

  it("takes a pattern that is an object", async () => {
    const { create, put } = listening();
    await create(types.rule, { name: "r", eventPattern: JSON.parse(eventPattern) });
    await create(types.target, { rule: "r", arn: queueArn });
    assert.deepEqual(await put("aws.codepipeline"), [queueArn]);
  });

  for (const inputs of [{ state: "DISABLED" }, { isEnabled: false }]) {
    it(`sends nothing by a rule with ${JSON.stringify(inputs)}`, async () => {
      const { create, put } = listening();
      await create(types.rule, { name: "r", eventPattern, ...inputs });
      await create(types.target, { rule: "r", arn: queueArn });
      assert.deepEqual(await put("aws.codepipeline"), []);
    });
  }

  it("keeps a rule of another bus off the default bus", async () => {
    const { create, put } = listening();
    await create(types.eventBus, { name: "mine" });
    const rule = await create(types.rule, { name: "r", eventBusName: "mine", eventPattern });
    await create(types.target, { rule: "r", arn: queueArn, eventBusName: "mine" });
    assert.equal(rule.state.arn, "arn:aws:events:eu-west-1:111122223333:rule/mine/r");
    assert.deepEqual(await put("aws.codepipeline"), []);
  });

  it("keeps a scheduled rule, which never meets an event", async () => {
    const { create, put } = listening();
    await create(types.rule, { name: "r", scheduleExpression: "rate(1 day)" });
    await create(types.target, { rule: "r", arn: queueArn });
    assert.deepEqual(await put("aws.codepipeline"), []);
  });

  it("refuses a rule with neither pattern nor schedule", async () => {
    const { create } = newAccount();
    await assert.rejects(create(types.rule, {}), { code: "ValidationException" });
  });

  for (const bad of ["{", "[]", "null", '{"source":"aws.s3"}', '{"a":[{"sounds-like":"b"}]}']) {
    it(`refuses the pattern ${bad}`, async () => {
      const { create } = newAccount();
      await assert.rejects(create(types.rule, { eventPattern: bad }), {
        code: "InvalidEventPatternException",
      });
    });
  }

  it("refuses a target of a rule that does not exist", async () => {
    const { create } = newAccount();
    await assert.rejects(create(types.target, { rule: "none", arn: queueArn }), {
      code: "ResourceNotFoundException",
      message: "Rule none does not exist on EventBus default.",
    });
    await assert.rejects(create(types.target, { rule: "x", eventBusName: "mine", arn: queueArn }), {
      message: "Rule x does not exist on EventBus mine.",
    });
  });

  it("takes five targets and refuses a sixth", async () => {
    const { create } = newAccount();
    await create(types.rule, { name: "r", eventPattern });
    const add = (n: number) => create(types.target, { rule: "r", arn: `${queueArn}${n}` });
    for (let n = 1; n <= 5; n++) await add(n);
    await assert.rejects(add(6), { code: "LimitExceededException" });
  });
});
