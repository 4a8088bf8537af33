/** Whatever fails and wherever a run dies: one decision, that of the ticket, and nothing lost. */
import * as assert from "node:assert/strict";
import { decisions, openedWorld, type TicketWorld } from "../../support/ticket-world";
import { token } from "../../domain/samples";

const handOver = {
  ...{ version: 1, channel: "servicenow", connector: "changes", ticket: "sys1", token },
  action: "orders/production/approve",
};
const wanted = ["Approved servicenow-carla-Carla"];

async function prepared(): Promise<TicketWorld> {
  const world = await openedWorld();
  world.system.decide("Approved");
  world.calls.length = 0;
  return world;
}

async function play(world: TicketWorld, ...[crash]: Parameters<TicketWorld["decideAll"]>) {
  world.handedOver.push(handOver);
  await world.decideAll(crash);
}

function isWhole(world: TicketWorld, where: string): void {
  assert.deepEqual(decisions(world), wanted, where);
  assert.equal(world.request().status, "DECIDED", where);
  assert.match(world.message(), /Approved by Carla \(carla\)/, where);
}

describe("A ticket that approves", () => {
  it("does so once where the decider dies before or after any call", async () => {
    const calm = await prepared();
    await play(calm);
    isWhole(calm, "calm");
    assert.ok(calm.calls.length >= 10, calm.calls.join());
    for (let step = 0; step < calm.calls.length; step += 1) {
      for (const when of ["before", "after"] as const) {
        const world = await prepared();
        await play(world, { step, when });
        isWhole(world, `${when} ${step}`);
      }
    }
  });

  for (const when of ["before", "after"] as const) {
    it(`comes to its end where any call failed ${when} it took effect`, async () => {
      const calm = await prepared();
      await play(calm);
      for (const call of new Set(calm.calls)) {
        const world = await prepared();
        world.faults.push({ call, error: new Error("503"), when });
        await play(world);
        isWhole(world, call);
      }
    });
  }

  it("decides nothing while it cannot be read, or its credentials cannot", async () => {
    for (const call of ["system.read", "secrets.read", "gates.read", "requests.read"]) {
      const world = await prepared();
      world.faults.push({ call, error: new Error("down"), times: Infinity });
      await play(world);
      assert.deepEqual(decisions(world), [], call);
      assert.equal(world.request().status, "PENDING", call);
    }
  });
});
