import * as assert from "node:assert/strict";
import { deployFunction, functionInputs, functionRole } from "../support/function";
import { newAccount, removeFolders, types } from "../support/new-account";

const minute = 60_000;
const sns = { service: "sns.amazonaws.com", sourceArn: "arn:aws:sns:eu-west-1:111122223333:t" };
const permission = {
  ...{ function: "notifier", action: "lambda:InvokeFunction" },
  ...{ principal: sns.service, sourceArn: sns.sourceArn },
};
const log = { logGroup: "/aws/lambda/notifier" };

async function deployed() {
  const test = newAccount();
  const role = await functionRole(test);
  await test.create(types.function, functionInputs(role));
  const me = { roleArn: role };
  const run = async (event: object): Promise<any> =>
    (await test.account.functions.invoke("notifier", event, me)).payload;
  return { test, me, run };
}

describe("What is set on a function", () => {
  afterEach(removeFolders);

  it("lets a service in by a permission, as it is now, until its end", async () => {
    const test = newAccount();
    await deployFunction(test);
    const { functions } = test.account;
    const made = await test.create(types.permission, permission);
    const invoke = () => functions.invokeAsync("notifier", {}, sns);
    const refused = { code: "AccessDeniedException" };
    invoke();
    const other = { ...permission, sourceArn: `${sns.sourceArn}-other` };
    const { id, state } = await test.update(types.permission, made, other);
    assert.deepEqual([id, state.statementId], [made.id, made.id]);
    assert.throws(invoke, refused);
    await test.update(types.permission, made, permission);
    invoke();
    await test.remove(types.permission, made);
    assert.throws(invoke, refused);
    await test.create(types.permission, { ...permission, statementId: made.id });
    invoke();
    await functions.idle();
  });

  it("shuts a URL, opens it, and takes it away", async () => {
    const test = newAccount();
    await deployFunction(test, { handler: "index.url" });
    const open = { functionName: "notifier", authorizationType: "NONE" };
    const made = await test.create(types.functionUrl, open);
    for (const action of ["lambda:InvokeFunctionUrl", "lambda:InvokeFunction"]) {
      await test.create(
        types.permission,
        { function: "notifier", action, principal: "*" },
        action.slice(7),
      );
    }
    const url: string = made.state.functionUrl;
    const request = { method: "GET", path: "/nothing", headers: [], body: Buffer.alloc(0) };
    const status = async () => (await test.account.functions.request(url, request)).status;
    assert.equal(await status(), 200);
    const shut = { ...open, authorizationType: "AWS_IAM" };
    const { state } = await test.update(types.functionUrl, made, shut);
    assert.deepEqual([state.functionUrl, state.urlId], [url, made.state.urlId]);
    assert.equal(await status(), 403);
    await test.update(types.functionUrl, made, open);
    assert.equal(await status(), 200);
    await test.remove(types.functionUrl, made);
    assert.equal(await status(), 404);
    assert.notEqual((await test.create(types.functionUrl, open)).state.functionUrl, url);
  });

  it("decides how often an event is tried", async () => {
    const { test, me } = await deployed();
    const { functions } = test.account;
    const failing = async () => {
      const before = functions.invocations().length;
      functions.invokeAsync("notifier", { way: "throw" }, me);
      for (let n = 0; n < 4; n++) {
        await functions.idle();
        test.clock.advance(2 * minute);
      }
      await functions.idle();
      return functions.invocations().length - before;
    };
    const once = { functionName: "notifier", maximumRetryAttempts: 0 };
    const made = await test.create(types.invokeConfig, once);
    assert.equal(await failing(), 1);
    await test.update(types.invokeConfig, made, { ...once, maximumRetryAttempts: 1 });
    assert.equal(await failing(), 2);
    await test.remove(types.invokeConfig, made);
    assert.equal(await failing(), 3);
  });

  it("keeps its log, until the log group's end", async () => {
    const { test, run } = await deployed();
    const inputs = { name: log.logGroup, retentionInDays: 30 };
    const made = await test.create(types.logGroup, inputs);
    await run({});
    const lines = () => test.account.functions.logs(log.logGroup).length;
    const before = lines();
    assert.ok(before > 0);
    await assert.rejects(test.update(types.logGroup, made, { ...inputs, retentionInDays: 2 }));
    const { state } = await test.update(types.logGroup, made, { ...inputs, retentionInDays: 90 });
    assert.deepEqual([state.retentionInDays, state.arn], [90, made.state.arn]);
    assert.equal(lines(), before);
    await test.remove(types.logGroup, made);
    assert.equal(lines(), 0);
    // As at Lambda: a function that may, makes it anew, and nobody takes it away.
    await run({});
    assert.ok(test.account.remaining().includes(`log group ${log.logGroup}`));
  });
});
