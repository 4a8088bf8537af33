import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, types } from "../account/support/new-account";

const eventPattern = JSON.stringify({ source: ["codepipeline-approvals"] });
const targetArn = "arn:aws:kinesis:eu-west-1:111122223333:stream/s";
const event = {
  ...{ version: "0" as const, id: "1", source: "codepipeline-approvals", "detail-type": "x" },
  ...{ account: "111122223333", time: "2026-01-01T00:00:00Z", region: "eu-west-1" },
  ...{ resources: [], detail: {} },
};

/** An account with the bus `requests`, and the rules that an event was delivered by. */
async function withBus() {
  const test = newAccount();
  const bus = await test.create(types.eventBus, { name: "requests" });
  const rules: string[] = [];
  test.account.on("delivery", ({ ruleArn }) => rules.push(ruleArn.split(":").pop()!));
  const put = async (name: string) => {
    test.account.buses.get(name).put(event);
    await new Promise((resolve) => setImmediate(resolve));
    return rules;
  };
  return { ...test, bus, put };
}

describe("An event bus on the account", () => {
  after(removeFolders);

  it("has its name and ARN", async () => {
    const { bus } = await withBus();
    assert.equal(bus.id, "requests");
    assert.equal(bus.state.arn, "arn:aws:events:eu-west-1:111122223333:event-bus/requests");
  });

  it("has rules of its own, also of the same name as those of another bus", async () => {
    const { create, put, bus } = await withBus();
    for (const eventBusName of [undefined, bus.state.arn]) {
      await create(types.rule, { name: "r", eventPattern, eventBusName });
      await create(types.target, { rule: "r", arn: targetArn, targetId: "t", eventBusName });
    }
    assert.deepEqual(await put("requests"), ["rule/requests/r"]);
    assert.deepEqual(await put("default"), ["rule/requests/r", "rule/r"]);
  });

  it("names a rule and a target by their bus, as the provider does", async () => {
    const { create } = await withBus();
    const eventBusName = "requests";
    const rule = await create(types.rule, { name: "r", eventPattern, eventBusName });
    const target = { rule: "r", arn: targetArn, targetId: "t", eventBusName };
    assert.equal(rule.id, "requests/r");
    assert.equal((await create(types.target, target)).id, "requests-r-t");
  });

  it("takes no rule before it is there, and no schedule", async () => {
    const { create } = await withBus();
    await assert.rejects(create(types.rule, { eventPattern, eventBusName: "other" }), {
      code: "ResourceNotFoundException",
      message: "Event bus other does not exist.",
    });
    const scheduleExpression = "rate(1 day)";
    await assert.rejects(create(types.rule, { scheduleExpression, eventBusName: "requests" }), {
      message: /only on the default event bus/,
    });
  });

  it("is not deleted while it has rules", async () => {
    const { create, remove, bus } = await withBus();
    const rule = await create(types.rule, { name: "r", eventPattern, eventBusName: "requests" });
    await assert.rejects(remove(types.eventBus, bus), { message: /since it has rules: r/ });
    await remove(types.rule, rule);
    await remove(types.eventBus, bus);
  });

  it("is there once", async () => {
    const { create } = await withBus();
    for (const name of ["requests", "default"]) {
      await assert.rejects(create(types.eventBus, { name }), {
        code: "ResourceAlreadyExistsException",
      });
    }
  });

  for (const name of ["a/b", "a b", "a".repeat(257)]) {
    it(`is not called ${name.slice(0, 10)}`, async () => {
      await assert.rejects(newAccount().create(types.eventBus, { name }), {
        code: "ValidationException",
      });
    });
  }

  it("takes a key of its own Region only", async () => {
    const kmsKeyIdentifier = "arn:aws:kms:us-east-1:111122223333:key/k";
    await assert.rejects(newAccount().create(types.eventBus, { name: "b", kmsKeyIdentifier }), {
      code: "ValidationException",
    });
  });

  it("keeps its place and changes the rest", async () => {
    const { update, bus } = await withBus();
    const { state } = await update(types.eventBus, bus, { name: "requests", description: "d" });
    assert.deepEqual([state.arn, state.description], [bus.state.arn, "d"]);
  });

  it("has a policy, which is one, and loses it again", async () => {
    const { create, remove, account } = await withBus();
    const text = policy({
      ...{ Principal: { AWS: "222233334444" }, Action: "events:PutEvents" },
      Resource: "arn:aws:events:eu-west-1:111122223333:event-bus/requests",
    });
    const asked = () =>
      account.buses.decide("requests", { accountId: "222233334444" }, "events:PutEvents", {})
        ?.allowed;
    const inputs = { eventBusName: "requests", policy: text };
    assert.equal(asked(), undefined);
    const made = await create(types.eventBusPolicy, inputs);
    assert.equal(asked(), true);
    await remove(types.eventBusPolicy, made);
    assert.equal(asked(), undefined);
    for (const [wrong, message] of [
      [{ policy: "{" }, /.+/],
      [{ eventBusName: "other" }, /Event bus other does not exist/],
    ] as const) {
      await assert.rejects(create(types.eventBusPolicy, { ...inputs, ...wrong }), { message });
    }
  });
});
