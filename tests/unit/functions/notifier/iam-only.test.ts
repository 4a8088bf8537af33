/** A gate that joins a hub and is not in Slack: its requests are kept and closed, and nothing is posted. */
import * as assert from "node:assert/strict";
import { withoutApp } from "../../../../functions/channels/slack/hub-slack";
import { UnconfirmedRequestError } from "../../../../functions/domain/errors";
import { settings, token } from "../domain/samples";
import { expires, World } from "../support/world";
import { click, ended, press, shownWorld, sns } from "../support/world-events";

const console = "arn:aws:iam::111122223333:user/carla";

/** A gate that IAM alone decides, behind a hub that has a Slack app for others. */
function iamWorld(): World {
  const world = new World();
  world.gates.set(settings.action, { ...settings, channels: {} });
  world.pipelines.wait(token, expires);
  return world;
}

const callsOfSlack = (world: World): string[] =>
  world.calls.filter((call) => call.startsWith("slack."));

describe("A request of a gate that IAM alone decides", () => {
  it("is kept by the notifier with what it would release, and posted nowhere", async () => {
    const world = iamWorld();
    await world.notify(sns({}));
    const { status, messages, pipelineExecutionId, actionExecutionId } = world.request();
    assert.deepEqual({ status, messages }, { status: "PENDING", messages: [] });
    assert.ok(pipelineExecutionId !== undefined && actionExecutionId !== undefined);
    assert.deepEqual(callsOfSlack(world), []);
  });

  it("is taken once where SNS delivers it twice, at once and later", async () => {
    const world = iamWorld();
    await Promise.all([world.notify(sns({})), world.notify(sns({}))]);
    await world.notify(sns({}));
    assert.equal(world.table.items.size, 1);
    assert.equal(world.request().status, "PENDING");
  });

  for (const [state, result] of [
    ["SUCCEEDED", "Approved"],
    ["FAILED", "Rejected"],
  ] as const) {
    it(`is closed by the watcher when it was ${result} in the console, with who decided`, async () => {
      const world = iamWorld();
      await world.notify(sns({}));
      world.pipelines.take(token, result, "Looked at it", console);
      await world.watch(ended(state));
      const { status, outcome } = world.request();
      assert.equal(status, "DECIDED");
      assert.equal(outcome?.result, result);
      assert.equal(outcome?.decidedBy, console);
      assert.deepEqual(callsOfSlack(world), []);
    });
  }

  it("is closed when it expired", async () => {
    const world = iamWorld();
    await world.notify(sns({}));
    world.clock.advance(8 * 86_400);
    await world.watch(ended("FAILED"));
    assert.equal(world.request().status, "EXPIRED");
  });

  it("is tried again while CodePipeline does not confirm it", async () => {
    const world = iamWorld();
    world.faults.push({ call: "pipelines.observe", error: new Error("Throttled"), times: 2 });
    await assert.rejects(world.notify(sns({})), { cause: new UnconfirmedRequestError() });
    await world.notify(sns({}));
    assert.equal(world.request().unconfirmed, false);
  });

  it("learns at the retry what it would release, where the first run died before it could ask", async () => {
    const world = iamWorld();
    await assert.rejects(world.notify(sns({}), { step: 4, when: "before" }));
    assert.deepEqual(world.calls.slice(0, 4).at(-1), "requests.create");
    assert.deepEqual(world.request().revisions, []);
    await world.notify(sns({}));
    assert.deepEqual(world.request().revisions, [{ name: "app", id: "4f2c1d9" }]);
  });

  it("is decided by nobody in Slack, whoever presses or sends what", async () => {
    const world = iamWorld();
    await world.notify(sns({}));
    for (const sent of [click(), press()]) await world.decide(sent).catch(() => undefined);
    assert.equal(world.count("pipelines.decide"), 0);
    assert.equal(world.request().status, "PENDING");
  });
});

describe("A hub whose Slack app was taken away", () => {
  it("closes the request all the same, and says once that its message is out of reach", async () => {
    const world = await shownWorld();
    world.pipelines.take(token, "Approved", "", console);
    world.slack.updateMessage = withoutApp.updateMessage;
    await world.watch(ended("SUCCEEDED"));
    assert.equal(world.request().status, "DECIDED");
    const said = () => world.lines.filter(({ event }) => event === "message_unchangeable").length;
    assert.equal(said(), 1);
    await world.watch(ended("SUCCEEDED"));
    assert.equal(said(), 1);
  });

  it("refuses to post for a gate that still names a channel, and says what to do", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    world.slack.postMessage = withoutApp.postMessage;
    world.slack.identify = withoutApp.identify;
    await assert.rejects(world.notify(sns({})));
    const [failed] = world.lines.filter(({ event }) => event === "show_failed");
    assert.match(JSON.stringify(failed), /give it `slack`, or take `slack` from the gate/);
  });
});
