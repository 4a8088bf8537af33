/** A Lambda invoke action between source and approval: the program's own function really runs. */
import * as assert from "node:assert/strict";
import { type LocalAws, openFixture } from "../support/e2e";

const minute = 60_000;

describe("a Lambda invoke action", function () {
  this.timeout(120_000);
  let local: LocalAws;

  before(async () => {
    local = await openFixture("invoke", {
      "invoke:pipelines": JSON.stringify([
        { name: "good", way: "succeed" },
        { name: "continued", way: "continue" },
        { name: "bad", way: "fail" },
        { name: "throwing", way: "throw" },
        { name: "silenced", way: "succeed", functionName: "silenced" },
        { name: "uninvoked", way: "succeed", denied: "lambda:InvokeFunction" },
        { name: "elsewhere", way: "succeed", functionName: "python" },
      ]),
    });
  });

  after(() => local.close());

  const check = async (pipeline: string) => (await local.history(pipeline, "Check"))[0];
  const status = async (pipeline: string) => (await local.executions(pipeline))[0].status;
  const attempts = (functionName: string, way: string) =>
    local.rehearsal.account.functions
      .invocations()
      .filter(
        ({ functionName: name, event }) =>
          name === functionName && JSON.stringify(event).includes(`"UserParameters":"${way}"`),
      );

  async function pass(milliseconds: number): Promise<void> {
    local.rehearsal.clock.advance(milliseconds);
    await local.settled();
  }

  it("succeeds with the function's result, whose variables the approval shows", async () => {
    const { status: ended, output } = await check("good");
    assert.equal(ended, "Succeeded");
    assert.deepEqual(output!.outputVariables, { Token: "none", Key: "S3" });
    assert.equal(output!.executionResult!.externalExecutionSummary, "Checked site");
    assert.equal(output!.executionResult!.externalExecutionId, "check-1");
    const request = await local.request("good");
    const { customData } = local.rehearsal.engine.pending().find((r) => r.token === request.token)!;
    assert.equal(customData, "Token none, artifact in S3");
    await local.decide("ann", request);
    assert.equal(await status("good"), "Succeeded");
  });

  it("takes one result for a job", () => {
    const logs = local.rehearsal.account.functions.logs("/aws/lambda/check").join("\n");
    assert.match(logs, /refused again: InvalidJobStateException/);
  });

  it("invokes the function again with the token of a job that goes on", async () => {
    await pass(10_000);
    const { output } = await check("continued");
    assert.equal(output?.outputVariables?.Token, "second");
  });

  it("fails as the function says", async () => {
    const { status: ended, output } = await check("bad");
    assert.equal(ended, "Failed");
    assert.deepEqual(output!.executionResult!.errorDetails, {
      code: "ConfigurationError",
      message: "The stack is locked.",
    });
    assert.equal(await status("bad"), "Failed");
  });

  it("needs the pipeline's role to invoke the function", async () => {
    const { errorDetails } = (await check("uninvoked")).output!.executionResult!;
    assert.equal(errorDetails!.code, "PermissionError");
    assert.match(errorDetails!.message!, /not authorized to perform: lambda:InvokeFunction/);
  });

  it("is pretended where the function is not here", async () => {
    const { status: ended, output } = await check("elsewhere");
    assert.equal(ended, "Succeeded");
    assert.match(
      output!.executionResult!.externalExecutionSummary!,
      /^Pretended: Invoke\/AWS\/Lambda/,
    );
  });

  it("times out after 20 minutes where the function throws, which Lambda tries twice more", async () => {
    assert.equal((await check("throwing")).status, "InProgress");
    await pass(minute);
    await pass(2 * minute);
    assert.equal(attempts("check", "throw").length, 3);
    await pass(17 * minute);
    const { status: ended, output } = await check("throwing");
    assert.equal(ended, "Failed");
    assert.match(output!.executionResult!.errorDetails!.message!, /has sent no result for 20/);
    assert.equal(attempts("check", "throw").length, 3);
  });

  it("times out where the function's role may not put a result", async () => {
    const { error } = attempts("silenced", "succeed")[0];
    assert.match(error!, /not authorized to perform: codepipeline:PutJobSuccessResult on .*: \*/);
    assert.equal((await check("silenced")).status, "Failed");
  });
});
