import * as assert from "node:assert/strict";
import { UnknownPipelineError } from "../../../../functions/domain/errors";
import { createPipelines } from "../../../../functions/adapters/pipelines";
import { ann, requestOf, settings, token } from "../domain/samples";
import { FakeAws, session } from "../support/fakes-aws";

const aws = new FakeAws();
const names = { pipelineName: "orders", stageName: "production", actionName: "approve" };
const execution = "execution-1";
const decision = {
  settings,
  request: requestOf(),
  result: "Approved" as const,
  summary: "Approved by Ann (U0ANN) in Slack",
  person: ann,
};

const state = (latestExecution?: object) => ({
  output: {
    stageStates: [
      { stageName: "source" },
      {
        stageName: "production",
        latestExecution: { pipelineExecutionId: execution, status: "InProgress" },
        actionStates: [{ actionName: "other" }, { actionName: "approve", latestExecution }],
      },
    ],
  },
});

describe("CodePipeline, reached as the gate's role,", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  const pipelines = () => createPipelines("hub-decider");
  const observe = () => pipelines().observe(settings, requestOf());

  it("decides in a session that bears the person's name and source identity", async () => {
    assert.equal(await pipelines().decide(decision), "accepted");
    assert.deepEqual(aws.of("AssumeRole"), [
      {
        RoleArn: settings.deciderRoleArn,
        DurationSeconds: "900",
        RoleSessionName: "U0ANN-Ann",
        SourceIdentity: "slack-U0ANN",
      },
    ]);
    assert.deepEqual(aws.of("PutApprovalResult"), [
      { ...names, token, result: { status: "Approved", summary: decision.summary } },
    ]);
    assert.deepEqual(
      aws.sent.map(({ key }) => key),
      ["AKIAFUNCTION", "ASIASESSION"],
    );
  });

  it("takes a new session for each person", async () => {
    const one = pipelines();
    await one.decide(decision);
    await one.decide({
      ...decision,
      person: { channel: "slack", id: "U0BOB", displayName: "Bob" },
    });
    assert.deepEqual(
      aws.of("AssumeRole").map((input) => input["SourceIdentity"]),
      ["slack-U0ANN", "slack-U0BOB"],
    );
  });

  it("reads in a session that names nobody, so that it cannot decide", async () => {
    aws.answers.set("GetPipelineState", [state({ token, status: "InProgress" })]);
    const one = createPipelines("f".repeat(70));
    await one.observe(settings, requestOf());
    await one.revisions(settings, "orders", execution);
    for (const input of aws.of("AssumeRole")) {
      assert.deepEqual(input, {
        RoleArn: settings.deciderRoleArn,
        DurationSeconds: "900",
        RoleSessionName: "f".repeat(64),
      });
    }
    assert.equal(aws.of("AssumeRole").length, 2);
  });

  for (const error of ["InvalidApprovalTokenException", "ApprovalAlreadyCompletedException"]) {
    it(`takes ${error} for final and does not try again`, async () => {
      aws.answers.set("PutApprovalResult", [{ status: 400, error }]);
      assert.equal(await pipelines().decide(decision), "final");
      assert.equal(aws.of("PutApprovalResult").length, 1);
    });
  }

  for (const error of [
    "AccessDeniedException",
    "PipelineNotFoundException",
    "ValidationException",
  ]) {
    it(`throws ${error} by its name and does not try again`, async () => {
      aws.answers.set("PutApprovalResult", [{ status: 400, error }]);
      await assert.rejects(pipelines().decide(decision), { name: error });
      assert.equal(aws.of("PutApprovalResult").length, 1);
    });
  }

  it("tries throttling and 5xx again", async () => {
    aws.answers.set("PutApprovalResult", [
      { status: 400, error: "ThrottlingException" },
      { status: 500, error: "InternalFailure" },
      {},
    ]);
    assert.equal(await pipelines().decide(decision), "accepted");
    assert.equal(aws.of("PutApprovalResult").length, 3);
  });

  it("throws where the role may not be taken, or STS answers without keys", async () => {
    aws.answers.set("AssumeRole", [{ status: 403, error: "AccessDenied" }]);
    await assert.rejects(pipelines().decide(decision), { name: "AccessDenied" });
    for (const output of [
      {},
      { ...session, AccessKeyId: "" },
      { ...session, SecretAccessKey: "" },
    ]) {
      aws.answers.set("AssumeRole", [{ output }]);
      await assert.rejects(pipelines().decide(decision), /without keys/);
    }
    assert.deepEqual(aws.of("PutApprovalResult"), []);
  });

  it("throws the domain's own error where there is no such pipeline", async () => {
    aws.answers.set("GetPipelineState", [{ status: 400, error: "PipelineNotFoundException" }]);
    await assert.rejects(observe(), UnknownPipelineError);
    aws.answers.set("GetPipelineState", [{ status: 400, error: "AccessDeniedException" }]);
    await assert.rejects(observe(), { name: "AccessDeniedException" });
  });

  it("observes the action in the pipeline's state by its token", async () => {
    const latest = {
      token,
      status: "Failed",
      lastUpdatedBy: "arn:aws:iam::111122223333:user/carla",
      summary: "No",
      lastStatusChange: 1795381200,
    };
    aws.answers.set("GetPipelineState", [state(latest)]);
    assert.deepEqual(await observe(), {
      status: "Failed",
      pipelineExecutionId: execution,
      updatedBy: latest.lastUpdatedBy,
      summary: "No",
      lastChange: new Date(1795381200_000).toISOString(),
    });
    assert.deepEqual(aws.of("GetPipelineState"), [{ name: "orders" }]);
    assert.deepEqual(aws.of("ListActionExecutions"), []);
  });

  it("observes by the id of the run what has ended, where the token is shown no more", async () => {
    const latest = { actionExecutionId: "run-1", status: "Succeeded" };
    aws.answers.set("GetPipelineState", [state(latest)]);
    const known = requestOf({ actionExecutionId: "run-1", pipelineExecutionId: "execution-0" });
    const seen = await pipelines().observe(settings, known);
    assert.equal(seen?.status, "Succeeded");
    // The stage may show the execution that came after it.
    assert.equal(seen.pipelineExecutionId, "execution-0");
    assert.equal(await pipelines().observe(settings, requestOf()), undefined);
  });

  it("learns the id of the run while the token is there", async () => {
    aws.answers.set("GetPipelineState", [
      state({ token, actionExecutionId: "run-1", status: "InProgress" }),
    ]);
    assert.equal((await observe())?.actionExecutionId, "run-1");
  });

  it("takes no other run for one whose id is known, whatever its token", async () => {
    const latest = { token, actionExecutionId: "run-2", status: "InProgress" };
    aws.answers.set("GetPipelineState", [state(latest)]);
    const known = requestOf({ actionExecutionId: "run-1" });
    assert.equal(await pipelines().observe(settings, known), undefined);
  });

  for (const [what, latest] of [
    ["another token", { token: "other", status: "InProgress" }],
    ["a token without status", { token }],
    ["no run", undefined],
  ] as const) {
    it(`looks into the history where the state shows ${what}`, async () => {
      aws.answers.set("GetPipelineState", [state(latest)]);
      assert.equal(await observe(), undefined);
      assert.equal(aws.of("ListActionExecutions").length, 1);
    });
  }

  it("asks why an action was abandoned", async () => {
    const latest = { token, status: "Abandoned" };
    aws.answers.set("GetPipelineState", [state(latest)]);
    const output = { pipelineExecution: { status: "Superseded" } };
    aws.answers.set("GetPipelineExecution", [{ output }, {}]);
    assert.equal((await observe())?.executionStatus, "Superseded");
    assert.equal((await observe())?.executionStatus, undefined);
    const [asked] = aws.of("GetPipelineExecution");
    assert.deepEqual(asked, { pipelineName: "orders", pipelineExecutionId: execution });
  });

  it("leaves open why, where no execution is named", async () => {
    const stage = {
      stageName: "production",
      actionStates: [{ actionName: "approve", latestExecution: { token, status: "Abandoned" } }],
    };
    aws.answers.set("GetPipelineState", [{ output: { stageStates: [stage] } }]);
    assert.deepEqual((await observe())?.executionStatus, undefined);
    assert.deepEqual(aws.of("GetPipelineExecution"), []);
  });

  it("reads the revisions of an execution, whole and bare", async () => {
    const whole = {
      name: "app",
      revisionId: "4f2c",
      revisionSummary: "Fix",
      revisionUrl: "https://x",
    };
    const output = { pipelineExecution: { artifactRevisions: [whole, {}] } };
    aws.answers.set("GetPipelineExecution", [{ output }, { output: {} }]);
    const one = pipelines();
    assert.deepEqual(await one.revisions(settings, "orders", execution), [
      { name: "app", id: "4f2c", summary: "Fix", url: "https://x" },
      { name: "source", id: "unknown" },
    ]);
    assert.deepEqual(await one.revisions(settings, "orders", execution), []);
  });
});
