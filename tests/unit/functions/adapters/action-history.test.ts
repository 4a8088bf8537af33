import * as assert from "node:assert/strict";
import { CodePipelineClient } from "@aws-sdk/client-codepipeline";
import { findAction } from "../../../../functions/adapters/action-history";
import { requestOf, token } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";

const aws = new FakeAws();
const run = (externalExecutionId: string, change: object = {}) => ({
  stageName: "production",
  actionName: "approve",
  pipelineExecutionId: "execution-2",
  status: "InProgress",
  output: { executionResult: { externalExecutionId } },
  ...change,
});
const page = (details: object[] | undefined, nextToken?: string) => ({
  output: { actionExecutionDetails: details, nextToken },
});

describe("findAction", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  const find = (execution?: string, change: object = {}) =>
    findAction(new CodePipelineClient({ maxAttempts: 1 }), requestOf(change), execution);

  it("finds one of several tokens that wait in a PARALLEL pipeline, on whichever page", async () => {
    aws.answers.set("ListActionExecutions", [
      page([run("other-1"), run("other-2")], "page-2"),
      page(undefined, "page-3"),
      page([run("other-3"), run(token)], "page-4"),
    ]);
    const found = await find();
    assert.equal(found?.status, "InProgress");
    assert.equal(found?.pipelineExecutionId, "execution-2");
    assert.deepEqual(aws.of("ListActionExecutions"), [
      { pipelineName: "orders" },
      { pipelineName: "orders", nextToken: "page-2" },
      { pipelineName: "orders", nextToken: "page-3" },
    ]);
  });

  it("says who, why and when", async () => {
    const executionResult = { externalExecutionId: token, externalExecutionSummary: "Fine" };
    const ended = {
      status: "Succeeded",
      updatedBy: "arn:aws:iam::111122223333:user/carla",
      lastUpdateTime: 1795381200,
      output: { executionResult },
    };
    aws.answers.set("ListActionExecutions", [page([run(token, ended)])]);
    assert.deepEqual(await find(), {
      status: "Succeeded",
      pipelineExecutionId: "execution-2",
      updatedBy: ended.updatedBy,
      summary: "Fine",
      lastChange: new Date(1795381200_000).toISOString(),
    });
  });

  it("finds by its own id a run whose token CodePipeline shows no more", async () => {
    const id = "run-1";
    const spent = { ...run("", { actionExecutionId: id, status: "Succeeded" }), output: undefined };
    aws.answers.set("ListActionExecutions", [
      page([run(token, { actionExecutionId: "run-2" }), spent]),
    ]);
    const found = await find(undefined, { actionExecutionId: id });
    assert.deepEqual([found?.status, found?.actionExecutionId], ["Succeeded", id]);
  });

  it("takes no other run for one whose id is known, whatever its token", async () => {
    const other = run(token, { actionExecutionId: "run-2" });
    aws.answers.set("ListActionExecutions", [page([other, run(token)])]);
    assert.equal(await find(undefined, { actionExecutionId: "run-1" }), undefined);
  });

  it("looks in one execution alone where it is known", async () => {
    await find("execution-2");
    assert.deepEqual(aws.of("ListActionExecutions"), [
      { pipelineName: "orders", filter: { pipelineExecutionId: "execution-2" } },
    ]);
  });

  for (const [what, detail] of [
    ["another stage", run(token, { stageName: "staging" })],
    ["another action", run(token, { actionName: "sign-off" })],
    ["another token", run("other")],
    ["no output", run(token, { output: undefined })],
    ["no result", run(token, { output: {} })],
    ["no status", run(token, { status: undefined })],
  ] as const) {
    it(`does not take a run of ${what}`, async () => {
      aws.answers.set("ListActionExecutions", [page([detail])]);
      assert.equal(await find(), undefined);
    });
  }

  it("gives up after twenty pages", async () => {
    aws.answers.set("ListActionExecutions", [page([], "more")]);
    assert.equal(await find(), undefined);
    assert.equal(aws.of("ListActionExecutions").length, 20);
  });

  it("throws errors by their name", async () => {
    aws.answers.set("ListActionExecutions", [{ status: 400, error: "PipelineNotFoundException" }]);
    await assert.rejects(find(), { name: "PipelineNotFoundException" });
  });
});
