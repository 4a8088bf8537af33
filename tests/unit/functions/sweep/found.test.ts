/** What sweeps find: requests that nobody was told of, and those that CodePipeline does not know any more. */
import * as assert from "node:assert/strict";
import { settings, token } from "../domain/samples";
import { expires, World } from "../support/world";
import { ended, sns } from "../support/world-events";
import { inConsole, sweepFor } from "./support";

describe("a request that nobody was told of", () => {
  async function found(timeoutInMinutes?: number) {
    const world = new World();
    if (timeoutInMinutes !== undefined) {
      world.gates.set(settings.action, { ...settings, timeoutInMinutes });
    }
    world.pipelines.wait(token, "2026-12-20T00:00:00.000Z");
    const begun = world.clock.now().getTime();
    await sweepFor(world, 75);
    return { world, minutes: (Date.parse(world.request().expires) - begun) / 60_000 };
  }

  it("expires when the gate says so, or after CodePipeline's 7 days", async () => {
    assert.equal((await found(600)).minutes, 600);
    assert.equal((await found()).minutes, 7 * 24 * 60);
  });

  it("learns from a late notification what CodePipeline does not show, and is posted once", async () => {
    const { world } = await found();
    assert.equal(world.request().customData, undefined);
    const late = sns({});
    const message = JSON.parse(late.Records[0].Sns.Message);
    message.approval.customData = "Release 4.2?";
    message.approval.approvalReviewLink = "https://example.com/review";
    late.Records[0].Sns.Message = JSON.stringify(message);
    await world.notify(late);
    assert.equal(world.request().customData, "Release 4.2?");
    assert.match(world.message(), /Release 4\.2\?/);
    assert.equal(world.request().messages[0].shows, "PENDING");
    assert.equal(world.request().expires, "2026-11-29T21:00:00.000Z");
    assert.equal(world.slack.messages.size, 1);
    const { version } = world.request();
    await world.notify(late);
    assert.equal(world.request().version, version);
  });

  it("learns nothing from a second notification, nor once it has ended", async () => {
    const forged = (customData: string) => {
      const event = sns({});
      const message = JSON.parse(event.Records[0].Sns.Message);
      event.Records[0].Sns.Message = JSON.stringify({
        ...message,
        approval: { ...message.approval, customData },
      });
      return event;
    };
    const { world } = await found();
    await world.notify(forged("The first."));
    await world.notify(forged("The second."));
    assert.equal(world.request().customData, "The first.");
    const other = (await found()).world;
    other.pipelines.take(token, "Approved", "", inConsole);
    await sweepFor(other, 5);
    const { version } = other.request();
    await other.notify(forged("Too late."));
    assert.equal(other.request().version, version);
    assert.equal(other.request().customData, undefined);
  });

  it("is not looked for while its notification may be on its way", async () => {
    const world = new World();
    world.clock.advance(3600 - ((+world.clock.now() / 1000) % 3600));
    world.pipelines.wait(token, expires);
    world.clock.advance(240);
    await world.sweep();
    assert.equal(world.table.items.size, 0);
  });

  it("stays unknown in a PARALLEL pipeline, whose tokens CodePipeline does not show", async () => {
    const world = new World();
    world.pipelines.parallel = true;
    world.pipelines.wait(token, expires);
    await sweepFor(world, 75);
    assert.equal(world.table.items.size, 0);
  });
});

describe("a request that CodePipeline does not know any more", () => {
  it("is not ended by an expiry that CodePipeline has not confirmed", async () => {
    const world = new World();
    world.faults.push({ call: "pipelines.observe", error: new Error("throttled"), times: 9 });
    await assert.rejects(world.notify(sns({ expires: "2026-11-20T00:00Z" })));
    world.faults.length = 0;
    assert.equal(world.request().unconfirmed, true);
    await sweepFor(world, 180);
    assert.equal(world.request().status, "PENDING");
    world.clock.advance(7 * 86_400);
    await sweepFor(world, 5);
    assert.equal(world.request().status, "CANCELLED");
  });

  it("stays open until an hour after it has expired, and is cancelled then", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    await world.notify(sns({}));
    world.pipelines.runs.clear();
    await sweepFor(world, 30);
    assert.equal(world.request().status, "PENDING");
    world.clock.advance((Date.parse(expires) - +world.clock.now()) / 1000 + 3500);
    await world.sweep();
    assert.equal(world.request().status, "PENDING");
    world.clock.advance(100);
    await world.sweep();
    assert.equal(world.request().status, "CANCELLED");
    assert.match(world.request().outcome?.reason ?? "", /does not know/);
    assert.match(world.message(), /Cancelled/);
  });
});

describe("a request that IAM alone decides", () => {
  it("is kept when it is found, and written once", async () => {
    const world = new World();
    world.gates.set(settings.action, { ...settings, channels: {} });
    world.pipelines.wait(token, expires);
    await sweepFor(world, 75);
    const { version, messages } = world.request();
    assert.deepEqual(messages, []);
    await sweepFor(world, 75);
    assert.equal(world.request().version, version);
    world.pipelines.take(token, "Approved", "", inConsole);
    await sweepFor(world, 5);
    assert.equal(world.request().status, "DECIDED");
  });
});

describe("a sweep of several actions", () => {
  it("looks after each, whatever becomes of the one before", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    await world.notify(sns({}));
    world.gates.set("broken/Stage/action", { ...settings, action: "broken/Stage/action" });
    world.faults.push({ call: "gates.read", error: new Error("throttled") });
    world.pipelines.take(token, "Approved", "", inConsole);
    const swept = {
      ...{ source: "codepipeline-approvals", "detail-type": "Sweep" },
      actions: ["broken/Stage/action", settings.action],
    };
    await world.watch(swept);
    assert.equal(world.request().status, "DECIDED");
    assert.ok(world.lines.some(({ event }) => event === "sweep_failed"));
  });

  it("mends a message that could not be changed when its request ended", async () => {
    const world = new World();
    world.pipelines.wait(token, expires);
    await world.notify(sns({}));
    world.faults.push({ call: "slack.updateMessage", error: new Error("down"), times: 3 });
    world.pipelines.take(token, "Approved", "", inConsole);
    await assert.rejects(world.watch(ended("SUCCEEDED")));
    assert.equal(world.request().messages[0].shows, "PENDING");
    await sweepFor(world, 20);
    assert.equal(world.request().messages[0].shows, "DECIDED");
    assert.deepEqual(world.table.unsettledActions(), []);
  });
});

describe("an event that is neither SNS's nor sweep's", () => {
  it("is refused for good by the notifier", async () => {
    await assert.rejects(new World().notify({} as never), { name: "MalformedError" });
  });
});
