/** Tickets that decide in vain, and many requests: nothing is forgotten, nothing holds up the others. */
import * as assert from "node:assert/strict";
import { setImmediate } from "node:timers/promises";
import { token } from "../domain/samples";
import {
  changes,
  decisions,
  gate,
  openedWorld,
  scheduled,
  ticketWorld,
} from "../support/ticket-world";
import { expires } from "../support/world";
import { sns } from "../support/world-events";

describe("A ticket that has decided while its request is open", () => {
  it("is handed over again after a while, where the decider could not look", async () => {
    const world = await openedWorld();
    world.system.decide("Approved");
    world.faults.push({ call: "secrets.read", error: new Error("no answer"), times: 3 });
    await world.minutes(1);
    assert.deepEqual(decisions(world), []);
    assert.equal(world.handedOver.length, 0);
    await world.minutes(20);
    assert.deepEqual(decisions(world), ["Approved servicenow-carla-Carla"]);
  });

  it("is handed over again after a while, and decides where its mover may do so since", async () => {
    const world = await openedWorld();
    world.system.decide("Approved", "mallory");
    const before = world.count("decider.send");
    await world.minutes(61);
    assert.equal(world.count("decider.send") - before, 5);
    assert.deepEqual(decisions(world), []);
    const approverIds = ["mallory"];
    world.gates.set(gate.action, { ...gate, connectors: [{ ...changes, approverIds }] });
    await world.minutes(15);
    assert.deepEqual(decisions(world), ["Approved servicenow-mallory-mallory"]);
    await world.minutes(60);
    assert.equal(world.count("decider.send") - before, 6);
  });

  it("is handed over once where it waits, and again where the request's messages do not link to it yet", async () => {
    const world = await openedWorld();
    await world.minutes(60);
    assert.equal(world.count("decider.send"), 1);
    const other = await ticketWorld();
    other.faults.push({ call: "secrets.read", error: new Error("no answer"), times: 3 });
    await other.minutes(1);
    assert.doesNotMatch(other.message(), /CHG0001/);
    await other.minutes(20);
    assert.match(other.message(), /CHG0001/);
    assert.equal(other.count("decider.send"), 2);
  });
});

describe("Many open requests", () => {
  const tokenOf = (index: number) => `${token.slice(0, -2)}${10 + index}`;

  async function manyWorld(count: number) {
    const world = await ticketWorld();
    for (let index = 1; index < count; index += 1) {
      world.pipelines.wait(tokenOf(index), expires, `execution-${index}`);
      await world.notify(sns({ token: tokenOf(index) }));
    }
    return world;
  }

  it("are not held up by one whose ticket is slow, nor by one that fails", async () => {
    const world = await manyWorld(3);
    let end = (): void => undefined;
    const slow = new Promise<void>((resolve) => (end = resolve));
    let calls = 0;
    world.before = async (call) => {
      if (call !== "system.open") return;
      calls += 1;
      if (calls === 1) await slow;
      if (calls === 2) throw new Error("another failure");
    };
    const run = world.connect(scheduled);
    for (let turn = 0; turn < 1000 && world.system.opened < 1; turn += 1) await setImmediate();
    assert.equal(world.system.opened, 1);
    end();
    await run.catch(() => undefined);
    assert.equal(world.system.opened, 2);
    await world.minutes(3);
    assert.equal(world.system.opened, 3);
  });

  it("are left to the next run where no time is left to begin them", async () => {
    const world = await manyWorld(11);
    world.before = async (call) => {
      if (call === "system.open" && world.system.opened === 0) world.clock.advance(16);
    };
    await world.connect(scheduled);
    assert.equal(world.system.opened, 8);
    assert.ok(world.lines.some(({ event }) => event === "tickets_left"));
    await world.connect(scheduled);
    assert.equal(world.system.opened, 11);
  });
});
