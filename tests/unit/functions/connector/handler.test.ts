/** The function of a connector: one ticket for a request, every event told in its order, nothing lost. */
import * as assert from "node:assert/strict";
import { GoneError, SystemError } from "../../../../functions/connectors/answers";
import { FinalError, TransientError } from "../../../../functions/domain/errors";
import { settings, token } from "../domain/samples";
import { next } from "../../../../functions/domain/transitions";
import {
  changes,
  decisions,
  gate,
  happened,
  openedWorld,
  scheduled,
  ticketWorld,
  type TicketWorld,
} from "../support/ticket-world";
import { click } from "../support/world-events";

const rowOf = (world: TicketWorld) => world.tickets.read(gate.action, token);

const toldTypes = (world: TicketWorld) => world.system.told.map((line) => line.split(" ")[1]);

const decideInSlack = (world: TicketWorld) => world.decide(click({ result: "Approved" }));

describe("The function of a connector", () => {
  it("opens one ticket, however often and by whatever it is woken", async () => {
    const world = await ticketWorld();
    await world.connect(happened("Requested"));
    await world.connect(happened("Requested"));
    await world.connect(scheduled);
    assert.equal(world.system.opened, 1);
    assert.equal(world.handedOver.length, 1);
  });

  it("finds by its schedule what an event was lost for", async () => {
    const world = await ticketWorld();
    await world.minutes(1);
    assert.equal(world.system.opened, 1);
    await decideInSlack(world);
    await world.minutes(1);
    assert.deepEqual(toldTypes(world), ["Deciding", "Decided"]);
    assert.equal((await rowOf(world))?.isClosed, true);
  });

  it("has the decider look again when the ticket says something else, and only then", async () => {
    const world = await openedWorld();
    await world.connect(scheduled);
    assert.equal(world.handedOver.length, 0);
    world.system.decide("Approved", "mallory");
    await world.connect(scheduled);
    await world.connect(scheduled);
    assert.equal(world.handedOver.length, 1);
  });

  it("opens no ticket for what has ended before it came, and asks for none again", async () => {
    const world = await ticketWorld();
    await decideInSlack(world);
    await world.connect(happened("Requested"));
    await world.minutes(2);
    assert.equal(world.system.opened, 0);
    assert.deepEqual(toldTypes(world), []);
  });

  it("opens none for a request that CodePipeline has not confirmed", async () => {
    const world = await ticketWorld();
    const { version, ...request } = world.request();
    await world.table.save({ ...request, unconfirmed: true, version: version + 1 });
    await world.minutes(2);
    assert.equal(world.system.opened, 0);
  });

  it("begins anywhere among its tickets: a run that ends too soon leaves out other ones each time", async () => {
    const world = await openedWorld();
    const row = (await rowOf(world))!;
    for (const action of ["b/b/b", "c/c/c", "d/d/d"] as const) {
      await world.tickets.create({ ...row, action });
    }
    const begun = new Set<string>();
    const read = world.tickets.read.bind(world.tickets);
    world.tickets.read = (action, of) => {
      begun.add(action);
      return read(action, of);
    };
    world.random = 0.5;
    await world.connect(scheduled);
    assert.deepEqual([...begun], ["d/d/d", gate.action, "b/b/b", "c/c/c"]);
  });

  it("brings to its end what it has begun where the gate names it no more", async () => {
    const world = await openedWorld();
    world.gates.set(gate.action, settings);
    await decideInSlack(world);
    await world.minutes(1);
    assert.deepEqual(toldTypes(world), ["Deciding", "Decided"]);
  });

  it("refuses an event of nobody", async () => {
    const world = await ticketWorld();
    await assert.rejects(world.connect({ action: gate.action }), { name: "MalformedError" });
  });
});

describe("A system that is down", () => {
  it("gets its ticket when it is back, and people decide meanwhile", async () => {
    const world = await ticketWorld();
    world.faults.push({ call: "system.open", error: new SystemError(503, "down"), times: 4 });
    await world.minutes(3);
    assert.equal(world.system.opened, 0);
    assert.equal(world.request().status, "PENDING");
    assert.match(world.message(), /Approve/);
    await world.minutes(160);
    assert.equal(world.system.opened, 1);
    assert.match(world.message(), /CHG0001/);
  });

  it("is asked less and less often, and not before it wants to be", async () => {
    const world = await ticketWorld();
    const error = new SystemError(429, "too much", 1800);
    world.faults.push({ call: "system.open", error, times: Infinity });
    await world.minutes(29);
    assert.equal(world.count("system.open"), 1);
    await world.minutes(60 * 24);
    const asked = world.count("system.open");
    assert.ok(asked > 4 && asked < 50, `${asked}`);
  });

  it("decides by its ticket as soon as it is back, also while a note to the ticket waits for its next try", async () => {
    const world = await openedWorld();
    const reminded = { type: "Reminded", time: world.clock.now().toISOString() } as const;
    await world.table.save(next(world.request(), {}, reminded));
    world.faults.push({ call: "system.tell", error: new SystemError(503, "down"), times: 3 });
    await world.minutes(8);
    assert.equal(world.count("system.tell"), 3);
    world.system.decide("Approved");
    await world.minutes(1);
    assert.deepEqual(decisions(world), ["Approved servicenow-carla-Carla"]);
    assert.equal(world.count("system.tell"), 3);
    await world.minutes(30);
    assert.deepEqual(toldTypes(world), ["Reminded", "Deciding", "Decided"]);
  });

  it("is given up after a day, once, and what comes after is told all the same", async () => {
    const world = await openedWorld();
    const error = new SystemError(503, "down");
    world.faults.push({ call: "system.tell", error, times: Infinity });
    await decideInSlack(world);
    const failures: unknown[] = [];
    for (let minute = 0; minute < 3 * 24 * 60; minute += 1) {
      world.clock.advance(60);
      await world.connect(scheduled).catch((failed: unknown) => failures.push(failed));
    }
    // Deciding, and a day later Decided.
    assert.equal(failures.length, 2);
    for (const failure of failures) assert.ok(failure instanceof FinalError);
    assert.equal((await rowOf(world))?.isClosed, true);
  });

  it("is not asked again what it will never take", async () => {
    const world = await ticketWorld();
    world.faults.push({ call: "system.open", error: new FinalError("400"), times: Infinity });
    await assert.rejects(world.connect(happened("Requested")), FinalError);
    await world.minutes(100);
    assert.equal(world.count("system.open"), 1);
    assert.ok(world.lines.some(({ event }) => event === "ticket_given_up"));
  });

  it("is given up for good also where something else of the run has only to be tried again", async () => {
    const world = await openedWorld();
    const other = { ...(await rowOf(world))!, action: "shop/production/approve" as const };
    await world.tickets.create(other);
    const get = world.gates.get.bind(world.gates);
    world.gates.get = (action) => {
      if (action === other.action) throw new TransientError("The table of gates is throttled.");
      return get(action);
    };
    world.faults.push({ call: "system.tell", error: new FinalError("400"), times: 1 });
    await decideInSlack(world);
    // Another run finds nothing that was given up: a transient failure would have no alarm.
    await assert.rejects(world.connect(scheduled), FinalError);
  });

  it("hears nothing more of a request when it says that it is gone", async () => {
    const world = await openedWorld();
    world.faults.push({ call: "system.tell", error: new GoneError("410"), times: Infinity });
    await decideInSlack(world);
    await assert.rejects(world.connect(happened("Decided")), FinalError);
    await world.minutes(10);
    assert.equal(world.count("system.tell"), 1);
  });
});

describe("A run of the function", () => {
  const whole = async (world: TicketWorld, crash?: { step: number; when: "before" | "after" }) => {
    await world.connect(happened("Requested"), crash).catch(() => undefined);
    await world.decideAll();
    await world.minutes(2);
    await decideInSlack(world);
    await world.minutes(2);
  };

  const isWhole = async (world: TicketWorld, where: string) => {
    assert.equal(world.system.opened, 1, where);
    assert.deepEqual(toldTypes(world), ["Deciding", "Decided"], where);
    assert.match(world.message(), /CHG0001/, where);
    assert.equal((await rowOf(world))?.isClosed, true, where);
  };

  it("may die before and after any call: the next one goes on", async () => {
    const calm = await ticketWorld();
    calm.calls.length = 0;
    await calm.connect(happened("Requested"));
    const steps = calm.calls.length;
    assert.ok(steps > 8, calm.calls.join());
    for (let step = 0; step < steps; step += 1) {
      for (const when of ["before", "after"] as const) {
        const world = await ticketWorld();
        await whole(world, { step, when });
        await isWhole(world, `${when} ${calm.calls[step]}`);
      }
    }
  });

  it("leaves what another one has in hand to that one, which looks again before it lets go", async () => {
    const world = await ticketWorld();
    let isFirst = true;
    world.before = async (call) => {
      if (call !== "system.open" || !isFirst) return;
      isFirst = false;
      await decideInSlack(world);
      await world.connect(happened("Decided"));
    };
    await world.connect(happened("Requested"));
    assert.equal(world.system.opened, 1);
    assert.deepEqual(toldTypes(world), ["Deciding", "Decided"]);
    assert.equal((await rowOf(world))?.isClosed, true);
  });

  it("is not stopped by a gate that cannot be read, nor by another request", async () => {
    const world = await openedWorld();
    world.gates.set("orders/staging/approve", { ...gate, connectors: [changes] });
    world.faults.push({ call: "gates.read", error: new Error("unreadable") });
    await assert.rejects(world.connect(happened("Requested")));
    await world.minutes(1);
    assert.equal(world.system.opened, 1);
  });
});
