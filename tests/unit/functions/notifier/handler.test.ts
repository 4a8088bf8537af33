import * as assert from "node:assert/strict";
import { SlackError } from "../../../../functions/channels/slack/client";
import { inSlack, settings, token } from "../domain/samples";
import { expires, World } from "../support/world";
import { click, ended, otherToken, shownWorld, sns, thirdToken } from "../support/world-events";

const console = "arn:aws:iam::111122223333:user/carla";

async function waiting(...tokens: string[]): Promise<World> {
  const world = new World();
  for (const of of tokens) world.pipelines.wait(of, expires);
  return world;
}

describe("The notifier", () => {
  it("posts to the gate's channel and keeps where, with workspace, app and revisions", async () => {
    const world = await shownWorld();
    const request = world.request();
    assert.deepEqual(request.messages, [
      { channel: "slack", place: inSlack.channel, id: "1700000000.000001", shows: "PENDING" },
    ]);
    assert.deepEqual(request.origins, { slack: { teamId: "T0TEAM", appId: "A0APP" } });
    assert.equal(request.pipelineExecutionId, "execution-1");
    assert.equal(request.actionExecutionId, "run-1");
    assert.match(world.message(), /4f2c1d9/);
    assert.equal(request.ttl, Date.parse(expires) / 1000 + 30 * 86_400);
  });

  it("takes every record, and is not stopped by one that fails", async () => {
    const world = await waiting(token, otherToken, thirdToken);
    world.faults.push({
      call: "slack.postMessage",
      error: new SlackError("chat.postMessage", "fatal_error"),
    });
    const event = sns("no JSON", {}, { token: otherToken }, "{}", { token: thirdToken });
    await assert.rejects(world.notify(event), { message: "1 of 5 requests could not be shown." });
    assert.equal(world.request(otherToken).messages.length, 1);
    assert.equal(world.request(thirdToken).messages.length, 1);
    world.clock.advance(60);
    await world.notify(event);
    assert.equal(world.request(token).messages.length, 1);
    assert.equal(world.slack.messages.size, 3);
  });

  it("shows a request where Slack does not say to whom the bot token belongs", async () => {
    const world = await waiting(token);
    world.slack.origin = {};
    world.faults.push({
      call: "slack.identify",
      error: new SlackError("auth.test", "fatal_error"),
    });
    await world.notify(sns({}));
    const { origins, messages } = world.request();
    assert.deepEqual([origins, messages.length], [undefined, 1]);
  });

  it("passes over malformed records for good, without their content in the log", async () => {
    const world = await waiting();
    await world.notify(sns("no JSON with xoxb-secret", "{}"));
    assert.equal(world.lines.filter(({ level }) => level === "warn").length, 2);
    assert.ok(!JSON.stringify(world.lines).includes("xoxb-secret"));
    assert.deepEqual(world.calls, []);
  });

  it("passes over an action that has no gate, and a topic that is not the gate's", async () => {
    const world = await waiting(token);
    await world.notify(sns({ topicArn: `${settings.topicArn}-2` }));
    world.gates.clear();
    await world.notify(sns({}));
    assert.equal(world.table.items.size, 0);
    assert.equal(world.slack.messages.size, 0);
  });

  it("posts once for a record that comes twice, one after the other", async () => {
    const world = await shownWorld();
    await world.notify(sns({}, {}));
    world.clock.advance(600);
    await world.notify(sns({}));
    assert.equal(world.slack.messages.size, 1);
  });

  it("posts once for a record that comes twice at once, and the retry is content", async () => {
    const world = await waiting(token);
    const both = await Promise.allSettled([world.notify(sns({})), world.notify(sns({}))]);
    assert.deepEqual(both.map(({ status }) => status).toSorted(), ["fulfilled", "rejected"]);
    world.clock.advance(60);
    await world.notify(sns({}));
    assert.equal(world.slack.messages.size, 1);
  });

  it("keeps which run waits before anything of it is posted, whatever fails after that", async () => {
    const world = await waiting(token);
    const error = new SlackError("chat.postMessage", "no_answer");
    world.faults.push({ call: "slack.postMessage", error });
    world.faults.push({ call: "pipelines.revisions", error: new Error("throttled") });
    await assert.rejects(world.notify(sns({})));
    const { pipelineExecutionId, actionExecutionId } = world.request();
    assert.deepEqual([pipelineExecutionId, actionExecutionId], ["execution-1", "run-1"]);
  });

  it("posts nothing that has ended already", async () => {
    const world = await waiting(token);
    world.pipelines.parallel = true;
    world.pipelines.take(token, "Approved", "", console);
    await world.notify(sns({}));
    assert.equal(world.slack.messages.size, 0);
    assert.equal(world.request().outcome?.decidedBy, console);
  });

  it("shows the end in the message where it came while the message was posted", async () => {
    const world = await waiting(token);
    world.before = async (call) => {
      if (call !== "slack.postMessage") return;
      world.pipelines.take(token, "Approved", "", console);
      await world.watch(ended("SUCCEEDED"));
    };
    await world.notify(sns({}));
    assert.match(world.message(), /Approved by carla outside Slack/);
    assert.equal(world.request().messages[0].shows, "DECIDED");
  });

  it("finishes at a retry what a decision could not show", async () => {
    const world = await shownWorld();
    world.faults.push({
      call: "slack.updateMessage",
      error: new SlackError("chat.update", "no_answer"),
    });
    await assert.rejects(world.decide(click()));
    await world.notify(sns({}));
    assert.match(world.message(), /Approved by Ann/);
  });

  it("posts without revisions where they cannot be read, and says so", async () => {
    const world = await waiting(token);
    world.faults.push({ call: "pipelines.revisions", error: new Error("AccessDenied") });
    await world.notify(sns({}));
    assert.match(world.message(), /could not be read/);
    assert.match(world.message(), /"actions"/);
    assert.deepEqual(world.request().revisions, []);
  });

  it("posts with revisions where only the first look failed", async () => {
    const world = await waiting(token);
    world.faults.push({ call: "pipelines.observe", error: new Error("throttled") });
    await world.notify(sns({}));
    assert.match(world.message(), /4f2c1d9/);
  });

  it("posts where CodePipeline names no execution", async () => {
    const nameless = await waiting(token);
    nameless.pipelines.runs.get(token)!.seen = { status: "InProgress" };
    await nameless.notify(sns({}));
    assert.equal(nameless.slack.messages.size, 1);
    assert.equal(nameless.count("pipelines.revisions"), 0);
  });

  it("throws where the kept request is being removed, and where the table fails", async () => {
    const world = await shownWorld();
    const items = [...world.table.items];
    world.table.items.clear();
    world.before = (call) => {
      if (call === "requests.create") items.forEach((item) => world.table.items.set(...item));
      else world.table.items.clear();
    };
    await assert.rejects(world.notify(sns({})));
    assert.match(JSON.stringify(world.lines), /is being removed/);
    const broken = await waiting(token);
    broken.faults.push({ call: "requests.create", error: new Error("throttled") });
    await assert.rejects(broken.notify(sns({})));
    assert.equal(broken.slack.messages.size, 0);
  });
});

describe("The notifier, where Slack does not take the message,", () => {
  for (const code of ["channel_not_found", "invalid_auth", "not_in_channel"]) {
    it(`throws for ${code}, and logs what to do`, async () => {
      const world = await waiting(token);
      const fault = { call: "slack.postMessage", error: new SlackError("chat.postMessage", code) };
      world.faults.push(fault);
      await assert.rejects(world.notify(sns({})));
      const line = world.lines.find(({ level }) => level === "error");
      assert.equal(typeof line?.fields?.["remedy"], "string");
      assert.ok(String(line?.fields?.["reason"]).includes(code));
      assert.deepEqual(world.request().messages, []);
    });
  }

  it("throws each time while Slack is down, and a re-run finishes it", async () => {
    const world = await waiting(token);
    world.faults.push({
      call: "slack.postMessage",
      error: new SlackError("chat.postMessage", "no_answer"),
      times: 3,
    });
    for (let tries = 0; tries < 3; tries += 1) {
      await assert.rejects(world.notify(sns({})));
      world.clock.advance(120);
    }
    await world.notify(sns({}));
    assert.equal(world.request().messages.length, 1);
  });
});

describe("A request that begins", () => {
  for (const hasLedger of [true, false]) {
    it(`says that nothing of it is in the ledger where the hub has one: ${hasLedger}`, async () => {
      const world = new World();
      world.hasLedger = hasLedger;
      world.pipelines.wait(token, expires);
      await world.notify(sns({}));
      assert.equal(world.request().ledgerThrough, hasLedger ? 0 : undefined);
    });
  }
});
