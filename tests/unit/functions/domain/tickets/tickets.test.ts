/** What wakes a connector, what it hands over, and which ticket a request keeps. */
import * as assert from "node:assert/strict";
import {
  parseTicketHandOver,
  ticketHandOver,
} from "../../../../../functions/domain/tickets/handover";
import { ticketsKey, withTicket } from "../../../../../functions/domain/tickets/kept";
import {
  failedOnce,
  isDue,
  isHeld,
  leased,
  newRow,
  parseRow,
  toldThrough,
} from "../../../../../functions/domain/tickets/row";
import { parseWoken } from "../../../../../functions/domain/tickets/woken";
import { later, now, requestOf } from "../samples";

const detail = {
  request: { pipelineName: "orders", stageName: "production", actionName: "approve" },
};
const event = { source: "codepipeline-approvals", "detail-type": "Decided", detail };

describe("A connector is woken", () => {
  it("by an event of a request, of which only the action counts", () => {
    assert.deepEqual(parseWoken(event), { kind: "request", action: "orders/production/approve" });
  });

  it("by its schedule", () => {
    const scheduled = { source: "aws.events", "detail-type": "Scheduled Event", detail: {} };
    assert.deepEqual(parseWoken(scheduled), { kind: "schedule" });
  });

  it("by nothing else", () => {
    for (const other of [
      undefined,
      "event",
      { ...event, source: "aws.codepipeline" },
      { ...event, "detail-type": "Unheard" },
      { ...event, detail: { request: { ...detail.request, stageName: "a/b" } } },
      { source: "aws.events", "detail-type": "Other" },
    ]) {
      assert.equal(parseWoken(other), undefined);
    }
  });
});

describe("What a connector hands over", () => {
  const handed = ticketHandOver(requestOf(), "servicenow", "changes", "sys1");

  it("is read as it was written", () => assert.deepEqual(parseTicketHandOver(handed), handed));

  it("is refused where a part of it is anything else", () => {
    for (const change of [
      { version: 2 },
      { channel: "slack" },
      { connector: "" },
      { action: "orders" },
      { token: "x" },
      { ticket: "../../oauth" },
      { ticket: "a?b" },
    ]) {
      assert.equal(parseTicketHandOver({ ...handed, ...change }), undefined);
    }
  });
});

describe("The ticket of a request", () => {
  const ticket = { connector: "changes", kind: "servicenow" as const, id: "sys1", label: "CHG1" };
  const request = requestOf();
  const known = withTicket(request, ticket)!;

  it("is kept, with what it says now", () => {
    assert.deepEqual(known.tickets, [ticket]);
    assert.equal(known.version, request.version + 1);
    assert.equal(withTicket(known, ticket), undefined);
    const waits = withTicket(known, { ...ticket, note: "on hold" })!;
    assert.deepEqual(waits.tickets, [{ ...ticket, note: "on hold" }]);
    assert.notEqual(ticketsKey(waits), ticketsKey(known));
  });

  it("is never replaced by another of its connector, and stands beside those of others", () => {
    assert.equal(withTicket(known, { ...ticket, id: "sys2" }), undefined);
    const other = { ...ticket, connector: "board", kind: "jira" as const, id: "10" };
    assert.deepEqual(withTicket(known, other)?.tickets, [other, ticket]);
  });

  it("changes nothing of a request that has ended", () => {
    assert.equal(withTicket({ ...request, status: "EXPIRED" }, ticket), undefined);
  });
});

describe("The row of a request", () => {
  const row = newRow(requestOf());

  it("is held for longer than a run may take, and free again after that", () => {
    const held = leased(row, now);
    assert.ok(isHeld(held, later(40)));
    assert.ok(!isHeld(held, later(46)));
    assert.ok(!isHeld(row, now));
  });

  it("forgets its failures when what had failed was told", () => {
    const failed = failedOnce(failedOnce(row, now, later(60)), later(60), later(300));
    assert.deepEqual([failed.attempts, failed.failedAt], [2, now.toISOString()]);
    assert.ok(!isDue(failed, later(299)));
    assert.ok(isDue(failed, later(300)));
    const told = toldThrough(failed, 1);
    assert.deepEqual([told.attempts, told.failedAt, told.nextTryAt], [0, undefined, undefined]);
  });

  it("is read back, and refused by the name of what is wrong", () => {
    assert.deepEqual(parseRow(JSON.parse(JSON.stringify(row))), row);
    assert.throws(() => parseRow({ ...row, through: -1 }), /through/);
    assert.throws(() => parseRow({ ...row, schemaVersion: 9 }), /schemaVersion/);
  });
});
