import * as assert from "node:assert/strict";
import { closeFunctions, newFunctions, type TestOptions } from "./support";

const asked = { method: "POST", path: "/", headers: [], body: Buffer.alloc(0) };

function open(options: TestOptions = {}, without?: "url" | "invoke", authType = "NONE") {
  const test = newFunctions({
    ...options,
    function: { handler: "index.url", ...options.function },
  });
  const url = test.functions.putUrl("notifier", { authType });
  if (without !== "url") {
    test.functions.addPermission("notifier", {
      statementId: "url",
      action: "lambda:InvokeFunctionUrl",
      principal: "*",
      functionUrlAuthType: "NONE",
    });
  }
  if (without !== "invoke") {
    test.functions.addPermission("notifier", {
      statementId: "invoke",
      action: "lambda:InvokeFunction",
      principal: "*",
      invokedViaFunctionUrl: true,
    });
  }
  return { ...test, url };
}

describe("A function URL", () => {
  afterEach(closeFunctions);

  it("has Lambda's form", () => {
    const { url } = open();
    assert.match(url, /^https:\/\/[0-9a-f]{32}\.lambda-url\.eu-west-1\.on\.aws\/$/);
  });

  it("takes a request to the function and its answer back", async () => {
    const { functions, url } = open();
    const body = Buffer.from(JSON.stringify({ statusCode: 201, body: "made" }));
    const headers = [["Content-Type", "application/json"]] as const;
    const answer = await functions.request(url, { ...asked, path: "/answer", headers, body });
    assert.deepEqual(answer, {
      status: 201,
      headers: { "content-type": "application/json" },
      body: "made",
    });
    const [{ kind, event }] = functions.invocations();
    assert.equal(kind, "url");
    assert.equal((event as { version: string }).version, "2.0");
  });

  for (const missing of ["url", "invoke"] as const) {
    it(`answers 403 without the permission "${missing}", and runs nothing`, async () => {
      const { functions, url } = open({}, missing);
      const { status, body } = await functions.request(url, asked);
      assert.equal(status, 403);
      assert.equal(body, '{"Message":"Forbidden"}');
      assert.deepEqual(functions.invocations(), []);
    });
  }

  it("answers 403 to everybody where it wants signatures", async () => {
    const { functions, url } = open({}, undefined, "AWS_IAM");
    assert.equal((await functions.request(url, asked)).status, 403);
  });

  it("answers 404 where there is none", async () => {
    const { functions } = open();
    const url = "https://other.lambda-url.eu-west-1.on.aws/";
    assert.equal((await functions.request(url, asked)).status, 404);
  });

  it("answers 413 over 6 MB, and runs nothing", async () => {
    const { functions, url } = open();
    const body = Buffer.alloc(6 * 1024 * 1024 + 1, "x");
    assert.equal((await functions.request(url, { ...asked, body })).status, 413);
    assert.deepEqual(functions.invocations(), []);
    const most = body.subarray(1);
    const answer = await functions.request(url, { ...asked, path: "/count", body: most });
    assert.equal(answer.body, "1");
  });

  it("answers 502 for a function that throws or dies", async () => {
    const { functions, url } = open();
    for (const path of ["/throw", "/exit"]) {
      const answer = await functions.request(url, { ...asked, path });
      assert.deepEqual([answer.status, answer.body], [502, "Internal Server Error"], path);
    }
  });

  it("answers 429 for a function that is throttled", async () => {
    const { functions, url } = open();
    functions.fail("notifier", "throttle");
    assert.equal((await functions.request(url, asked)).status, 429);
  });
});
