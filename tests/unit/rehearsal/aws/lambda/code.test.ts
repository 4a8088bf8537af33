import * as assert from "node:assert/strict";
import * as path from "node:path";
import { deployFunction, echo } from "../account/support/function";
import { closeFunctions, fixtures, newFunctions } from "./support";
import { newAccount, removeFolders, types } from "../account/support/new-account";

const roleArn = "arn:aws:iam::111122223333:role/runner";

describe("A function whose code is in a bucket", () => {
  after(removeFolders);

  it("runs what the program has put there, as it was then", async () => {
    const test = newAccount();
    await test.create(types.bucket, { bucket: "code" });
    await test.create(types.object, { bucket: "code", key: "echo.zip", source: echo });
    await deployFunction(test, { code: undefined, s3Bucket: "code", s3Key: "echo.zip" });
    test.account.buckets.deleteObject("code", "echo.zip");
    const invoker = { roleArn };
    const { payload } = await test.account.functions.invoke("notifier", { a: 1 }, invoker);
    assert.deepEqual(payload, { a: 1 });
  });

  it("is only recorded where the bucket is somebody else's", async () => {
    const test = newAccount();
    await deployFunction(test, { code: undefined, s3Bucket: "elsewhere", s3Key: "echo.zip" });
    assert.deepEqual(
      test.account.recordedOnly.map(({ id }) => id),
      ["notifier"],
    );
    assert.equal(test.account.functions.has("notifier"), false);
  });

  it("is refused where the bucket has no such object", async () => {
    const test = newAccount();
    await test.create(types.bucket, { bucket: "code" });
    const inputs = { code: undefined, s3Bucket: "code", s3Key: "gone.zip" };
    await assert.rejects(deployFunction(test, inputs), {
      code: "InvalidParameterValueException",
      message: /NoSuchKey.*gone\.zip in code/,
    });
  });
});

describe("A handler with a callback", () => {
  afterEach(closeFunctions);

  const run = (exported: string, runtime?: string) => {
    const codeFolder = path.join(fixtures, "callback");
    return newFunctions({ function: { codeFolder, handler: `index.${exported}`, runtime } }).run(
      {},
    );
  };

  for (const runtime of ["nodejs20.x", "nodejs22.x"]) {
    it(`has its result from the callback with ${runtime}`, async () => {
      assert.equal(await run("handler", runtime), "done");
    });
  }

  it("fails with what the callback is given, and with what it throws", async () => {
    assert.equal((await run("failing", "nodejs22.x")).errorMessage, "no luck");
    assert.equal((await run("throwing", "nodejs22.x")).errorMessage, "no luck, function");
  });

  it("may answer a promise instead", async () => {
    assert.equal(await run("promising", "nodejs22.x"), "function");
  });

  it("is refused with nodejs24.x", async () => {
    const { errorType } = await run("handler", "nodejs24.x");
    assert.equal(errorType, "Runtime.CallbackHandlerDeprecated");
  });
});
