/** What a function says when it is asked again, and what happens while it thinks. */
import * as assert from "node:assert/strict";
import { token } from "../../domain/samples";
import { type Crash } from "../../support/world";
import { decisions, handOver, rejected, waitingWorld } from "./support";

describe("A function that has rejected in a run that died", () => {
  it("approves no more when it is asked again: people decide", async () => {
    const world = await waitingWorld();
    world.functions.answer = () => ({ decision: "reject", reason: "It touches the schema." });
    const { pipelines } = world;
    const decide = pipelines.decide.bind(pipelines);
    pipelines.decide = () => Promise.reject(new Error("Throttled"));
    await assert.rejects(world.decide(handOver), /Throttled/);
    pipelines.decide = decide;
    world.functions.answer = () => ({ decision: "approve", reason: "Only docs." });
    world.clock.advance(60);
    await world.decide(handOver);
    assert.deepEqual(decisions(world), []);
    assert.match(
      world.message(),
      /Left to people by small-changes: it has rejected, and approved when it was asked again/,
    );
  });

  it("rejects when it says so again", async () => {
    const world = await waitingWorld();
    world.functions.answer = () => ({ decision: "reject", reason: "It touches the schema." });
    const crash: Crash = { step: 1, when: "after" };
    await world.decide(handOver, crash).catch(() => undefined);
    world.clock.advance(60);
    await world.decide(handOver);
    assert.deepEqual(decisions(world), [rejected]);
  });
});

describe("While a function thinks", () => {
  it("somebody rejects the same revision in another request: people decide", async () => {
    const world = await waitingWorld();
    const request = world.request();
    world.functions.answer = () => {
      const other = {
        ...request,
        token: token.replace(/^./, (digit) => (digit === "f" ? "0" : "f")),
      };
      const outcome = {
        at: world.clock.now().toISOString(),
        result: "Rejected" as const,
        decidedBy: "arn:aws:iam::111122223333:user/carla",
      };
      const decided = { ...other, status: "DECIDED" as const, outcome };
      world.table.items.set(`${other.action}#${other.token}`, JSON.stringify(decided));
      return { decision: "approve", reason: "Only docs." };
    };
    await world.decide(handOver);
    assert.deepEqual(decisions(world), []);
    assert.match(world.message(), /Left to people by small-changes: somebody has rejected /);
  });
});
