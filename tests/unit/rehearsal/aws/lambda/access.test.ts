import * as assert from "node:assert/strict";
import { unsupportedOf } from "../../../../../rehearsal/aws/account/unsupported";
import { deployFunction, everything } from "../account/support/function";
import {
  newAccount,
  policy,
  removeFolders,
  types,
  type TestAccount,
} from "../account/support/new-account";

const here = "eu-west-1:111122223333";
const functionArn = `arn:aws:lambda:${here}:function:notifier`;
const topicArn = `arn:aws:sns:${here}:gate`;
const queueArn = `arn:aws:sqs:${here}:dead`;

const permission = (more: object = {}) => ({
  function: "notifier",
  action: "lambda:InvokeFunction",
  principal: "sns.amazonaws.com",
  sourceArn: topicArn,
  ...more,
});

/** A function on a topic, and somebody to publish there. */
async function subscribed(more?: object): Promise<TestAccount> {
  const test = newAccount();
  await deployFunction(test);
  await test.create(types.topic, { name: "gate" });
  await test.create(types.queue, { name: "dead" });
  await test.create(types.queuePolicy, {
    queueUrl: `https://sqs.eu-west-1.amazonaws.com/111122223333/dead`,
    policy: policy({
      Principal: { Service: "sns.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: queueArn,
      Condition: { ArnEquals: { "aws:SourceArn": topicArn } },
    }),
  });
  if (more !== undefined) await test.create(types.permission, permission(more));
  await test.create("aws:sns/topicSubscription:TopicSubscription", {
    topic: topicArn,
    protocol: "lambda",
    endpoint: functionArn,
    redrivePolicy: JSON.stringify({ deadLetterTargetArn: queueArn }),
  });
  const roleArn = "arn:aws:iam::111122223333:role/runner";
  await test.account.topics.publish({ topicArn, message: "hello" }, { roleArn });
  await test.account.functions.idle();
  return test;
}

describe("A function on a topic", () => {
  after(removeFolders);

  it("gets the message by its permission", async () => {
    const { account } = await subscribed({});
    const [{ event, kind }] = account.functions.invocations();
    assert.equal(kind, "async");
    assert.equal((event as any).Records[0].Sns.Message, "hello");
    const [{ status, where }] = account.topics.deliveries();
    assert.deepEqual([status, where], ["Delivered", functionArn]);
    assert.deepEqual(unsupportedOf(account), []);
  });

  for (const [title, more] of [
    ["without one", undefined],
    ["of another topic's", { sourceArn: `${topicArn}-other` }],
    ["of another service's", { principal: "events.amazonaws.com" }],
  ] as const) {
    it(`gets nothing by a permission ${title}: it goes to the dead letter queue`, async () => {
      const { account } = await subscribed(more);
      assert.deepEqual(account.functions.invocations(), []);
      const [{ status, detail }] = account.topics.deliveries();
      assert.equal(status, "DeadLettered");
      assert.match(detail!, /sns\.amazonaws\.com for .*:gate is not authorized/);
      assert.match(account.queues.messages(queueArn)[0].body, /hello/);
    });
  }
});

describe("A permission on the account", () => {
  after(removeFolders);

  it("has the id that the program gives, or one of its own", async () => {
    const test = newAccount();
    await deployFunction(test);
    const made = await test.create(types.permission, permission({ statementId: "sns" }));
    assert.equal(made.id, "sns");
    assert.match((await test.create(types.permission, permission(), "p")).id, /^p-[0-9a-f]{7}$/);
    const statementIdPrefix = "from-";
    const prefixed = await test.create(types.permission, permission({ statementIdPrefix }));
    assert.match(prefixed.id, /^from-[0-9a-f]{7}$/);
  });

  for (const [what, more, code] of [
    ["for a function that is not there", { function: "other" }, "ResourceNotFoundException"],
    ["for an ARN that is not there", { function: `${functionArn}x` }, "ResourceNotFoundException"],
    ["for another service's action", { action: "sns:Publish" }, "ValidationException"],
    ["without an action", { action: undefined }, "ValidationException"],
    ["for nobody", { principal: "" }, "ValidationException"],
    ["with an id that is taken", { statementId: "taken" }, "ResourceConflictException"],
  ] as const) {
    it(`is refused ${what}`, async () => {
      const test = newAccount();
      await deployFunction(test);
      await test.create(types.permission, permission({ statementId: "taken" }));
      await assert.rejects(test.create(types.permission, permission(more)), { code });
    });
  }

  it("is refused for a function of another account or Region", async () => {
    const { create } = newAccount();
    const on = (at: string) => permission({ function: `arn:aws:lambda:${at}:function:f` });
    await assert.rejects(create(types.permission, on("eu-west-1:999999999999")), {
      code: "AccessDeniedException",
      message: /no resource-based policy allows the lambda:AddPermission action/,
    });
    await assert.rejects(create(types.permission, on("us-east-1:111122223333")), {
      code: "ResourceNotFoundException",
      message: "Functions from 'us-east-1' are not reachable in this region ('eu-west-1')",
    });
  });

  it("is on record for a function of another Region that the permission is in itself", async () => {
    const { account, create } = newAccount();
    const there = "arn:aws:lambda:us-east-1:111122223333:function:f";
    await create(types.permission, permission({ function: there, region: "us-east-1" }));
    assert.equal(account.recordedOnly.length, 1);
  });
});

describe("A function URL on the account", () => {
  after(removeFolders);

  const asked = { method: "POST", path: "/count", headers: [], body: Buffer.alloc(0) };

  async function withUrl() {
    const test = newAccount();
    await deployFunction(test, { handler: "index.url" });
    const inputs = { functionName: "notifier", authorizationType: "NONE" };
    const { id, state } = await test.create(types.functionUrl, inputs);
    return { ...test, id, state, inputs };
  }

  it("answers the public once both permissions are there", async () => {
    const { id, state, create, account } = await withUrl();
    assert.equal(id, "notifier");
    assert.equal(state.functionArn, functionArn);
    assert.equal(state.functionUrl, `https://${state.urlId}.lambda-url.eu-west-1.on.aws/`);
    const statusOf = async () => (await account.functions.request(state.functionUrl, asked)).status;
    const open = { principal: "*", sourceArn: undefined };
    assert.equal(await statusOf(), 403);
    const url = { action: "lambda:InvokeFunctionUrl", functionUrlAuthType: "NONE" };
    await create(types.permission, permission({ ...open, ...url }), "url");
    assert.equal(await statusOf(), 403);
    await create(types.permission, permission({ ...open, invokedViaFunctionUrl: true }), "invoke");
    assert.equal(await statusOf(), 200);
  });

  it("is refused twice, for no function, for a version, and with an odd auth type", async () => {
    const { create, inputs } = await withUrl();
    for (const [more, code] of [
      [{}, "ResourceConflictException"],
      [{ functionName: "other" }, "ResourceNotFoundException"],
      [{ qualifier: "live" }, "ResourceNotFoundException"],
      [{ authorizationType: "OPEN" }, "ValidationException"],
    ] as const) {
      await assert.rejects(create(types.functionUrl, { ...inputs, ...more }), { code });
    }
  });
});

describe("An event invoke configuration on the account", () => {
  after(removeFolders);

  const config = (more: object = {}) => ({
    functionName: functionArn,
    maximumRetryAttempts: 0,
    maximumEventAgeInSeconds: 21_600,
    destinationConfig: { onFailure: { destination: queueArn } },
    ...more,
  });

  async function failed(document = everything) {
    const test = newAccount();
    await deployFunction(test, {}, document);
    await test.create(types.queue, { name: "dead" });
    return test;
  }

  it("sends what failed to its queue", async () => {
    const { create, account } = await failed();
    await create(types.invokeConfig, config());
    const me = { roleArn: "arn:aws:iam::111122223333:role/runner" };
    account.functions.invokeAsync("notifier", { way: "throw" }, me);
    await account.functions.idle();
    const [{ body }] = account.queues.messages(queueArn);
    assert.equal(JSON.parse(body).requestContext.condition, "RetriesExhausted");
    assert.deepEqual(unsupportedOf(account), []);
  });

  it("is refused where the function's role may not send there", async () => {
    const { create } = await failed(policy({ Action: "logs:*", Resource: "*" }));
    await assert.rejects(create(types.invokeConfig, config()), {
      code: "InvalidParameterValueException",
      message: /let the function depend on that policy/,
    });
    const destinationConfig = { onFailure: { destination: topicArn } };
    await assert.rejects(create(types.invokeConfig, config({ destinationConfig })), {
      message: /sns:Publish/,
    });
  });

  for (const more of [
    { maximumRetryAttempts: 3 },
    { maximumRetryAttempts: -1 },
    { maximumEventAgeInSeconds: 59 },
    { maximumEventAgeInSeconds: 21_601 },
  ]) {
    it(`is refused with ${JSON.stringify(more)}`, async () => {
      const { create } = await failed();
      await assert.rejects(create(types.invokeConfig, config(more)), {
        code: "ValidationException",
      });
    });
  }

  it("says that a destination of what succeeded is not acted out", async () => {
    const { create, account } = await failed();
    const destinationConfig = { onSuccess: { destination: queueArn } };
    await create(types.invokeConfig, config({ destinationConfig }));
    assert.match(unsupportedOf(account).join(), /FunctionEventInvokeConfig\) is only recorded/);
  });
});
