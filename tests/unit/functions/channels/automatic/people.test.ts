/** People decide first, whatever the gate decides by itself, and see what is true. */
import * as assert from "node:assert/strict";
import { byFunction } from "../../domain/automatic/samples";
import { ann, token } from "../../domain/samples";
import { expires, World } from "../../support/world";
import { click, sns } from "../../support/world-events";
import { release } from "../../support/fakes-automatic";
import { action, approved, carryOut, decisions, handOver, waitingWorld } from "./support";

const lines = (world: World) => world.lines.map(({ event }) => event);

describe("People and a gate that decides by itself", () => {
  it("decide before it: it asks nobody and decides nothing", async () => {
    const world = await waitingWorld();
    await world.decide(click({ result: "Rejected" }));
    await world.decide(handOver);
    assert.deepEqual(decisions(world), ["Rejected U0ANN-Ann"]);
    assert.deepEqual(world.functions.asked, []);
    assert.ok(lines(world).includes("automatic_not_needed"));
  });

  it("decide while it asks: its answer counts nothing", async () => {
    for (const answer of ["approve", "reject", "ask"]) {
      const world = await waitingWorld();
      world.before = async (call) => {
        if (call === "functions.ask") await world.decide(click());
      };
      world.functions.answer = () => ({ decision: answer, reason: "It is a small change." });
      await world.decide(handOver);
      assert.deepEqual(decisions(world), ["Approved U0ANN-Ann"]);
      assert.deepEqual(world.request().outcome?.person, ann);
      assert.equal(world.request().automatic, undefined);
    }
  });

  it("decide between its answer and its decision: the person counts, though their run has failed", async () => {
    const world = await waitingWorld();
    let asked = false;
    world.before = async (call) => {
      if (call !== "gates.read" || !asked) return;
      asked = false;
      world.faults.push({ call: "pipelines.decide", error: new Error("throttled") });
      await assert.rejects(world.decide(click({ result: "Rejected" })));
      world.clock.advance(60);
    };
    world.functions.answer = () => {
      asked = true;
      return { decision: "approve", reason: "Only docs." };
    };
    await world.decide(handOver);
    assert.deepEqual(decisions(world), []);
    assert.ok(lines(world).includes("automatic_overtaken"));
    await world.decide(click({ result: "Rejected" }));
    assert.deepEqual(decisions(world), ["Rejected U0ANN-Ann"]);
  });

  it("decide in the console while it decides: the console counts", async () => {
    const world = await waitingWorld();
    world.before = (call) => {
      if (call !== "pipelines.decide") return;
      world.pipelines.take(token, "Rejected", "No", "arn:aws:iam::111122223333:user/carla");
    };
    await world.decide(handOver);
    assert.equal(world.request().outcome?.result, "Rejected");
    assert.match(world.message(), /Rejected by carla outside Slack/);
    assert.ok(lines(world).includes("automatic_outcome"));
  });

  it("are told who decides when they press while it does", async () => {
    const world = await waitingWorld();
    world.before = async (call) => {
      world.before = () => undefined;
      if (call !== "pipelines.decide") world.before = before;
      else await world.decide(click());
    };
    const { before } = world;
    await world.decide(handOver);
    assert.match(world.slack.told[0].text, /^small-changes is approving this/);
    assert.deepEqual(decisions(world), [approved]);
  });
});

describe("A request that has ended", () => {
  it("is shown as such by a hand-over that comes late", async () => {
    const world = await waitingWorld();
    world.faults.push({ call: "slack.updateMessage", error: new Error("down") });
    await assert.rejects(world.decide(handOver));
    assert.equal(world.request().messages[0].shows, "PENDING");
    await world.decide(handOver);
    assert.equal(world.request().messages[0].shows, "DECIDED");
    assert.match(world.message(), /Approved automatically by small-changes/);
    assert.equal(world.functions.asked.length, 1);
  });

  it("is not hidden by what its message says of who left it to people", async () => {
    const world = await waitingWorld();
    world.functions.answer = () => ({ decision: "ask", reason: "Code." });
    let draws = 0;
    world.before = async (call) => {
      if (call !== "slack.updateMessage" || (draws += 1) !== 1) return;
      await world.decide(click());
    };
    await world.decide(handOver);
    assert.equal(world.request().status, "DECIDED");
    assert.match(world.message(), /Approved by Ann/);
    assert.doesNotMatch(world.message(), /"action_id":"approve"/);
  });
});

describe("A message that is posted while the gate decides by itself", () => {
  it("says that it is left to people, though that was known only while it was posted", async () => {
    const world = new World();
    world.gates.set(action, byFunction);
    world.release = release;
    world.pipelines.wait(token, expires);
    world.functions.answer = () => ({ decision: "ask", reason: "Code." });
    world.before = async (call) => {
      if (call !== "slack.postMessage") return;
      world.before = () => undefined;
      world.handedOver.push(handOver);
      await carryOut(world);
    };
    await world.notify(sns({}));
    assert.match(world.message(), /Left to people by small-changes: Code\./);
  });
});
