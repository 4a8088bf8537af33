/** Gates that IAM alone decides on a hub: it keeps what was asked, and who decided it when and why. */
import * as assert from "node:assert/strict";
import { type LocalAws, openFixture, refused } from "../support/e2e";
import { channel, gate, openSlack } from "../support/e2e-slack";

const account = "arn:aws:iam::111122223333";

/** What the hub keeps of a pipeline's requests. */
async function kept(local: LocalAws, pipeline: string): Promise<any[]> {
  const { tables } = local.rehearsal.account.stores;
  const items = await tables.items(tables.names().find((name) => name.includes("requests"))!);
  return items.filter(({ pipelineName }) => pipelineName === pipeline);
}

/** What the hub's bus has of a pipeline, in order. */
function events(local: LocalAws, pipeline: string): any[] {
  const { buses } = local.rehearsal.account;
  return buses
    .get(buses.names().find((name) => name !== "default")!)
    .recent()
    .map(({ detail }) => detail as any)
    .filter(({ request }) => request.pipelineName === pipeline);
}

const typesOf = (local: LocalAws, pipeline: string): string[] =>
  events(local, pipeline).map(({ type }) => type);

function namesOf(local: LocalAws, type: string): string[] {
  return local.rehearsal.account.resources
    .filter((resource) => resource.type === type)
    .map(({ name }) => name)
    .sort();
}

describe("a hub without Slack", function () {
  this.timeout(240_000);
  let local: LocalAws;

  before(async () => {
    const names = ["approved", "rejected", "stopped", "stranger", "expired"];
    const pipelines = names.map((name) => ({
      ...{ name, inHub: true },
      ...(name === "expired" ? { timeoutInMinutes: 5 } : {}),
    }));
    local = await openFixture("gates", { pipelines });
  });

  after(() => local.close());

  it("has no function that decides or can be called, and no secret", () => {
    assert.deepEqual(namesOf(local, "aws:lambda/function:Function"), [
      "hub-notifier",
      "hub-publisher",
      "hub-sweep",
      "hub-watcher",
    ]);
    assert.deepEqual(namesOf(local, "aws:lambda/functionUrl:FunctionUrl"), []);
    assert.equal(local.rehearsal.slack, undefined);
  });

  it("keeps an open request, with what it is about and how long it waits", async () => {
    const [request, ...others] = await kept(local, "approved");
    assert.deepEqual(others, []);
    const { status, messages, customData, expires, requestedAt, revisions } = request;
    assert.deepEqual([status, messages], ["PENDING", []]);
    assert.match(customData, /^Version /);
    assert.equal(revisions.length, 1);
    assert.ok(Date.parse(expires) > Date.parse(requestedAt));
    assert.deepEqual(typesOf(local, "approved"), ["Requested"]);
  });

  it("keeps who approved, when and why, and tells it on the bus", async () => {
    const request = await local.request("approved");
    const approvedAt = await local.decide("ann", request, "Approved", "Load test passed.");
    const [{ status, outcome }] = await kept(local, "approved");
    const { at, ...rest } = outcome;
    assert.deepEqual(
      [status, rest],
      [
        "DECIDED",
        { result: "Approved", decidedBy: `${account}:user/ann`, reason: "Load test passed." },
      ],
    );
    assert.equal(at, approvedAt.toISOString());
    assert.deepEqual(typesOf(local, "approved"), ["Requested", "Decided"]);
    const { actor, result, reason, time } = events(local, "approved").at(-1);
    assert.deepEqual(
      [actor, result, reason, time],
      [
        { channel: "codepipeline", id: `${account}:user/ann`, displayName: "ann" },
        ...["Approved", "Load test passed.", at],
      ],
    );
    assert.deepEqual(local.deployed("approved"), ["index.html"]);
  });

  it("keeps who rejected, when and why, and nothing is released", async () => {
    await local.decide("bob", await local.request("rejected"), "Rejected", "A test is red.");
    const [{ status, outcome }] = await kept(local, "rejected");
    const { result, decidedBy, reason } = outcome;
    assert.deepEqual(
      [status, result, decidedBy, reason],
      ["DECIDED", "Rejected", `${account}:user/bob`, "A test is red."],
    );
    assert.deepEqual(typesOf(local, "rejected"), ["Requested", "Decided"]);
    assert.deepEqual(local.deployed("rejected"), []);
  });

  it("keeps that an execution was stopped before anybody decided", async () => {
    const [{ pipelineExecutionId }] = await local.executions("stopped");
    await local.stop("stopped", pipelineExecutionId!, true);
    const [{ outcome }] = await kept(local, "stopped");
    assert.equal(outcome.result, undefined);
    assert.deepEqual(typesOf(local, "stopped"), ["Requested", "Cancelled"]);
  });

  it("leaves the request open to everybody whom IAM refuses it", async () => {
    const request = await local.request("stranger");
    await refused(local.decide("operator", request), "AccessDeniedException");
    assert.deepEqual(await local.request("stranger"), request);
    const [{ status, outcome }] = await kept(local, "stranger");
    assert.deepEqual([status, outcome], ["PENDING", undefined]);
    assert.deepEqual(typesOf(local, "stranger"), ["Requested"]);
  });

  it("keeps that nobody decided in time", async () => {
    for (let minute = 0; minute < 6; minute += 1) {
      local.rehearsal.clock.advance(60_000);
      await local.settled();
    }
    const [{ outcome }] = await kept(local, "expired");
    assert.equal(outcome.result, undefined);
    assert.deepEqual(typesOf(local, "expired"), ["Requested", "Expired"]);
    assert.deepEqual(local.deployed("expired"), []);
  });

  it("has nothing in a dead letter queue after all that", () => {
    const { queues, resources } = local.rehearsal.account;
    const letters = resources.filter(({ type }) => type === "aws:sqs/queue:Queue");
    assert.equal(letters.length, 4);
    assert.deepEqual(
      letters.flatMap(({ state }) => queues.messages(state.arn)),
      [],
    );
  });
});

describe("a gate that IAM alone decides, on a hub with Slack", function () {
  this.timeout(240_000);

  it("is shown to nobody in Slack, and its request is kept and closed like any other", async () => {
    const local = await openSlack([gate("shown"), { name: "quiet", inHub: true }]);
    try {
      assert.equal(local.messages("shown").length, 1);
      assert.equal(local.slack.messages(channel).length, 1);
      await local.decide("ann", await local.request("quiet"), "Approved", "Seen.");
      const [{ outcome }] = await kept(local, "quiet");
      assert.deepEqual(
        [outcome.result, outcome.decidedBy, outcome.reason],
        ["Approved", `${account}:user/ann`, "Seen."],
      );
      assert.deepEqual(typesOf(local, "quiet"), ["Requested", "Decided"]);
      assert.equal(local.slack.messages(channel).length, 1);
    } finally {
      await local.close();
    }
  });
});
