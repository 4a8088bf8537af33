import * as assert from "node:assert/strict";
import type { World } from "../support/world";
import { bySlack, history, posted, requested, retried, waitingWorld } from "./support";

/** What is there when everything went well: of the last step, everybody is told. */
function isWhole(world: World, atMostTwice: readonly string[] = []): void {
  const told = [...world.topics.sent(), ...posted(world)];
  for (const one of [
    "Not answered in time to orders-production",
    "Escalated to orders-escalation",
    "C0RELEASES in thread: Not answered in time",
    "C0LEADS: Escalated",
  ]) {
    const times = told.filter((text) => text === one).length;
    const most = atMostTwice.length > 0 ? 2 : 1;
    assert.ok(times >= 1 && times <= most, `${one}: ${times}`);
  }
  assert.deepEqual(history(world), ["Requested", "SlaBreached", "Escalated"]);
  assert.equal(world.request().sla?.telling, undefined);
}

async function late(): Promise<World> {
  const world = await waitingWorld(bySlack);
  world.clock.advance(2 * 3600);
  world.calls.length = 0;
  return world;
}

async function callsOfOneRun(): Promise<string[]> {
  const world = await late();
  await world.remind(requested);
  isWhole(world);
  return world.calls;
}

/** Where a run is gone between having told somebody and having noted it, they are told again: once. */
const toldAgain = (call: string, when: string): boolean =>
  (when === "after" && /^(?:topics\.publish|slack\.postMessage)$/.test(call)) ||
  (when === "before" && call === "requests.save");

describe("A reminder whose run dies", () => {
  it("is carried to its end by the next one, before and after every call", async () => {
    const calls = await callsOfOneRun();
    assert.ok(calls.length > 10);
    for (const [step, call] of calls.entries()) {
      for (const when of ["before", "after"] as const) {
        const world = await late();
        await retried(world, requested, { step, when });
        isWhole(world, toldAgain(call, when) ? [call] : []);
      }
    }
  });

  for (const kind of ["throttled", "answered but lost"]) {
    it(`is carried to its end where any call was ${kind}, and tells nobody twice but for a lost answer`, async () => {
      const when = kind === "throttled" ? "before" : "after";
      for (const call of new Set(await callsOfOneRun())) {
        const world = await late();
        world.faults.push({ call, error: new Error(kind), when });
        await retried(world, requested);
        isWhole(world, when === "after" || call === "requests.save" ? [call] : []);
      }
    });
  }

  it("is found by sweep where Lambda has given it up", async () => {
    for (const call of new Set(await callsOfOneRun())) {
      const world = await late();
      world.faults.push({ call, error: new Error("down"), times: 30 });
      await retried(world, requested);
      world.faults.length = 0;
      world.clock.advance(300);
      await world.sweep();
      isWhole(world, ["any"]);
    }
  });
});

describe("A schedule that could not be made", () => {
  for (const when of ["before", "after"] as const) {
    it(`is made by the next try, and once: the call failed ${when} it took effect`, async () => {
      const world = await waitingWorld(bySlack);
      world.schedules.made.length = 0;
      world.schedules.waiting.clear();
      world.faults.push({ call: "schedules.create", error: new Error("throttled"), when });
      await retried(world, requested);
      assert.equal(world.schedules.made.length, 1);
      assert.equal(world.schedules.waiting.size, 1);
    });
  }
});
