/** Requests that nobody could ask CodePipeline about: shown without buttons until they are confirmed. */
import * as assert from "node:assert/strict";
import { UnconfirmedRequestError } from "../../../../functions/domain/errors";
import { token } from "../domain/samples";
import { expires, World } from "../support/world";
import { endedRun, sns } from "../support/world-events";

const failure = { message: "1 of 1 requests could not be shown." };
const unreadable = { call: "pipelines.observe", error: new Error("AccessDenied"), times: 2 };

async function unconfirmed(): Promise<World> {
  const world = new World();
  world.pipelines.wait(token, expires);
  world.faults.push({ ...unreadable });
  await assert.rejects(world.notify(sns({})), failure);
  return world;
}

const hasButtons = (world: World): boolean => world.message().includes('"action_id":"approve"');

describe("A request that CodePipeline could not confirm", () => {
  it("is shown without buttons, says so, and fails, so that it is tried again", async () => {
    const world = await unconfirmed();
    assert.equal(world.slack.messages.size, 1);
    assert.ok(!hasButtons(world));
    assert.match(world.message(), /Not confirmed/);
    assert.equal(world.request().messages[0].shows, "UNCONFIRMED");
    const { remedy } = new UnconfirmedRequestError();
    assert.ok(world.lines.some(({ fields }) => fields?.["remedy"] === remedy));
  });

  it("gets its buttons at the retry, in the same message", async () => {
    const world = await unconfirmed();
    world.clock.advance(60);
    await world.notify(sns({}));
    assert.equal(world.slack.messages.size, 1);
    assert.ok(hasButtons(world));
    assert.match(world.message(), /4f2c1d9/);
    assert.deepEqual(
      [world.request().messages[0].shows, world.request().unconfirmed],
      ["PENDING", false],
    );
  });

  it("fails the notifier as long as nobody can ask, and is not posted again", async () => {
    const world = await unconfirmed();
    world.faults.push({ ...unreadable });
    world.clock.advance(60);
    await assert.rejects(world.notify(sns({})), failure);
    assert.equal(world.slack.messages.size, 1);
    assert.ok(!hasButtons(world));
  });

  it("is not kept where CodePipeline says that it does not know it", async () => {
    const world = await unconfirmed();
    world.pipelines.runs.clear();
    world.clock.advance(60);
    await assert.rejects(world.notify(sns({})), failure);
    assert.ok(!hasButtons(world));
  });

  it("gets its buttons where the watcher comes by first", async () => {
    const world = await unconfirmed();
    await world.watch(endedRun("FAILED", "run-9", "execution-9"));
    assert.ok(hasButtons(world));
    assert.equal(world.request().actionExecutionId, "run-1");
  });

  it("is closed where it ends before anybody could ask", async () => {
    const world = await unconfirmed();
    world.clock.advance(60);
    world.pipelines.parallel = true;
    world.pipelines.take(token, "Approved", "", "arn:aws:iam::111122223333:user/carla");
    await world.notify(sns({}));
    assert.match(world.message(), /Approved by carla outside Slack/);
  });

  it("has buttons at once where only the first look or only the second failed", async () => {
    const second = new World();
    second.pipelines.wait(token, expires);
    let looks = 0;
    second.before = (call) => {
      if (call === "pipelines.observe") looks += 1;
      if (looks === 2 && second.faults.length === 0)
        second.faults.push({ ...unreadable, times: 1 });
    };
    await second.notify(sns({}));
    assert.ok(hasButtons(second));
    assert.match(second.message(), /could not be read/);
    const first = new World();
    first.pipelines.wait(token, expires);
    first.faults.push({ ...unreadable, times: 1 });
    await first.notify(sns({}));
    assert.ok(hasButtons(first));
    assert.doesNotMatch(first.message(), /could not be read/);
  });
});
