/** The way of a person at a shell: `aws codepipeline` with `--endpoint-url` and a profile. */
import * as assert from "node:assert/strict";
import { aws, type CliAnswer, hasAwsCli, refusedByCli, taken } from "../support/e2e-aws-cli";
import { type LocalAws, openFixture, type Request } from "../support/e2e";

function theAwsCli(this: Mocha.Suite): void {
  // Each call starts a Python of its own.
  this.timeout(120_000);
  let local: LocalAws;

  before(async () => {
    const pipelines = [
      { name: "approve" },
      { name: "reject" },
      { name: "race" },
      { name: "late", timeoutInMinutes: 30 },
      { name: "mfa", requireMfa: true },
      { name: "parallel", executionMode: "PARALLEL" },
      { name: "run" },
    ];
    local = await openFixture("gates", { pipelines });
  });

  after(() => local.close());

  const run = (profile: string, ...args: string[]): Promise<CliAnswer> =>
    aws(local.rehearsal, profile, args);

  function decide(
    profile: string,
    request: Request,
    status = "Approved",
    summary = "Looked at it, all well.",
  ): Promise<CliAnswer> {
    return run(
      profile,
      ...["codepipeline", "put-approval-result"],
      ...["--pipeline-name", request.pipelineName, "--stage-name", request.stageName],
      ...["--action-name", request.actionName, "--token", request.token],
      ...["--result", JSON.stringify({ status, summary })],
    );
  }

  /** Asks GetPipelineState for the token, as the README tells approvers to. */
  async function request(pipelineName: string, profile: string): Promise<Request> {
    const query = "stageStates[].actionStates[].latestExecution.token | [0]";
    const state = ["get-pipeline-state", "--name", pipelineName, "--query", query];
    const token: string = await taken(run(profile, "codepipeline", ...state));
    return { pipelineName, stageName: "Approve", actionName: "Decide", token };
  }

  async function status(pipelineName: string): Promise<string | undefined> {
    await local.settled();
    return (await local.executions(pipelineName))[0].status;
  }

  it("approves once, with a summary of 512 characters", async () => {
    const asked = await request("approve", "ann");
    assert.deepEqual(local.deployed("approve"), []);
    const { approvedAt } = await taken(decide("ann", asked, "Approved", "x".repeat(512)));
    assert.notEqual(approvedAt, undefined);
    assert.equal(await status("approve"), "Succeeded");
    assert.deepEqual(local.deployed("approve"), ["index.html"]);
    await refusedByCli(decide("bob", asked, "Rejected"), "ApprovalAlreadyCompletedException");
  });

  it("is refused to the wrong person and with too much to say, then rejects", async () => {
    const asked = await local.request("reject");
    const [denied, tooLong] = await Promise.all([
      refusedByCli(decide("operator", asked), "AccessDeniedException"),
      refusedByCli(decide("bob", asked, "Rejected", "x".repeat(513)), "ValidationException"),
    ]);
    assert.match(denied, /user\/operator is not authorized .*codepipeline:PutApprovalResult/);
    assert.match(tooLong, /summary.*less than or equal to 512/);
    assert.deepEqual(await local.request("reject"), asked);
    await taken(decide("bob", asked, "Rejected", "Not yet"));
    assert.equal(await status("reject"), "Failed");
    assert.deepEqual(local.deployed("reject"), []);
  });

  it("lets one of two people win who decide at once", async () => {
    const asked = await local.request("race");
    const answers = await Promise.all([decide("ann", asked), decide("bob", asked, "Rejected")]);
    const [lost, ...more] = answers.filter(({ exitCode }) => exitCode !== 0);
    assert.deepEqual(more, []);
    await refusedByCli(Promise.resolve(lost), "ApprovalAlreadyCompletedException");
    const winner = lost === answers[0] ? "bob" : "ann";
    const [decided] = await local.history("race", "Decide");
    assert.equal(decided.updatedBy, `arn:aws:iam::111122223333:user/${winner}`);
  });

  it("comes too late for a request that has expired", async () => {
    const asked = await local.request("late");
    local.rehearsal.clock.advance(31 * 60_000);
    await refusedByCli(decide("ann", asked), "InvalidApprovalTokenException");
    assert.equal(await status("late"), "Failed");
  });

  it("decides with the profile of an MFA session where the gate demands it", async () => {
    const asked = await local.request("mfa");
    await refusedByCli(decide("ann", asked), "AccessDeniedException");
    await taken(decide("ann-mfa", asked));
    assert.equal(await status("mfa"), "Succeeded");
  });

  it("finds a PARALLEL execution's token in list-action-executions", async () => {
    const query =
      "actionExecutionDetails[?status=='InProgress'].output.executionResult.externalExecutionId";
    const list = ["list-action-executions", "--pipeline-name", "parallel", "--query", query];
    const tokens: string[] = await taken(run("ann", "codepipeline", ...list));
    assert.equal(tokens.length, 1);
    const place = { pipelineName: "parallel", stageName: "Approve", actionName: "Decide" };
    await taken(decide("ann", { ...place, token: tokens[0] }));
    assert.equal(await status("parallel"), "Succeeded");
  });

  it("stops, retries, starts and lists executions", async () => {
    const operate = (...args: string[]) => taken(run("operator", "codepipeline", ...args));
    const named = ["--pipeline-name", "run"];
    const id = (await local.executions("run"))[0].pipelineExecutionId!;
    const execution = [...named, "--pipeline-execution-id", id];
    await operate("stop-pipeline-execution", ...execution, "--abandon", "--reason", "Too early");
    const retry = ["retry-stage-execution", ...execution, "--stage-name", "Approve"];
    await operate(...retry, "--retry-mode", "FAILED_ACTIONS");
    const got = await operate("get-pipeline-execution", ...execution);
    assert.equal(got.pipelineExecution.status, "InProgress");

    const { pipelineExecutionId } = await operate("start-pipeline-execution", "--name", "run");
    const { pipelineExecutionSummaries } = await operate("list-pipeline-executions", ...named);
    assert.deepEqual(
      pipelineExecutionSummaries.map((one: any) => [one.pipelineExecutionId, one.status]),
      [
        [pipelineExecutionId, "InProgress"],
        [id, "InProgress"],
      ],
    );
  });

  it("says who it calls as", async () => {
    const { Arn } = await taken(run("ann", "sts", "get-caller-identity"));
    assert.equal(Arn, "arn:aws:iam::111122223333:user/ann");
  });

  it("is told which Region to ask for", async () => {
    const list = ["codepipeline", "list-pipelines"];
    const message = await refusedByCli(
      aws(local.rehearsal, "operator", list, "us-east-1"),
      "InvalidSignatureException",
    );
    assert.match(message, /Pass --region eu-west-1/);
  });
}

// Without the command there is nothing to test; tests/run.js says so.
if (hasAwsCli) describe("the aws CLI", theAwsCli);
