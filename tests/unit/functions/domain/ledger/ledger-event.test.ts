import * as assert from "node:assert/strict";
import { archiveOf, parseLedgerEvent } from "../../../../../functions/domain/ledger/ledger-event";
import { publishedEvent } from "../../../../../functions/domain/published-event";
import { eventTypes } from "../../../../../functions/domain/request-events";
import { now, requestOf } from "../samples";

const source = "codepipeline-approvals";
const detail = publishedEvent(requestOf(), {
  ...{ id: "r-2", sequence: 2, type: "Deciding", time: now.toISOString() },
});
const event = { source, "detail-type": "Deciding", detail };
const woken = {
  ...{ kind: "request", action: "orders/production/approve" },
  ...{ requestId: detail.request.id, sequence: 2 },
};

describe("What wakes the ledger", () => {
  it("is every event of a request, which names it", () => {
    for (const type of eventTypes) {
      assert.deepEqual(parseLedgerEvent({ ...event, "detail-type": type, more: 1 }), woken);
    }
  });

  it("is what bypassed a gate, by its id", () => {
    for (const type of ["Bypassed", "Reviewed"]) {
      const bypassed = { source, "detail-type": type, detail: { id: "b-1", more: 1 } };
      assert.deepEqual(parseLedgerEvent(bypassed), { kind: "bypass", id: "b-1" });
    }
  });

  it("is what it has kept itself", () => {
    assert.deepEqual(archiveOf(7), { source, "detail-type": "Archive", sequence: 7 });
    assert.deepEqual(parseLedgerEvent(archiveOf(7)), { kind: "archive", sequence: 7 });
  });

  const request = (change: object) => ({
    ...event,
    detail: { ...detail, request: { ...detail.request, ...change } },
  });
  const none: Readonly<Record<string, unknown>> = {
    nothing: undefined,
    "another source": { ...event, source: "aws.codepipeline" },
    "another type": { ...event, "detail-type": "Paused" },
    "no detail": { ...event, detail: undefined },
    "no number": { ...event, detail: { ...detail, sequence: undefined } },
    "a number that is none": { ...event, detail: { ...detail, sequence: 0 } },
    "a part of a number": { ...event, detail: { ...detail, sequence: 1.5 } },
    "no id": request({ id: undefined }),
    "an id that is none": request({ id: "a b" }),
    "an id that is too long": request({ id: "a".repeat(101) }),
    "an empty id": request({ id: "" }),
    "a name that is none": request({ stageName: "a/b" }),
    "no name": request({ actionName: undefined }),
    "a bypass of another source": { source: "x", "detail-type": "Bypassed", detail: { id: "b" } },
    "a bypass without an id": { source, "detail-type": "Bypassed", detail: {} },
    "an archive on the bus": { source, "detail-type": "Archive", detail: archiveOf(1) },
    "an archive of nothing": archiveOf(0),
    "an archive of another source": { ...archiveOf(1), source: "x" },
  };
  for (const [what, of] of Object.entries(none)) {
    it(`is not ${what}`, () => assert.equal(parseLedgerEvent(of), undefined));
  }

  it("may have an id as long as any", () => {
    assert.ok(parseLedgerEvent(request({ id: "a".repeat(100) })));
  });
});
