/** Other systems on the page: what is shown of them, the switch of each, and what people do there. */
import * as assert from "node:assert/strict";
import { carryOut } from "../../../../rehearsal/page/commands";
import { FaultBoard } from "../../../../rehearsal/page/faults";
import { record } from "../../../../rehearsal/page/record";
import type { Command } from "../../../../rehearsal/page/types";
import { systemViews } from "../../../../rehearsal/page/systems";
import type { Rehearsal } from "../../../../rehearsal/session";
import type { Systems } from "../../../../rehearsal/systems/open-systems";
import { around, type Around, deskOrigin } from "../systems/support";
import { newRehearsal } from "../terminal/support/rehearsal";

describe("other systems on the page", () => {
  let world: Around;
  let systems: Systems;
  let rehearsal: Rehearsal;
  let faults: FaultBoard;

  beforeEach(async () => {
    world = around();
    world.write([{ kind: "desk" }]);
    systems = await world.open();
    rehearsal = { ...(await newRehearsal({ start: false })), systems };
    faults = new FaultBoard(rehearsal);
  });
  afterEach(async () => {
    await rehearsal.close();
    await world.close();
  });

  const newTicket = () => fetch(systems.urls[deskOrigin], { method: "POST" });
  const work = (change: Partial<Extract<Command, { kind: "work" }>> = {}) =>
    carryOut(
      rehearsal,
      {
        ...{ kind: "work", as: "ann.lee", system: deskOrigin, ticket: "D-1", action: "approve" },
        ...change,
      },
      faults,
    );
  const fault = `system:${deskOrigin}`;

  it("are none where there are none", () => {
    assert.deepEqual(systemViews({}), []);
    assert.ok(!new FaultBoard({ ...rehearsal, systems: undefined }).switches().some(isOfSystem));
  });

  it("are shown with their people and tickets, the newest first", async () => {
    await newTicket();
    await newTicket();
    const [{ tickets, ...about }] = systemViews(rehearsal);
    assert.deepEqual(about, {
      ...{ id: deskOrigin, title: "Desk (desk.example.com)", fault, isDown: false },
      people: [
        { id: "ann.lee", name: "Ann Lee" },
        { id: "bob.ray", name: "Bob Ray" },
      ],
    });
    assert.deepEqual(
      tickets.map(({ id }) => id),
      ["D-2", "D-1"],
    );
    assert.deepEqual(tickets[1], {
      ...{ id: "D-1", title: "Release D-1", state: "new", lines: [] },
      actions: [{ id: "approve", label: "Approve" }],
    });
    for (let n = 0; n < 60; n += 1) await newTicket();
    assert.equal(systemViews(rehearsal)[0].tickets.length, 50);
  });

  it("are taken down by a switch, and mended", async () => {
    assert.deepEqual(faults.switches().find(isOfSystem), {
      ...{ id: fault, label: "Desk (desk.example.com) is down", on: false },
    });
    const answer = await carryOut(rehearsal, { kind: "fault", id: fault, on: true }, faults);
    assert.equal(answer.message, "Desk (desk.example.com) is down: on.");
    assert.equal((await newTicket()).status, 503);
    assert.equal(systemViews(rehearsal)[0].isDown, true);
    assert.equal(faults.switches().find(isOfSystem)?.on, true);
    faults.turn(fault, false);
    assert.equal((await newTicket()).status, 201);
    assert.throws(() => faults.turn("system:https://other.example.com", true), /no switch/);
  });

  it("let somebody work on a ticket, and say what they refuse", async () => {
    await newTicket();
    assert.deepEqual(await work({ as: "bob.ray" }), {
      ...{ ok: false, message: "Bob Ray may not do that." },
    });
    assert.deepEqual(await work(), { ok: true, message: "D-1: Approve, by Ann Lee." });
    assert.equal(systemViews(rehearsal)[0].tickets[0].state, "approve");
    for (const [change, message] of [
      [{ system: "https://other.example.com" }, /^There is no system "https:\/\/other/],
      [{ ticket: "D-9" }, /^There is no D-9/],
      [{ action: "close" }, /^Nobody can do "close" to D-1 now/],
      [{ as: "eve" }, /^There is no eve in Desk/],
    ] as const) {
      const answer = await work(change);
      assert.equal(answer.ok, false);
      assert.match(answer.message!, message);
    }
    rehearsal = { ...rehearsal, systems: undefined };
    assert.equal((await work()).ok, false);
  });

  it("have the page drawn again when a ticket changes, as long as it is open", async () => {
    let changes = 0;
    const recorded = record(rehearsal, () => (changes += 1));
    await newTicket();
    assert.equal(changes, 1);
    recorded.stop();
    await newTicket();
    assert.equal(changes, 1);
  });
});

const isOfSystem = ({ id }: { readonly id: string }): boolean => id.startsWith("system:");
