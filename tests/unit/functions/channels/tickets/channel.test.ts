/** A ticket decides: read by the decider itself, in the name of who moved it. */
import * as assert from "node:assert/strict";
import { reasonOf, waitsSentence } from "../../../../../functions/channels/tickets/words";
import { changes, decisions, gate, openedWorld, ticketWorld } from "../../support/ticket-world";
import { happened } from "../../support/ticket-world";
import { click } from "../../support/world-events";

describe("A ticket of another system", () => {
  it("is linked in the request's message as soon as it is there", async () => {
    const world = await openedWorld();
    assert.match(world.message(), /ServiceNow CHG0001/);
    assert.match(world.message(), /https:\/\/x\.example\/CHG0001/);
    assert.deepEqual(world.request().tickets, [
      {
        ...{ connector: "changes", kind: "servicenow", id: "sys1", label: "CHG0001" },
        url: "https://x.example/CHG0001",
      },
    ]);
  });

  it("is read with the secret that the gate names, in a session of its role that names the connector", async () => {
    const world = await openedWorld();
    assert.deepEqual(world.read, [
      `${gate.deciderRoleArn} ${changes.credentialsArn} servicenow-changes`,
    ]);
  });

  for (const result of ["Approved", "Rejected"] as const) {
    it(`decides ${result} in the name of who moved it`, async () => {
      const world = await openedWorld();
      world.system.decide(result);
      await world.minutes(1);
      assert.deepEqual(decisions(world), [`${result} servicenow-carla-Carla`]);
      const verb = result.toLowerCase();
      assert.equal(
        world.pipelines.decisions[0].summary,
        `${result} by Carla (carla) in ServiceNow: CHG0001 was ${verb}`,
      );
      assert.match(world.message(), new RegExp(`${result} by Carla \\(carla\\) in ServiceNow`));
      assert.equal(world.request().outcome?.person?.channel, "servicenow");
    });
  }

  it("says in the message why it waits", async () => {
    const world = await openedWorld();
    const reading = world.system.tickets.get("sys1")!;
    const state = { kind: "waiting", why: "on hold" } as const;
    world.system.tickets.set("sys1", { ...reading, state });
    await world.minutes(1);
    assert.match(world.message(), /ServiceNow CHG0001 waits: on hold/);
    assert.deepEqual(decisions(world), []);
  });

  it("that was moved by somebody who may not decides nothing, and says so", async () => {
    const world = await openedWorld();
    world.system.decide("Approved", "mallory");
    await world.minutes(2);
    assert.deepEqual(decisions(world), []);
    assert.match(world.message(), /approved by mallory \(mallory\), who may not decide here/);
    // Somebody who may moves it then.
    world.system.decide("Approved", "carla", "sys1", "audit-2");
    await world.minutes(1);
    assert.deepEqual(decisions(world), ["Approved servicenow-carla-Carla"]);
  });

  it("says that its mover may not decide, however long their name and id are", () => {
    const displayName = "Release Board - all checks passed, safe to approve. ".repeat(10);
    const person = { id: "557058:".padEnd(400, "0"), displayName };
    const state = { kind: "decided", id: "1", result: "Approved", at: 0, person } as const;
    const said = [waitsSentence(state, true), waitsSentence(state, false)];
    assert.match(said[0], /^approved by Release Board .*…\), who may not decide here$/);
    assert.match(said[1], /; tickets decide nothing at this gate$/);
    for (const one of said) assert.ok(one.length <= 300, one);
    const ticket = { id: "1", label: "K-1 ".repeat(200) };
    assert.match(reasonOf(ticket, { ...state, reason: "Tested" }), / was approved: Tested$/);
  });

  it("decides nothing where the gate lets nobody decide there", async () => {
    const world = await openedWorld({ ...gate, connectors: [{ ...changes, approverIds: [] }] });
    world.system.decide("Approved");
    await world.minutes(2);
    assert.deepEqual(decisions(world), []);
    assert.match(world.message(), /tickets decide nothing at this gate/);
  });

  it("changes nothing after somebody has decided in Slack, and is told of it", async () => {
    const world = await openedWorld();
    await world.decide(click({ result: "Rejected", reason: "Not on a Friday, please." }));
    world.system.decide("Approved");
    await world.publish();
    await world.connect(happened("Decided"));
    await world.decideAll();
    assert.deepEqual(decisions(world), ["Rejected U0ANN-Ann"]);
    assert.deepEqual(
      world.system.told.map((line) => line.split(" ")[1]),
      ["Deciding", "Decided"],
    );
  });

  it("is opened for no request of a gate that does not name the connector", async () => {
    const world = await ticketWorld({ ...gate, connectors: [{ ...changes, name: "others" }] });
    await world.connect(happened("Requested"));
    await world.minutes(3);
    assert.equal(world.system.opened, 0);
  });
});
