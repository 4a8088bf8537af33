/** Requests that CodePipeline does not know: worded by somebody else, or not shown by its API yet. */
import * as assert from "node:assert/strict";
import { UnknownPipelineError, UnknownRequestError } from "../../../../functions/domain/errors";
import { settings, token } from "../domain/samples";
import { expires, World } from "../support/world";
import { ended, otherToken, sns } from "../support/world-events";

const unknown = { message: "1 of 1 requests could not be shown." };

/** As whoever may publish to the topic can word it, with a token of nobody. */
function forged(change: object = {}) {
  const [pipelineName, stageName, actionName] = settings.action.split("/");
  const approval = {
    ...{ pipelineName, stageName, actionName, token, expires: "2026-11-29T21:00Z" },
    approvalReviewLink: "https://eu-west-1.console.aws.amazon.com.signin-evil.example/approve",
    customData: "Urgent: sign in to approve.",
    ...change,
  };
  return sns(JSON.stringify({ region: "eu-west-1", approval }));
}

function assertNothing(world: World): void {
  assert.equal(world.slack.messages.size, 0);
  assert.equal(world.table.items.size, 0);
}

describe("A request that CodePipeline does not know", () => {
  it("is neither posted nor kept, and the run fails, so that the alarm rings at last", async () => {
    const world = new World();
    for (let tries = 0; tries < 3; tries += 1) {
      await assert.rejects(world.notify(forged()), unknown);
      world.clock.advance(120);
    }
    assertNothing(world);
    const { remedy } = new UnknownRequestError();
    for (const { level, fields } of world.lines) {
      assert.deepEqual([level, fields?.["remedy"]], ["error", remedy]);
      assert.equal(fields?.["error"], "UnknownRequestError");
    }
    assert.equal(world.lines.length, 3);
    assert.ok(!JSON.stringify(world.lines).includes("Urgent"));
  });

  it("is posted at the retry, where the API was late", async () => {
    const world = new World();
    await assert.rejects(world.notify(sns({})), unknown);
    world.pipelines.wait(token, expires);
    world.clock.advance(1);
    await world.notify(sns({}));
    assert.equal(world.slack.messages.size, 1);
    assert.equal(world.request().pipelineExecutionId, "execution-1");
  });

  it("is unknown where the pipeline is gone", async () => {
    const world = new World();
    const error = new UnknownPipelineError("gone");
    world.faults.push({ call: "pipelines.observe", error });
    await assert.rejects(world.notify(sns({})), unknown);
    assertNothing(world);
  });

  it("is not posted at a later try either, where it was kept while nothing could be read", async () => {
    const world = new World();
    world.faults.push(
      { call: "pipelines.observe", error: new Error("throttled"), times: 2 },
      { call: "slack.postMessage", error: new Error("down") },
    );
    await assert.rejects(world.notify(forged()), unknown);
    world.clock.advance(60);
    await assert.rejects(world.notify(forged()), unknown);
    assert.equal(world.slack.messages.size, 0);
  });

  it("does not stop the notifier from showing the others", async () => {
    const world = new World();
    world.pipelines.wait(otherToken, expires);
    await assert.rejects(world.notify(sns({}, { token: otherToken })), {
      message: "1 of 2 requests could not be shown.",
    });
    assert.equal(world.request(otherToken).messages.length, 1);
  });

  it("is passed over for good where it expires in the year 9999", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    await world.notify(forged({ expires: "9999-11-29T21:00Z" }));
    assertNothing(world);
    assert.match(JSON.stringify(world.lines), /more than 61 days ahead/);
  });
});

describe("A request that ends while the notifier keeps it", () => {
  it("is not shown with buttons for ever where it ends between the first look and the table", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    world.before = async (call) => {
      if (call !== "requests.create") return;
      world.pipelines.take(token, "Approved", "", "arn:aws:iam::111122223333:user/carla");
      await world.watch(ended("SUCCEEDED"));
    };
    await world.notify(sns({}));
    assert.equal(world.request().status, "DECIDED");
    assert.equal(world.slack.messages.size, 0);
  });

  it("is not asked for again where it was shown before", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    await world.notify(sns({}));
    const asked = world.count("pipelines.observe");
    world.pipelines.runs.clear();
    await world.notify(sns({}));
    assert.equal(world.count("pipelines.observe"), asked);
    assert.equal(world.slack.messages.size, 1);
  });
});
