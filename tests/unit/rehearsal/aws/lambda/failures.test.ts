import * as assert from "node:assert/strict";
import * as path from "node:path";
import { exitError, isFatal } from "../../../../../rehearsal/aws/lambda/failures";
import { closeFunctions, fixtures, me, newFunctions, type TestOptions } from "./support";

async function failing(event: object, options?: TestOptions) {
  const test = newFunctions(options);
  const result = await test.functions.invoke("notifier", event, me);
  const [{ logs }] = test.functions.invocations();
  return { ...test, result, error: result.payload as any, logs: logs.join("\n") };
}

const brokenCode = (handler: string): TestOptions => ({
  function: { codeFolder: path.join(fixtures, "broken"), handler },
});

describe("A function that fails", () => {
  afterEach(closeFunctions);

  it("by throwing, answers type, message and trace, and stays warm", async () => {
    const { result, error, logs, run } = await failing({ way: "throw" });
    assert.equal(result.functionError, "Unhandled");
    assert.equal(error.errorType, "TypeError");
    assert.equal(error.errorMessage, "bad luck");
    assert.equal(error.trace[0], "TypeError: bad luck");
    assert.match(logs, /ERROR\tInvoke Error \{"errorType":"TypeError"/);
    await run({ way: "count" });
    assert.equal(await run({ way: "count" }), 2);
  });

  it("by throwing a text, answers the text", async () => {
    const { error } = await failing({ way: "throwText" });
    assert.deepEqual(error, { errorType: "string", errorMessage: "just text", trace: [] });
  });

  it("by ending its process, loses nothing of its log", async () => {
    const { error, logs, run } = await failing({ way: "exit", code: 3 });
    assert.equal(error.errorType, "Runtime.ExitError");
    assert.match(error.errorMessage, /Runtime exited with error: exit status 3$/);
    assert.match(logs, /before the end[^]*exit status 3/);
    assert.equal(await run({ way: "count" }), 1);
  });

  it("by ending its process well is a failure all the same", async () => {
    const { error } = await failing({ way: "exit", code: 0 });
    assert.match(error.errorMessage, /exited without providing a reason$/);
  });

  for (const way of ["hang", "spin"]) {
    it(`by taking too long (${way}), is ended at its timeout`, async () => {
      const { error, run } = await failing({ way }, { function: { timeoutSeconds: 0.25 } });
      assert.equal(error.errorType, "Sandbox.Timedout");
      assert.match(
        error.errorMessage,
        /^RequestId: [0-9a-f-]{36} Error: Task timed out after 0\.25 seconds$/,
      );
      assert.equal(await run({ way: "count" }), 1);
    });
  }

  it("by taking too long, says so in its log after what it wrote", async () => {
    const { logs } = await failing({ way: "hang" }, { function: { timeoutSeconds: 0.25 } });
    assert.match(logs, /INFO\twaiting\n\S+Z [0-9a-f-]{36} Task timed out after 0\.25 seconds\nEND/);
  });

  for (const [way, message] of [
    ["reject", "nobody caught me"],
    ["rejectText", "only text"],
  ]) {
    it(`by a promise that nobody caught (${way}), ends`, async () => {
      const { error, logs } = await failing({ way });
      assert.equal(error.errorType, "Runtime.UnhandledPromiseRejection");
      assert.equal(error.errorMessage, message);
      assert.match(logs, /Unhandled Promise Rejection/);
    });
  }

  it("by an exception that nobody caught, ends with it", async () => {
    const { error } = await failing({ way: "uncaught" });
    assert.equal(error.errorType, "RangeError");
    assert.equal(error.errorMessage, "out of nowhere");
  });

  it("after its answer, has answered; the next event gets a new process", async () => {
    const { result, run } = await failing({ way: "dieLater" });
    assert.deepEqual(result, { payload: "answered" });
    await run({ way: "nothing" });
    const counts = [await run({ way: "count" }), await run({ way: "count" })];
    assert.deepEqual(counts, [1, 2]);
  });

  it("by an answer that is no JSON, answers an error", async () => {
    const { error } = await failing({ way: "circular" });
    assert.match(error.errorMessage, /circular/);
  });

  it("by an answer over the limit, answers an error", async () => {
    const { error, run } = await failing({ way: "large", bytes: 6_291_557 });
    assert.equal(error.errorType, "Function.ResponseSizeTooLarge");
    assert.equal((await run({ way: "large", bytes: 6_291_556 })).length, 6_291_554);
  });
});

describe("A function that cannot be loaded", () => {
  afterEach(closeFunctions);

  for (const [title, options, type, message] of [
    ["that throws", brokenCode("index.handler"), "RangeError", /^cannot load$/],
    [
      "without a package",
      brokenCode("missing.handler"),
      "Runtime.ImportModuleError",
      /no-such-package/,
    ],
    [
      "without its file",
      brokenCode("nowhere.handler"),
      "Runtime.ImportModuleError",
      /Cannot find module 'nowhere'/,
    ],
    [
      "without the export",
      { function: { handler: "index.none" } },
      "Runtime.HandlerNotFound",
      /index\.none is undefined/,
    ],
    [
      "of a bad name",
      { function: { handler: "index" } },
      "Runtime.MalformedHandlerName",
      /Bad handler: index/,
    ],
    [
      "with a callback",
      { function: { codeFolder: path.join(fixtures, "callback") } },
      "Runtime.CallbackHandlerDeprecated",
      /Make the handler async/,
    ],
    [
      "in time",
      { ...brokenCode("slow.handler"), patience: 300 },
      "Sandbox.Timedout",
      /not loaded within 0\.3 seconds/,
    ],
  ] as const) {
    it(`says so: ${title}`, async () => {
      const { error } = await failing({}, options);
      assert.equal(error.errorType, type);
      assert.match(error.errorMessage, message);
    });
  }

  it("finds no package that lies above the deployed folder, as at AWS", async () => {
    const { error } = await failing({ way: "require", name: "valibot" });
    assert.match(error.errorMessage, /Cannot find module 'valibot'/);
  });

  it("finds the AWS SDK, which Lambda's runtime has, and only where it is there", async () => {
    const { run } = newFunctions();
    assert.equal(await run({ way: "require", name: "@aws-sdk/client-codepipeline" }), true);
    const { error } = await failing({ way: "require", name: "@aws-sdk/client-nowhere" });
    assert.match(error.errorMessage, /Cannot find module '@aws-sdk\/client-nowhere'/);
  });

  it("says what keeps its process from starting", async () => {
    const credentialsFor = () => {
      throw new Error("There is no role.");
    };
    const { error, run, functions } = await failing({}, { credentialsFor });
    assert.equal(error.errorMessage, "There is no role.");
    await run({});
    assert.equal(functions.busy(), 0);
  });

  it("says that its folder is gone", async () => {
    const { error } = await failing({}, { function: { codeFolder: "/nowhere/at/all" } });
    assert.match(error.errorMessage, /ENOENT/);
  });
});

describe("A fault on request", () => {
  afterEach(closeFunctions);

  it("crashes before the code sees the event, as often as asked", async () => {
    const { functions, run } = newFunctions();
    functions.fail("notifier", "crash", 2);
    assert.match((await run({ way: "count" })).errorMessage, /signal: SIGKILL/);
    assert.match((await run({ way: "count" })).errorMessage, /signal: SIGKILL/);
    assert.equal(await run({ way: "count" }), 1);
  });

  it("crashes after the code has done its work", async () => {
    const { functions, run } = newFunctions();
    functions.fail("notifier", "crash-late");
    assert.match((await run({ way: "log" })).errorMessage, /signal: SIGKILL/);
    assert.match(functions.invocations()[0].logs.join("\n"), /info formatted/);
    assert.equal(await run({ way: "count" }), 1);
  });

  it("times out without the wait", async () => {
    const { functions, run } = newFunctions({ function: { timeoutSeconds: 900 } });
    functions.fail("notifier", "timeout");
    assert.match((await run({})).errorMessage, /Task timed out after 900\.00 seconds/);
  });

  it("throttles, and no run is on record", async () => {
    const { functions } = newFunctions();
    functions.fail("notifier", "throttle");
    await assert.rejects(functions.invoke("notifier", {}, me), {
      code: "TooManyRequestsException",
      status: 429,
    });
    assert.deepEqual(functions.invocations(), []);
  });
});

describe("isFatal", () => {
  it("tells a process that is gone from code that threw", () => {
    assert.equal(isFatal(exitError(1, null)), true);
    assert.equal(isFatal({ errorType: "Sandbox.Timedout", errorMessage: "" }), true);
    assert.equal(isFatal({ errorType: "TypeError", errorMessage: "" }), false);
    assert.equal(isFatal({ errorMessage: "" }), false);
    assert.equal(isFatal(undefined), false);
  });
});
