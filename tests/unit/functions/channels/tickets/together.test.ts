/** Several have decided a ticket, and its system does not say who was the last. */
import * as assert from "node:assert/strict";
import {
  changes,
  decisions,
  gate,
  openedWorld,
  scheduled,
  type TicketWorld,
} from "../../support/ticket-world";

const carla = { id: "carla", displayName: "Carla" };
const dora = { id: "dora", displayName: "Dora" };
const eve = { id: "eve", displayName: "Eve" };
const both = { ...gate, connectors: [{ ...changes, approverIds: ["carla", "dora"] }] };

async function approvedBy(...others: (typeof carla)[]): Promise<TicketWorld> {
  const world = await openedWorld(both);
  const reading = world.system.tickets.get("sys1")!;
  const state = {
    kind: "decided",
    id: "1",
    result: "Approved",
    at: 0,
    person: carla,
    others,
  } as const;
  world.system.tickets.set("sys1", { ...reading, state });
  await world.connect(scheduled);
  await world.decideAll();
  return world;
}

describe("A ticket that several have decided", () => {
  it("decides where each of them may, and all are named", async () => {
    const world = await approvedBy(dora);
    assert.equal(decisions(world).length, 1);
    assert.match(world.message(), /Approved by Carla \(carla\) in ServiceNow, with Dora \(dora\)/);
    assert.deepEqual(
      world.request().outcome?.agreed?.map(({ channel, id }) => [channel, id]),
      [["servicenow", "dora"]],
    );
  });

  it("waits where one of them may not, and says who", async () => {
    for (const others of [[eve], [dora, eve], [eve, dora]]) {
      const world = await approvedBy(...others);
      assert.deepEqual(decisions(world), []);
      assert.equal(
        world.request().tickets?.[0].note,
        "approved by Eve (eve), who may not decide here",
      );
    }
  });
});
