/** Executions that fail, are stopped, and are tried again, with approvals on their way. */
import * as assert from "node:assert/strict";
import {
  GetPipelineCommand,
  GetPipelineExecutionCommand,
  ListActionExecutionsCommand,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-codepipeline";
import { type LocalAws, openFixture, refused } from "../support/e2e";

const names = ["again", "deploys", "stopped", "given-up", "left", "right", "read", "rights"];

describe("an execution", () => {
  let local: LocalAws;

  before(async () => {
    local = await openFixture("gates", { pipelines: names.map((name) => ({ name })) });
  });

  after(() => local.close());

  async function newest(pipelineName: string): Promise<{ id: string; status?: string }> {
    const [{ pipelineExecutionId, status }] = await local.executions(pipelineName);
    return { id: pipelineExecutionId!, status };
  }

  it("asks again with a new token when its approval stage is retried", async () => {
    const first = await local.request("again");
    await local.decide("ann", first, "Rejected");
    const { id } = await newest("again");
    await local.retry("again", "Approve", id);
    const second = await local.request("again");
    assert.notEqual(second.token, first.token);

    await refused(local.decide("ann", first), "InvalidApprovalTokenException");
    assert.deepEqual(await local.request("again"), second);
    await local.decide("ann", second);
    assert.deepEqual(await newest("again"), { id, status: "Succeeded" });
    const attempts = await local.history("again", "Decide");
    assert.deepEqual(
      attempts.map(({ status, pipelineExecutionId }) => ({ status, pipelineExecutionId })),
      [
        { status: "Succeeded", pipelineExecutionId: id },
        { status: "Failed", pipelineExecutionId: id },
      ],
    );
  });

  it("fails with its action, and goes on from there without a second approval", async () => {
    local.rehearsal.failures.add("deploy-deploys");
    await local.decide("ann", await local.request("deploys"));
    const { id, status } = await newest("deploys");
    assert.equal(status, "Failed");
    const { latestExecution } = await local.action("deploys", "Release", "deploy-deploys");
    assert.match(latestExecution!.errorDetails!.message!, /deploy-deploys was asked to fail/);
    assert.deepEqual(local.deployed("deploys"), []);

    local.rehearsal.failures.delete("deploy-deploys");
    await local.retry("deploys", "Release", id);
    assert.deepEqual(await newest("deploys"), { id, status: "Succeeded" });
    assert.deepEqual(local.deployed("deploys"), ["index.html"]);
    assert.equal((await local.history("deploys", "Decide")).length, 1);
  });

  it("that is stopped waits for the decision, and goes no further", async () => {
    const request = await local.request("stopped");
    const { id } = await newest("stopped");
    await local.stop("stopped", id, false);
    assert.equal((await newest("stopped")).status, "Stopping");
    await refused(local.stop("stopped", id, false), "DuplicatedStopRequestException");
    await local.decide("ann", request);
    assert.deepEqual(await newest("stopped"), { id, status: "Stopped" });
    assert.deepEqual(local.deployed("stopped"), []);
  });

  it("that is given up takes its token with it", async () => {
    const request = await local.request("given-up");
    const { id } = await newest("given-up");
    await local.stop("given-up", id, true);
    assert.deepEqual(await newest("given-up"), { id, status: "Stopped" });
    const [asked] = await local.history("given-up", "Decide");
    assert.equal(asked.status, "Abandoned");
    await refused(local.decide("ann", request), "InvalidApprovalTokenException");
    await refused(local.stop("given-up", id, true), "PipelineExecutionNotStoppableException");

    await local.start("given-up");
    await local.decide("ann", await local.request("given-up"));
    assert.equal((await newest("given-up")).status, "Succeeded");
  });

  it("of one pipeline is no concern of another's", async () => {
    const [left, right] = [await local.request("left"), await local.request("right")];
    await Promise.all([local.decide("ann", left), local.decide("bob", right, "Rejected")]);
    assert.equal((await newest("left")).status, "Succeeded");
    assert.equal((await newest("right")).status, "Failed");
    assert.deepEqual(local.deployed("left"), ["index.html"]);
    assert.deepEqual(local.deployed("right"), []);
    await local.start("right");
    await local.decide("bob", await local.request("right"));
    assert.deepEqual(local.deployed("right"), ["index.html"]);
  });

  it("is started, stopped and retried by those who may, and by nobody else", async () => {
    const { id } = await newest("rights");
    const start = new StartPipelineExecutionCommand({ name: "rights" });
    const message = await refused(local.as("ann").send(start), "AccessDeniedException");
    assert.match(message, /codepipeline:StartPipelineExecution on resource: .*:rights /);
    await refused(local.retry("rights", "Approve", id), "StageNotRetryableException");
    const unknown = "00000000-0000-4000-8000-000000000000";
    await refused(local.stop("rights", unknown, true), "PipelineExecutionNotFoundException");
    assert.deepEqual(await newest("rights"), { id, status: "InProgress" });
  });

  it("is read by its approvers as by the console", async () => {
    const { id } = await newest("read");
    const ann = local.as("ann");
    const { pipeline, metadata } = await ann.send(new GetPipelineCommand({ name: "read" }));
    assert.deepEqual(
      pipeline?.stages?.map(({ name }) => name),
      ["Source", "Approve", "Release"],
    );
    assert.equal(metadata?.pipelineArn, "arn:aws:codepipeline:eu-west-1:111122223333:read");
    const [gate] = pipeline!.stages![1].actions!;
    assert.deepEqual(gate.actionTypeId, {
      category: "Approval",
      owner: "AWS",
      provider: "Manual",
      version: "1",
    });

    const get = new GetPipelineExecutionCommand({ pipelineName: "read", pipelineExecutionId: id });
    const { pipelineExecution } = await ann.send(get);
    assert.equal(pipelineExecution?.status, "InProgress");
    const [revision] = pipelineExecution!.artifactRevisions!;
    const list = new ListActionExecutionsCommand({
      pipelineName: "read",
      filter: { pipelineExecutionId: id },
      maxResults: 1,
    });
    const { actionExecutionDetails, nextToken } = await ann.send(list);
    const [{ input }] = actionExecutionDetails!;
    assert.equal(input!.configuration!.CustomData, "Version #{source.VersionId}");
    assert.equal(input!.resolvedConfiguration!.CustomData, `Version ${revision.revisionId}`);
    const rest = await ann.send(new ListActionExecutionsCommand({ ...list.input, nextToken }));
    assert.deepEqual(
      rest.actionExecutionDetails!.map(({ actionName }) => actionName),
      ["Fetch"],
    );
    await refused(
      ann.send(new GetPipelineCommand({ name: "unheard-of" })),
      "AccessDeniedException",
    );
  });
});
