import * as assert from "node:assert/strict";
import { TransientError } from "../../../../functions/domain/errors";
import { SlackError } from "../../../../functions/channels/slack/client";
import { settings, token } from "../domain/samples";
import { expires, World } from "../support/world";
import { click, ended, otherToken, shownWorld, sns } from "../support/world-events";

const console = "arn:aws:iam::111122223333:user/carla";

describe("The watcher", () => {
  it("closes what was decided in the console", async () => {
    const world = await shownWorld();
    world.pipelines.take(token, "Rejected", "Not <!channel> today", console);
    await world.watch(ended("FAILED"));
    assert.match(world.message(), /Rejected by carla outside Slack/);
    const reason = { type: "plain_text", text: "> Not <!channel> today", emoji: false };
    assert.ok(world.message().includes(JSON.stringify(reason)));
    assert.ok(!world.message().includes('"actions"'));
  });

  it("closes what expired, and what was abandoned", async () => {
    const late = await shownWorld();
    late.clock.advance(8 * 86_400);
    await late.watch(ended("FAILED"));
    assert.equal(late.request().status, "EXPIRED");
    assert.match(late.message(), /Expired/);
    const newer = await shownWorld();
    newer.pipelines.end(newer.pipelines.runs.get(token)!, {
      status: "Abandoned",
      executionStatus: "Superseded",
    });
    await newer.watch(ended("ABANDONED"));
    assert.equal(newer.request().status, "CANCELLED");
    assert.match(newer.message(), /a newer execution took its place/);
  });

  it("does nothing at an event that comes twice", async () => {
    const world = await shownWorld();
    world.pipelines.take(token, "Approved", "", console);
    await world.watch(ended("SUCCEEDED"));
    const said = world.slack.history.length;
    await world.watch(ended("SUCCEEDED"));
    await Promise.all([world.watch(ended("SUCCEEDED")), world.watch(ended("SUCCEEDED"))]);
    assert.equal(world.slack.history.length, said);
  });

  it("throws while the API lags behind the event, and closes at a later try", async () => {
    const world = await shownWorld();
    world.pipelines.runs.get(token)!.lag = 30;
    world.pipelines.take(token, "Approved", "", console);
    await assert.rejects(world.watch(ended("SUCCEEDED")), {
      message: `1 requests of ${settings.action} could not be closed.`,
      cause: new TransientError("CodePipeline does not show the end of the action yet."),
    });
    assert.equal(world.request().status, "PENDING");
    world.clock.advance(60);
    await world.watch(ended("SUCCEEDED"));
    assert.equal(world.request().status, "DECIDED");
  });

  it("leaves a request alone that waits in another execution", async () => {
    const world = await shownWorld();
    world.pipelines.wait(otherToken, expires);
    await world.notify(sns({ token: otherToken }));
    world.pipelines.take(token, "Approved", "", console);
    await world.watch(ended("SUCCEEDED"));
    assert.equal(world.request(token).status, "DECIDED");
    assert.equal(world.request(otherToken).status, "PENDING");
  });

  it("ignores the events of gates that it does not know, before anything else is read", async () => {
    const world = await shownWorld();
    const calls = world.calls.length;
    await world.watch(ended("FAILED", "execution-1", "staging"));
    assert.deepEqual(world.calls.slice(calls), ["gates.read"]);
  });

  it("ignores what is no end of an approval", async () => {
    const world = new World();
    for (const event of [undefined, {}, ended("STARTED"), { ...ended("FAILED"), source: "x" }]) {
      await world.watch(event);
    }
    assert.deepEqual(world.calls, []);
  });

  it("fails, and leaves a request open, of which CodePipeline knows nothing", async () => {
    const world = await shownWorld();
    world.pipelines.runs.clear();
    await assert.rejects(world.watch(ended("FAILED")));
    assert.equal(world.request().status, "PENDING");
  });

  it("closes a request before the notifier has posted it, and nothing is posted for it", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    world.faults.push({
      call: "slack.postMessage",
      error: new SlackError("chat.postMessage", "no_answer"),
    });
    await assert.rejects(world.notify(sns({})));
    world.pipelines.take(token, "Approved", "", console);
    await world.watch(ended("SUCCEEDED"));
    assert.equal(world.request().status, "DECIDED");
    world.clock.advance(60);
    await world.notify(sns({}));
    assert.equal(world.slack.messages.size, 0);
  });

  it("leaves it to the notifier to find out where there is no request yet", async () => {
    const world = new World();
    world.pipelines.parallel = true;
    world.pipelines.wait(token, expires);
    world.pipelines.take(token, "Approved", "", console);
    await world.watch(ended("SUCCEEDED"));
    await world.notify(sns({}));
    assert.equal(world.request().status, "DECIDED");
    assert.equal(world.slack.messages.size, 0);
  });

  it("says the same as the decider that is between its call and its record", async () => {
    const world = await shownWorld();
    let watched = false;
    world.before = async (call) => {
      if (watched || call !== "requests.save" || world.pipelines.decisions.length === 0) return;
      watched = true;
      await world.watch(ended("SUCCEEDED"));
    };
    await world.decide(click());
    assert.ok(watched);
    assert.equal(world.request().outcome?.person?.displayName, "Ann");
    assert.match(world.message(), /Approved by Ann \(U0ANN\) in Slack/);
    assert.equal(world.count("pipelines.decide"), 1);
    assert.deepEqual(world.slack.told, []);
  });

  it("is not stopped by one request that fails", async () => {
    const world = await shownWorld();
    world.pipelines.wait(otherToken, expires);
    await world.notify(sns({ token: otherToken }));
    world.pipelines.take(token, "Approved", "", console);
    world.pipelines.take(otherToken, "Approved", "", console);
    world.faults.push({ call: "pipelines.observe", error: new Error("throttled") });
    await assert.rejects(world.watch(ended("SUCCEEDED")));
    assert.equal(world.request(otherToken).status, "DECIDED");
    await world.watch(ended("SUCCEEDED"));
    assert.equal(world.request(token).status, "DECIDED");
  });

  it("throws each time while Slack is down, and a re-run finishes it", async () => {
    const world = await shownWorld();
    world.pipelines.take(token, "Approved", "", console);
    world.faults.push({
      call: "slack.updateMessage",
      error: new SlackError("chat.update", "http_503"),
      times: 3,
    });
    for (let tries = 0; tries < 3; tries += 1) {
      await assert.rejects(world.watch(ended("SUCCEEDED")));
    }
    await world.watch(ended("SUCCEEDED"));
    assert.equal(world.request().messages[0].shows, "DECIDED");
  });
});
