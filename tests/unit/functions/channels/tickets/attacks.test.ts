/** Whoever may invoke the decider, or move tickets, decides nothing by that. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { requestId } from "../../../../../functions/domain/request-events";
import { settings, token } from "../../domain/samples";
import {
  changes,
  decisions,
  gate,
  openedWorld,
  ticketWorld,
  type TicketWorld,
} from "../../support/ticket-world";
import { otherToken, sns } from "../../support/world-events";
import { expires } from "../../support/world";

const handOver = {
  ...{ version: 1, channel: "servicenow", connector: "changes" },
  ...{ action: gate.action, token, ticket: "sys1" },
};

async function decidedTicket(): Promise<TicketWorld> {
  const world = await openedWorld();
  world.system.decide("Approved");
  return world;
}

const refused = async (world: TicketWorld, event: unknown): Promise<void> => {
  await world.decide(event).catch(() => undefined);
  assert.deepEqual(decisions(world), []);
  assert.equal(world.request().status, "PENDING");
};

describe("A hand-over that somebody has forged", () => {
  it("decides nothing by what is worded in it", async () => {
    const world = await openedWorld();
    const person = { channel: "servicenow", id: "carla", displayName: "Carla" };
    await refused(world, {
      ...handOver,
      ...{ result: "Approved", person, state: { kind: "decided", result: "Approved", person } },
      ...{ approverIds: ["mallory"], settings, credentialsArn: "arn:aws:secretsmanager:x" },
    });
  });

  it("decides nothing, with any content, while the ticket waits", async () => {
    const anything = fc.oneof(
      fc.jsonValue(),
      fc.record(
        {
          version: fc.constantFrom<unknown>(1, 2, "1"),
          channel: fc.constantFrom("servicenow", "jira", "webhook", "slack", "automatic"),
          connector: fc.constantFrom("changes", "others", "__proto__"),
          action: fc.oneof(fc.constant(gate.action), fc.string()),
          token: fc.oneof(fc.constantFrom(token, otherToken), fc.string()),
          ticket: fc.oneof(fc.constantFrom("sys1", "sys2", "../sys1"), fc.string()),
          result: fc.constantFrom("Approved", "Rejected"),
        },
        { requiredKeys: [] },
      ),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (event) => refused(await openedWorld(), event)),
      { numRuns: 60 },
    );
  });

  it("names another connector, another system or another request in vain", async () => {
    for (const change of [
      { connector: "others" },
      { channel: "jira" },
      { action: "orders/staging/approve" },
      { token: otherToken },
    ]) {
      await refused(await decidedTicket(), { ...handOver, ...change });
    }
  });
});

describe("A ticket that is not the request's", () => {
  it("decides nothing: the ticket of another request, approved by who may", async () => {
    const world = await ticketWorld();
    world.pipelines.wait(otherToken, expires, "execution-2");
    await world.notify(sns({ token: otherToken }));
    const other = world.request(otherToken);
    world.system.tickets.set("sys9", {
      ticket: { id: "sys9", label: "CHG0009" },
      requestId: requestId(other),
      state: {
        ...{ kind: "decided", id: "a", result: "Approved", at: 0 },
        person: { id: "carla", displayName: "Carla" },
      },
    });
    await refused(world, { ...handOver, ticket: "sys9" });
    assert.equal(world.request().tickets, undefined);
  });

  it("decides nothing: one that somebody has made in its name, after the request has another", async () => {
    const world = await openedWorld();
    const mine = world.system.tickets.get("sys1")!;
    world.system.tickets.set("sys2", { ...mine, ticket: { id: "sys2", label: "CHG0002" } });
    world.system.decide("Approved", "carla", "sys2");
    await refused(world, { ...handOver, ticket: "sys2" });
    assert.equal(world.request().tickets?.[0].id, "sys1");
  });

  it("decides nothing: one that names no request, or is not there", async () => {
    const world = await decidedTicket();
    const { requestId: _, ...nameless } = world.system.tickets.get("sys1")!;
    world.system.tickets.set("sys1", nameless);
    await refused(world, handOver);
    world.system.tickets.clear();
    await refused(world, handOver);
  });
});

describe("A ticket", () => {
  it("is read anew when it decides: what it said when it was handed over counts nothing", async () => {
    const world = await decidedTicket();
    await world.connect({ source: "aws.events", "detail-type": "Scheduled Event" });
    assert.equal(world.handedOver.length, 1);
    const reading = world.system.tickets.get("sys1")!;
    world.system.tickets.set("sys1", { ...reading, state: { kind: "waiting", why: "on hold" } });
    await world.decideAll();
    assert.deepEqual(decisions(world), []);
  });

  it("decides nothing where the gate was changed while it was read", async () => {
    for (const connectors of [
      undefined,
      [{ ...changes, approverIds: ["dora"] }],
      [{ ...changes, settings: '{"instanceUrl":"https://other.example"}' }],
    ]) {
      const world = await decidedTicket();
      let reads = 0;
      world.before = (call) => {
        if (call === "gates.read" && (reads += 1) === 2) {
          world.gates.set(gate.action, { ...settings, connectors });
        }
      };
      await refused(world, handOver);
      assert.equal(reads, 2);
    }
  });

  it("decides once, however often it is handed over", async () => {
    const world = await decidedTicket();
    await Promise.all([1, 2, 3].map(() => world.decide(handOver).catch(() => undefined)));
    await world.decide(handOver);
    assert.deepEqual(decisions(world), ["Approved servicenow-carla-Carla"]);
  });

  it("that was approved and then taken back decides what it says to the run that decides", async () => {
    const world = await decidedTicket();
    world.system.decide("Rejected", "carla", "sys1", "audit-2");
    await world.decide(handOver);
    assert.deepEqual(decisions(world), ["Rejected servicenow-carla-Carla"]);
    world.system.decide("Approved", "carla", "sys1", "audit-3");
    await world.decide(handOver);
    assert.equal(world.request().outcome?.result, "Rejected");
  });
});
