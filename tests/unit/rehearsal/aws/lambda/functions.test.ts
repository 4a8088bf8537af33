import * as assert from "node:assert/strict";
import * as path from "node:path";
import { ServiceError } from "../../../../../rehearsal/errors";
import type { Invocation } from "../../../../../rehearsal/aws/lambda/types";
import { closeFunctions, fixtures, functionArn, me, newFunctions, settings } from "./support";

describe("A function's run", () => {
  afterEach(closeFunctions);

  it("answers what its handler returns, as JSON", async () => {
    const { functions } = newFunctions();
    const event = { a: [1, "ä"], b: null, c: undefined };
    assert.deepEqual(await functions.invoke("notifier", event, me), {
      payload: { a: [1, "ä"], b: null },
    });
  });

  it("answers null for nothing, and gets an empty object for nothing", async () => {
    const { functions, run } = newFunctions();
    assert.equal(await run({ way: "nothing" }), null);
    assert.deepEqual((await functions.invoke("notifier", undefined, me)).payload, {});
  });

  it("loads its code once, and uses the process again", async () => {
    const { functions, run } = newFunctions();
    assert.equal(await run({ way: "count" }), 1);
    assert.equal(await run({ way: "count" }), 2);
    const logs = functions.invocations().map((one) => one.logs.join("\n"));
    assert.deepEqual(
      logs.map((text) => text.includes("loaded")),
      [true, false],
    );
  });

  it("runs events that come together in processes of their own", async () => {
    const { run } = newFunctions();
    const counts = await Promise.all([1, 2, 3].map(() => run({ way: "count" })));
    assert.deepEqual(counts, [1, 1, 1]);
  });

  it("lets the eleventh event wait for one of ten processes", async () => {
    const { run } = newFunctions();
    const counts = await Promise.all(Array.from({ length: 12 }, () => run({ way: "count" })));
    assert.equal(counts.length, 12);
    assert.ok(counts.filter((count) => count === 1).length <= 10, counts.join());
  });

  it("takes a new process after an hour of the rehearsal's clock", async () => {
    const { clock, run } = newFunctions();
    await run({ way: "count" });
    clock.advance(59 * 60 * 1000);
    assert.equal(await run({ way: "count" }), 2);
    clock.advance(2 * 60 * 1000);
    assert.equal(await run({ way: "count" }), 1);
  });

  it("sees the rehearsal's time, which moves while the process is warm", async () => {
    const { clock, run } = newFunctions();
    await run({ way: "count" });
    clock.advance(30 * 60 * 1000);
    const before = clock.now().getTime();
    const { now, number } = await run({ way: "time" });
    const after = clock.now().getTime();
    assert.ok(before <= number && number <= after, `${before} <= ${number} <= ${after}`);
    assert.ok(Math.abs(Date.parse(now) - number) < 1000);
  });

  it("is told who it is and how long it has", async () => {
    const { run } = newFunctions({ function: { memorySize: 256, timeoutSeconds: 7 } });
    const context = await run({ way: "context" });
    assert.equal(context.invokedFunctionArn, functionArn);
    assert.equal(context.functionName, "notifier");
    assert.equal(context.functionVersion, "$LATEST");
    assert.equal(context.memoryLimitInMB, "256");
    assert.equal(context.logGroupName, "/aws/lambda/notifier");
    assert.match(context.logStreamName, /^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/);
    assert.match(context.awsRequestId, /^[0-9a-f-]{36}$/);
    assert.ok(context.left > 0 && context.left <= 7000, String(context.left));
  });

  it("finds a handler in a module, in a folder, and deep in an object", async () => {
    const esm = newFunctions({ function: { codeFolder: path.join(fixtures, "module") } });
    assert.equal(await esm.run({}), "from a module");
    const nested = newFunctions({ function: { handler: "index.nested.deep.handler" } });
    assert.equal(await nested.run({}), "deep");
    const below = newFunctions({
      function: { codeFolder: fixtures, handler: "echo/index.nested.deep.handler" },
    });
    assert.equal(await below.run({}), "deep");
  });

  it("is known by name and ARN, with the only version there is", async () => {
    const { functions } = newFunctions();
    for (const name of ["notifier", "notifier:$LATEST", functionArn, `${functionArn}:$LATEST`]) {
      assert.equal(functions.has(name), true, name);
    }
    for (const name of ["other", "notifier:live", `${functionArn}:live`, `${functionArn}x`]) {
      assert.equal(functions.has(name), false, name);
    }
    await assert.rejects(functions.invoke("other", {}, me), {
      code: "ResourceNotFoundException",
      message: "Function not found: other",
      status: 404,
    });
    assert.equal(functions.settings(functionArn).name, "notifier");
  });

  it("takes its new code and keeps its permissions when it is put again", async () => {
    const { functions, run } = newFunctions();
    const statementId = "sns";
    const permission = { statementId, action: "lambda:InvokeFunction", principal: "*" };
    functions.addPermission("notifier", permission);
    await run({ way: "count" });
    functions.put({ ...settings, handler: "index.nested.deep.handler" });
    assert.equal(await run({}), "deep");
    assert.throws(() => functions.addPermission("notifier", permission), {
      code: "ResourceConflictException",
    });
  });
});

describe("A function's invocation", () => {
  afterEach(closeFunctions);

  it("is kept, and told of, with what came of it", async () => {
    const { functions, clock, run } = newFunctions();
    const told: Invocation[] = [];
    functions.events.on("invocation", (one) => told.push(one));
    await run({ a: 1 });
    await run({ way: "throw" });
    const [good, bad] = functions.invocations();
    assert.deepEqual(told, [good, bad]);
    assert.deepEqual(
      { ...good, logs: [], at: 0 },
      {
        functionName: "notifier",
        kind: "sync",
        at: 0,
        attempt: 1,
        event: { a: 1 },
        result: { a: 1 },
        logs: [],
      },
    );
    assert.ok(good.at.getTime() <= clock.now().getTime());
    assert.equal(bad.error, "bad luck");
    assert.equal("result" in bad, false);
  });

  it("is refused to a role without the right, and runs nothing", async () => {
    const { functions } = newFunctions({ denied: ["lambda:InvokeFunction"] });
    await assert.rejects(functions.invoke("notifier", {}, me), { code: "AccessDeniedException" });
    assert.throws(() => functions.invokeAsync("notifier", {}, me), {
      code: "AccessDeniedException",
    });
    assert.deepEqual(functions.invocations(), []);
    assert.equal(functions.busy(), 0);
  });

  it("takes 6 MB, and not one byte more", async () => {
    const { functions } = newFunctions({ function: { handler: "index.nested.deep.handler" } });
    const most = 6 * 1024 * 1024 - 2;
    assert.equal((await functions.invoke("notifier", "x".repeat(most), me)).payload, "deep");
    await assert.rejects(functions.invoke("notifier", "x".repeat(most + 1), me), {
      code: "RequestTooLargeException",
      status: 413,
    });
  });

  it("takes 1 MB asynchronously, and not one byte more", async () => {
    const { functions } = newFunctions({ function: { handler: "index.nested.deep.handler" } });
    const most = 1024 * 1024 - 2;
    functions.invokeAsync("notifier", "x".repeat(most), me);
    await functions.idle();
    assert.equal(functions.invocations()[0].result, "deep");
    assert.throws(
      () => functions.invokeAsync("notifier", "x".repeat(most + 1), me),
      (error) => error instanceof ServiceError && error.code === "RequestTooLargeException",
    );
  });

  it("is throttled beyond the reserved concurrency", async () => {
    const { functions, run } = newFunctions({ function: { reservedConcurrency: 1 } });
    const [first, second] = await Promise.allSettled([run({ a: 1 }), run({ a: 2 })]);
    assert.equal(first.status, "fulfilled");
    assert.equal(second.status, "rejected");
    assert.equal(second.reason.code, "TooManyRequestsException");
    assert.deepEqual(await run({ a: 3 }), { a: 3 });
    assert.equal(functions.invocations().length, 2);
  });

  it("is throttled at all times where nothing is reserved for it", async () => {
    const { functions, run } = newFunctions({ function: { reservedConcurrency: 0 } });
    await assert.rejects(run({}), { code: "TooManyRequestsException" });
    assert.deepEqual(functions.invocations(), []);
  });

  it("counts as busy while it runs", async () => {
    const { functions, run } = newFunctions();
    await functions.idle();
    const running = run({});
    assert.equal(functions.busy(), 1);
    const idle = functions.idle();
    await running;
    await idle;
    assert.equal(functions.busy(), 0);
  });
});
