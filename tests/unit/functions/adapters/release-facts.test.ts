import * as assert from "node:assert/strict";
import { createReleaseFacts } from "../../../../functions/adapters/release-facts";
import {
  FinalError,
  TransientError,
  UnknownPipelineError,
} from "../../../../functions/domain/errors";
import { ann, now, requestOf, settings } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";

const aws = new FakeAws();
const pipelineExecutionId = "execution-1";
const request = requestOf({ pipelineExecutionId });
const read = () => createReleaseFacts("hub-decider").read(settings, request);
const seconds = now.getTime() / 1000;

const run = (actionName: string, startTime: number, more: object = {}) => ({
  ...{ pipelineExecutionId, stageName: "build", actionName, status: "Succeeded", startTime },
  ...{ input: { namespace: actionName }, output: { outputVariables: { AT: String(startTime) } } },
  ...more,
});

const answer = (...pages: object[][]) =>
  aws.answers.set(
    "ListActionExecutions",
    pages.map((actionExecutionDetails, index) => ({
      output: {
        actionExecutionDetails,
        ...(index < pages.length - 1 ? { nextToken: `${index + 1}` } : {}),
      },
    })),
  );

describe("What an execution releases", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  it("is read as the gate's role, in one session that bears the name of whom it is read for", async () => {
    await read();
    await createReleaseFacts("hub-decider").read(settings, request, ann);
    assert.deepEqual(
      aws.of("AssumeRole").map((input) => [input["RoleSessionName"], input["SourceIdentity"]]),
      [
        ["hub-decider", undefined],
        ["U0ANN-Ann", "slack-U0ANN"],
      ],
    );
    assert.deepEqual(aws.of("GetPipelineExecution")[0], {
      ...{ pipelineName: "orders", pipelineExecutionId },
    });
    assert.deepEqual(aws.of("ListActionExecutions")[0], {
      ...{ pipelineName: "orders", filter: { pipelineExecutionId } },
    });
    assert.equal(aws.sent.at(-1)?.key, "ASIASESSION");
  });

  it("has trigger, revisions, the pipeline's variables, and what its actions have found out", async () => {
    const pipelineExecution = {
      trigger: { triggerType: "StartPipelineExecution", triggerDetail: "arn:ann" },
      variables: [{ name: "REGION", resolvedValue: "eu-west-1" }, { name: "EMPTY" }],
      artifactRevisions: [{ name: "source", revisionId: "abc", revisionSummary: "Fix" }],
    };
    aws.answers.set("GetPipelineExecution", [{ output: { pipelineExecution } }]);
    answer([run("tests", seconds, { input: {}, output: {} }), run("compile", seconds)]);
    assert.deepEqual(await read(), {
      trigger: { type: "StartPipelineExecution", detail: "arn:ann" },
      revisions: [{ name: "source", id: "abc", summary: "Fix" }],
      variables: [
        { name: "REGION", value: "eu-west-1" },
        { name: "EMPTY", value: "" },
      ],
      actions: [
        { stageName: "build", actionName: "tests", outputVariables: {} },
        {
          ...{ stageName: "build", actionName: "compile", namespace: "compile" },
          outputVariables: { AT: String(seconds) },
        },
      ],
    });
  });

  it("may have nothing of it", async () => {
    assert.deepEqual(await read(), { revisions: [], variables: [], actions: [] });
  });

  it("counts the newest run of an action, on whatever page, and none of one that runs anew or has failed", async () => {
    answer(
      [run("compile", seconds), run("again", seconds, { status: "InProgress" })],
      [run("compile", seconds + 60), run("again", seconds - 60), run("compile", seconds - 60)],
      [run("tests", seconds, { status: "Failed" }), run("tests", seconds - 60)],
    );
    const { actions } = await read();
    assert.deepEqual(
      actions.map(({ actionName, outputVariables }) => [actionName, outputVariables["AT"]]),
      [["compile", String(seconds + 60)]],
    );
    assert.equal(aws.of("ListActionExecutions").length, 3);
  });

  it("has nothing of another execution, whatever is answered", async () => {
    answer([run("compile", seconds, { pipelineExecutionId: "execution-2" })]);
    assert.deepEqual((await read()).actions, []);
  });

  it("is read whole or not at all", async () => {
    const pages = (count: number) => Array.from({ length: count }, () => [run("a", seconds)]);
    answer(...pages(20));
    assert.equal((await read()).actions.length, 1);
    answer(...pages(21));
    await assert.rejects(read(), FinalError);
    for (const operation of ["GetPipelineExecution", "ListActionExecutions"]) {
      aws.clear();
      aws.answers.set(operation, [{ status: 400, error: "AccessDeniedException" }]);
      await assert.rejects(read(), { name: "AccessDeniedException" });
      aws.answers.set(operation, [{ status: 400, error: "PipelineNotFoundException" }]);
      await assert.rejects(read(), UnknownPipelineError);
    }
  });

  it("is not read while it is not known which execution waits", async () => {
    await assert.rejects(
      createReleaseFacts("hub-decider").read(settings, requestOf()),
      TransientError,
    );
    assert.deepEqual(aws.sent, []);
  });
});
