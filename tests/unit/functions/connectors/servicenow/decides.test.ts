/** When a change decides, read as the decider reads it: by its own credentials, and by the audit log. */
import * as assert from "node:assert/strict";
import { requestId } from "../../../../../functions/domain/request-events";
import type { SystemAnswer } from "../../../../../rehearsal/systems/system";
import { requestOf } from "../../domain/samples";
import { altered, auditOf, openedDesk as opened } from "./support";

describe("A change that decides", () => {
  it("is in Implement, approved, inside its window, and not on hold", async () => {
    const { desk, ticket, read, why } = await opened();
    assert.equal(await why(), "New; approval: Not Yet Requested; it has no planned start and end");
    desk.act("approve", "dan");
    assert.equal(await why(), "Scheduled");
    desk.act("implement");
    const movedAt = Math.floor(desk.clock.now().getTime() / 1000);
    desk.minutes(1);
    const state = await read();
    assert.ok(state.kind === "decided");
    assert.deepEqual(
      [state.result, state.person],
      ["Approved", { id: "carla", displayName: "Carla Diaz" }],
    );
    assert.match(state.id, /^[0-9a-f]{32}$/);
    assert.equal(state.at, movedAt);
    assert.deepEqual(await read(), state, "read again, it is the same decision");
    const reading = await desk.reader.read(ticket.id);
    assert.equal(reading?.requestId, requestId(requestOf()));
    assert.deepEqual(reading?.ticket, ticket);
  });

  it("waits before its window, after it and on hold, and says so", async () => {
    const { desk, read, why } = await opened();
    desk.act("approve");
    desk.act("move window");
    assert.equal(await why(), "Scheduled; its window opens 2026-11-22 22:00 UTC");
    desk.act("implement");
    assert.equal(await why(), "Implement; its window opens 2026-11-22 22:00 UTC");
    desk.minutes(61);
    desk.act("hold");
    assert.equal(await why(), "Implement; on hold");
    desk.act("resume");
    assert.equal((await read()).kind, "decided");
    desk.minutes(60);
    assert.equal(await why(), "Implement; its window closed 2026-11-22 23:00 UTC");
  });

  it("is rejected by whoever rejects its approval, or cancels it", async () => {
    for (const action of ["reject", "cancel"]) {
      const { desk, read } = await opened();
      desk.act(action, "dan");
      const state = await read();
      assert.ok(state.kind === "decided");
      assert.deepEqual([state.result, state.person.id], ["Rejected", "dan"], action);
    }
  });

  it("is no rejection where the connector itself has called it off", async () => {
    const { desk, ticket, why } = await opened();
    await desk.system.tell(
      { id: "e-2", sequence: 2, type: "Expired", time: desk.now.toISOString() },
      requestOf({ status: "EXPIRED" }),
      ticket,
    );
    assert.equal(desk.standIn.tickets()[0].state, "Canceled");
    assert.equal(await why(), "rejected, but by whoever opened it");
  });

  it("names who moved it last, not who did so before", async () => {
    const { desk, ticket, read } = await opened();
    desk.act("approve");
    desk.act("implement", "dan");
    desk.minutes(1);
    // Back to Scheduled, which no person can do here: what the log says counts.
    altered(desk, "sys_audit", (rows) => [
      { ...rows[0], ...auditOf(ticket.id, "-1", "carla", "2026-11-22 21:05:00") },
      ...rows,
    ]);
    const state = await read();
    assert.ok(state.kind === "decided");
    assert.equal(state.person.id, "carla");
  });
});

describe("Who moved a change", () => {
  const unread = "approved, but who moved it cannot be read";

  async function implemented() {
    const all = await opened();
    all.desk.act("approve");
    all.desk.minutes(1);
    all.desk.act("implement");
    assert.equal((await all.read()).kind, "decided");
    return all;
  }

  it("is unknown where the log has nothing, may not be read, or is longer than what is read", async () => {
    const { desk, why } = await implemented();
    altered(desk, "sys_audit", () => []);
    assert.equal(await why(), unread);
    altered(desk, "sys_audit", (rows) => Array.from({ length: 200 }, () => rows[0]));
    assert.equal(await why(), unread);
    for (const status of [403, 404]) {
      desk.between = ({ url }) =>
        url.pathname.endsWith("/sys_audit") ? new Response("", { status }) : undefined;
      assert.equal(await why(), unread);
    }
  });

  it("is unknown where the newest row is of another value, or two people share its second", async () => {
    const { desk, ticket, why } = await implemented();
    altered(desk, "sys_audit", (rows) => [
      auditOf(ticket.id, "0", "dan", "2026-11-22 21:30:00"),
      ...rows,
    ]);
    assert.equal(await why(), unread);
    altered(desk, "sys_audit", (rows) => [
      auditOf(ticket.id, "-1", "dan", "2026-11-22 21:01:00"),
      ...rows,
    ]);
    assert.equal(await why(), unread);
    altered(desk, "sys_audit", (rows) => rows.map((row) => ({ ...row, user: "" })));
    assert.equal(await why(), unread);
  });

  it("is not taken from rows of another change, table or field", async () => {
    const { desk, why } = await implemented();
    for (const other of [
      { documentkey: "6".repeat(32) },
      { tablename: "incident" },
      { fieldname: "u_state" },
    ]) {
      altered(desk, "sys_audit", (rows) => rows.map((row) => ({ ...row, ...other })));
      assert.equal(await why(), unread);
    }
  });

  it("is unknown where nobody says who opened it", async () => {
    const { desk, ticket, why } = await implemented();
    desk.between = (request) => {
      if (!request.url.pathname.endsWith(ticket.id)) return undefined;
      const answer = desk.standIn.answer(request) as SystemAnswer;
      const { result } = answer.body as { result: object };
      return Response.json({ result: { ...result, sys_created_by: "" } });
    };
    assert.equal(await why(), unread);
  });

  it("has the id as name where the user cannot be read, or another one is answered", async () => {
    const { desk, read } = await implemented();
    const nameOf = async () => {
      const state = await read();
      return state.kind === "decided" ? state.person.displayName : assert.fail();
    };
    altered(desk, "sys_user", () => [{ user_name: "mallory", name: "Carla Diaz" }]);
    assert.equal(await nameOf(), "carla");
    altered(desk, "sys_user", () => [{ user_name: "carla", name: "" }]);
    assert.equal(await nameOf(), "carla");
    desk.between = ({ url }) =>
      url.pathname.endsWith("/sys_user") ? new Response("", { status: 403 }) : undefined;
    assert.equal(await nameOf(), "carla");
  });

  it("puts no name into a query that would be another condition of it", async () => {
    const { desk, read } = await implemented();
    altered(desk, "sys_audit", (rows) =>
      rows.map((row) => ({ ...row, user: "x^ORuser_name=carla" })),
    );
    const state = await read();
    assert.ok(state.kind === "decided");
    assert.equal(state.person.displayName, "x^ORuser_name=carla");
    assert.ok(!desk.asked.some(({ url }) => url.href.includes("ORuser_name")));
  });
});
