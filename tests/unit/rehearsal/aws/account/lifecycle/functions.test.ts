import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { functionInputs, functionRole } from "../support/function";
import { newAccount, policy, removeFolders, types, type TestAccount } from "../support/new-account";

const minute = 60_000;
const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:notifier";
const sns = { service: "sns.amazonaws.com", sourceArn: "arn:aws:sns:eu-west-1:111122223333:t" };
const permission = {
  ...{ function: "notifier", action: "lambda:InvokeFunction" },
  ...{ principal: sns.service, sourceArn: sns.sourceArn },
};

async function deployed(more: object = {}) {
  const test = newAccount();
  const role = await functionRole(test);
  const made = await test.create(types.function, functionInputs(role, more));
  const me = { roleArn: role };
  const run = async (event: object): Promise<any> =>
    (await test.account.functions.invoke("notifier", event, me)).payload;
  return { test, made, role, me, run, inputs: functionInputs(role, more) };
}

/** Code that says who it is, or fails, as its event wants it. */
function codeOf({ folder }: TestAccount, name: string) {
  const code = path.join(folder, `code-${name}`);
  fs.mkdirSync(code);
  const body = `if (event.fail) throw new Error("${name} failed");`;
  const wait = "if (event.wait) await new Promise((done) => setTimeout(done, event.wait));";
  const text = `exports.handler = async (event) => { ${wait} ${body} return "${name}"; };`;
  fs.writeFileSync(path.join(code, "index.js"), text);
  return { kind: "folder", path: code } as const;
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe("A function that changes", () => {
  afterEach(removeFolders);

  it("runs with its new settings, in a new process", async () => {
    const { test, made, run, inputs } = await deployed();
    assert.deepEqual([await run({ way: "count" }), await run({ way: "count" })], [1, 2]);
    const environment = { variables: { GREETING: "hello" } };
    const next = { ...inputs, environment, timeout: 7 };
    const { id, state } = await test.update(types.function, made, next);
    assert.deepEqual([id, state.arn, state.timeout], [made.id, functionArn, 7]);
    assert.equal(await run({ way: "count" }), 1);
    assert.equal((await run({ way: "environment" })).GREETING, "hello");
    await test.update(types.function, made, { ...inputs, environment: undefined });
    assert.equal((await run({ way: "environment" })).GREETING, undefined);
  });

  it("runs under its new role", async () => {
    const { test, made, inputs, run } = await deployed();
    const other = await functionRole(test, policy({ Action: "logs:*", Resource: "*" }), "other");
    await run({});
    await test.update(types.function, made, { ...inputs, role: other });
    assert.equal(test.account.functions.settings("notifier").roleArn, other);
    const nobody = "arn:aws:iam::111122223333:role/nobody";
    await assert.rejects(test.update(types.function, made, { ...inputs, role: nobody }), {
      code: "InvalidParameterValueException",
    });
    assert.equal(test.account.functions.settings("notifier").roleArn, other);
  });

  it("ends what runs in the old code, and runs the rest in the new", async () => {
    const { test, made, run, inputs } = await deployed();
    const [old, next] = [codeOf(test, "old"), codeOf(test, "new")];
    await test.update(types.function, made, { ...inputs, code: old });
    assert.equal(await run({}), "old");
    const slow = run({ wait: 300 });
    await test.update(types.function, made, { ...inputs, code: next });
    assert.equal(await run({}), "new");
    assert.equal(await slow, "old");
  });

  it("leaves no process of the old code behind", async () => {
    const { test, made, run, inputs } = await deployed();
    const code = codeOf(test, "old");
    fs.writeFileSync(path.join(code.path, "index.js"), "exports.handler = async () => process.pid");
    await test.update(types.function, made, { ...inputs, code });
    const pid: number = await run({});
    assert.equal(isAlive(pid), true);
    await test.update(types.function, made, inputs);
    const until = Date.now() + 5000;
    while (isAlive(pid) && Date.now() < until) await new Promise((done) => setTimeout(done, 20));
    assert.equal(isAlive(pid), false);
  });

  it("runs the further attempts of an event in its new code", async () => {
    const { test, made, me, inputs } = await deployed();
    const { functions } = test.account;
    await test.update(types.function, made, { ...inputs, code: codeOf(test, "old") });
    functions.invokeAsync("notifier", { fail: true }, me);
    await functions.idle();
    await test.update(types.function, made, { ...inputs, code: codeOf(test, "new") });
    test.clock.advance(minute);
    await functions.idle();
    assert.deepEqual(
      functions.invocations().map(({ error }) => error),
      ["old failed", "new failed"],
    );
  });

  it("keeps its permissions, its URL and its invoke configuration", async () => {
    const { test, made, inputs } = await deployed();
    const { functions } = test.account;
    await test.create(types.permission, permission);
    const url = { functionName: "notifier", authorizationType: "NONE" };
    const { state } = await test.create(types.functionUrl, url);
    await test.update(types.function, made, { ...inputs, timeout: 9 });
    functions.invokeAsync("notifier", {}, sns);
    await functions.idle();
    const request = { method: "GET", path: "/", headers: [], body: Buffer.alloc(0) };
    assert.equal((await functions.request(state.functionUrl, request)).status, 403);
    assert.equal(functions.invocations().length, 1);
  });

  it("is on record only once it is in another language, and the old code is gone", async () => {
    const { test, made, inputs } = await deployed();
    const { account } = test;
    await test.update(types.function, made, { ...inputs, runtime: "python3.13" });
    assert.deepEqual(
      account.recordedOnly.map(({ type }) => type),
      [types.function],
    );
    assert.equal(account.functions.has("notifier"), false);
    await test.update(types.function, made, inputs);
    assert.deepEqual(account.recordedOnly, []);
    assert.equal(account.functions.has("notifier"), true);
  });
});

describe("A function's end", () => {
  afterEach(removeFolders);

  it("takes its permissions, its URL and its configuration along", async () => {
    const { test, made, inputs } = await deployed();
    const { account } = test;
    await test.create(types.permission, permission);
    await test.create(types.permission, { ...permission, function: functionArn });
    const { state } = await test.create(types.functionUrl, {
      ...{ functionName: "notifier", authorizationType: "NONE" },
    });
    await test.create(types.invokeConfig, { functionName: "notifier" });
    await test.remove(types.function, made);
    assert.deepEqual(
      account.resources.map(({ type }) => type),
      [types.role],
    );
    const gone = { code: "ResourceNotFoundException" };
    await assert.rejects(account.functions.invoke("notifier", {}, sns), gone);
    const request = { method: "GET", path: "/", headers: [], body: Buffer.alloc(0) };
    assert.equal((await account.functions.request(state.functionUrl, request)).status, 404);
    await test.create(types.function, inputs);
    assert.throws(() => account.functions.invokeAsync("notifier", {}, sns), {
      code: "AccessDeniedException",
    });
  });

  it("ends what it does, and what it was to try again", async () => {
    const { test, made, me } = await deployed({ timeout: 60 });
    const { functions } = test.account;
    functions.invokeAsync("notifier", { way: "throw" }, me);
    await functions.idle();
    const hanging = functions.invoke("notifier", { way: "hang" }, me);
    functions.invokeAsync("notifier", { way: "hang" }, me);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await test.remove(types.function, made);
    assert.equal((await hanging).functionError, "Unhandled");
    await functions.idle();
    const runs = functions.invocations().length;
    test.clock.advance(60 * minute);
    await functions.idle();
    assert.equal(functions.invocations().length, runs);
  });

  it("sends nothing to the destination of what failed", async () => {
    const { test, made, me } = await deployed({ timeout: 60 });
    const { functions, queues } = test.account;
    const queue = await test.create(types.queue, { name: "dead" });
    const destinationConfig = { onFailure: { destination: queue.state.arn } };
    await test.create(types.invokeConfig, {
      ...{ functionName: "notifier", maximumRetryAttempts: 0, destinationConfig },
    });
    functions.invokeAsync("notifier", { way: "throw" }, me);
    await functions.idle();
    assert.equal(queues.messages(queue.state.arn).length, 1);
    functions.invokeAsync("notifier", { way: "hang" }, me);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await test.remove(types.function, made);
    await functions.idle();
    assert.equal(queues.messages(queue.state.arn).length, 1);
  });
});
