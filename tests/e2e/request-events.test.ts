/** What happens to requests reaches a rule of a user's own on the hub's bus: once at least, and in order. */
import * as assert from "node:assert/strict";
import type { BusEvent } from "../../rehearsal/aws/codepipeline/types";
import { gate, ids, openSlack, type SlackAws } from "../support/e2e-slack";

const names = [
  "plain",
  "console",
  "stopped",
  "expired",
  "throttled",
  "refused",
  "crashed",
  "redriven",
  "poisoned",
  "lost",
];
const events = (local: SlackAws, pipeline: string): any[] =>
  local.rehearsal.account.buses
    .get(busOf(local))
    .recent()
    .map(({ detail }) => detail as any)
    .filter(({ request }) => request.pipelineName === pipeline);
const typesOf = (local: SlackAws, pipeline: string): string[] =>
  events(local, pipeline).map(({ type }) => type);

function busOf(local: SlackAws): string {
  return local.rehearsal.account.buses.names().find((name) => name !== "default")!;
}

describe("request events", function () {
  this.timeout(240_000);
  let local: SlackAws;

  before(async () => {
    local = await openSlack(
      names.map((name) => gate(name, name === "expired" ? { timeoutInMinutes: 5 } : {})),
      { config: { subscribed: true } },
    );
  });

  after(() => local.close());

  /** What the user's queue was sent about a pipeline. */
  const received = (pipeline: string): BusEvent[] =>
    local.rehearsal.account.queues
      .messages("arn:aws:sqs:eu-west-1:111122223333:" + queueName())
      .map(({ body }) => JSON.parse(body))
      .filter(({ detail }) => detail.request.pipelineName === pipeline);
  const queueName = (): string =>
    local.rehearsal.account.resources.find(
      ({ type, name }) => type === "aws:sqs/queue:Queue" && name === "decisions",
    )!.state.name;
  const dead = (): any[] =>
    local.rehearsal.account.queues
      .messages(local.deadLetters("publisher"))
      .map(({ body }) => JSON.parse(body));
  const items = () => {
    const { tables } = local.rehearsal.account.stores;
    return tables.items(tables.names().find((name) => name.includes("requests"))!);
  };

  it("tell who decided in Slack, and reach the user's queue as Requested and Decided", async () => {
    await local.decideAs("ann", local.message("plain"), "approve", "Load test passed.");
    assert.deepEqual(typesOf(local, "plain"), ["Requested", "Deciding", "Decided"]);
    const [requested, decided] = received("plain");
    assert.deepEqual(
      [requested, decided].map((event) => [event.source, event["detail-type"], event.account]),
      ["Requested", "Decided"].map((type) => ["codepipeline-approvals", type, "111122223333"]),
    );
    const { actor, result, reason, sequence, request } = decided.detail as any;
    assert.deepEqual(
      { actor, result, reason, sequence },
      {
        actor: { channel: "slack", id: ids.ann, displayName: "ann" },
        ...{ result: "Approved", reason: "Load test passed.", sequence: 3 },
      },
    );
    assert.equal(request.id, (requested.detail as any).request.id);
    assert.match(request.customData, /^Version /);
  });

  it("hold no token, no secret and no link to a review", async () => {
    const all = JSON.stringify(local.rehearsal.account.buses.get(busOf(local)).recent());
    const requests = await items();
    assert.ok(requests.length >= names.length);
    for (const { token } of requests) assert.ok(!all.includes(token));
    const secrets = ["xoxb-", "signingSecret", "approvalReviewLink"];
    assert.deepEqual(
      secrets.filter((part) => all.includes(part)),
      [],
    );
  });

  it("tell of a decision in the console, by the ARN of whoever decided", async () => {
    await local.decide("bob", await local.request("console"), "Rejected");
    assert.deepEqual(typesOf(local, "console"), ["Requested", "Decided"]);
    const { actor, result } = events(local, "console").at(-1);
    assert.deepEqual(
      [actor.channel, actor.displayName, result],
      ["codepipeline", "bob", "Rejected"],
    );
  });

  it("tell why nobody was asked any more, and that nobody decided in time", async () => {
    const [{ pipelineExecutionId }] = await local.executions("stopped");
    await local.stop("stopped", pipelineExecutionId!, true);
    await local.settled();
    assert.deepEqual(typesOf(local, "stopped"), ["Requested", "Cancelled"]);
    await local.minutes(6);
    assert.deepEqual(typesOf(local, "expired"), ["Requested", "Expired"]);
  });

  it("come again, and in order, while EventBridge throttles", async () => {
    const { buses } = local.rehearsal.account;
    buses.fail(busOf(local), "ThrottlingException", 2);
    await local.decideAs("ann", local.message("throttled"), "approve");
    await local.minutes(2);
    const sequences = events(local, "throttled").map(({ sequence }) => sequence);
    assert.deepEqual([...new Set(sequences)], [1, 2, 3]);
    assert.deepEqual(sequences, sequences.toSorted());
    assert.deepEqual(dead(), []);
  });

  it("come under the same ids where the publisher dies after its work", async () => {
    local.functions.fail(local.functionName("publisher"), "crash-late", 1);
    await local.decideAs("ann", local.message("crashed"), "approve");
    await local.minutes(2);
    const byId = new Map(events(local, "crashed").map(({ id, type }) => [id, type]));
    assert.deepEqual([...byId.values()], ["Requested", "Deciding", "Decided"]);
    assert.deepEqual(dead(), []);
  });

  it("go to the dead letter queue where EventBridge never takes them, and others go on", async () => {
    const { buses } = local.rehearsal.account;
    buses.fail(busOf(local), "MalformedDetail", 1);
    await local.decideAs("ann", local.message("refused"), "approve");
    assert.deepEqual(typesOf(local, "refused"), ["Requested", "Decided"]);
    assert.equal(dead().length, 1);
    assert.equal(await local.redrive("publisher"), 1);
    assert.deepEqual(typesOf(local, "refused"), ["Requested", "Decided", "Deciding"]);
    assert.deepEqual(dead(), []);
  });

  it("are tried again by Lambda where a redrive meets a bus that throttles", async () => {
    const { buses } = local.rehearsal.account;
    buses.fail(busOf(local), "MalformedDetail", 1);
    await local.decideAs("ann", local.message("redriven"), "approve");
    buses.fail(busOf(local), "ThrottlingException", 1);
    assert.equal(await local.redrive("publisher"), 1);
    await local.minutes(2);
    assert.deepEqual(typesOf(local, "redriven"), ["Requested", "Decided", "Deciding"]);
    assert.deepEqual(dead(), []);
  });

  it("are not held up by an item that is no request", async () => {
    const before = dead().length;
    const { tables } = local.rehearsal.account.stores;
    const TableName = tables.names().find((name) => name.includes("requests"))!;
    const Item = { action: { S: "a/b/c" }, token: { S: "t" } };
    await tables.call("PutItem", { TableName, Item });
    await local.decideAs("ann", local.message("poisoned"), "approve");
    assert.deepEqual(typesOf(local, "poisoned"), ["Requested", "Deciding", "Decided"]);
    assert.equal(dead().length, before + 1);
  });

  it("reach the bus from the table where the stream has lost every record of the request", async () => {
    const { streams } = local.rehearsal.account.stores;
    const add = streams.add.bind(streams);
    streams.add = () => undefined;
    await local.decideAs("ann", local.message("lost"), "approve");
    streams.add = add;
    assert.deepEqual(typesOf(local, "lost"), ["Requested"]);
    for (let sweeps = 0; sweeps < 4; sweeps += 1) {
      local.rehearsal.clock.advance(5 * 60_000);
      await new Promise((resolve) => setImmediate(resolve));
      await local.settled();
    }
    assert.deepEqual(typesOf(local, "lost"), ["Requested", "Deciding", "Decided"]);
    const [kept] = (await items()).filter(({ pipelineName }: any) => pipelineName === "lost");
    assert.deepEqual([kept.publishedThrough, kept.unsettled], [3, undefined]);
  });
});
