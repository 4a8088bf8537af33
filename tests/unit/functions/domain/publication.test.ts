/** What of a request's history is on the bus, as publisher notes it. */
import * as assert from "node:assert/strict";
import {
  hasUnrecorded,
  isFinished,
  publishedBy,
  unpublished,
} from "../../../../functions/domain/publication";
import type { RequestEvent } from "../../../../functions/domain/request-events";
import { expires, now, requestOf } from "./samples";

const event = (sequence: number): RequestEvent => ({
  ...{ id: `request-${sequence}`, sequence, type: "Deciding", time: now.toISOString() },
});
const events = (...sequences: number[]) => sequences.map(event);
const history = events(1, 2, 3);
const sequencesOf = (found: RequestEvent[]) => found.map(({ sequence }) => sequence);

describe("unpublished", () => {
  it("is what comes after the last event that is noted, oldest first", () => {
    for (const [publishedThrough, left] of [
      [undefined, [1, 2, 3]],
      [0, [1, 2, 3]],
      [1, [2, 3]],
      [3, []],
      [4, []],
    ] as const) {
      assert.deepEqual(sequencesOf(unpublished({ history, publishedThrough })), left);
    }
  });

  it("is nothing of a request without a history", () => {
    assert.deepEqual(unpublished({}), []);
  });
});

describe("isFinished", () => {
  const ended = { status: "EXPIRED", outcome: { at: expires } } as const;
  const shown = { channel: "slack", place: "C0", id: "1.1", shows: "EXPIRED" as const };
  const all = { history, publishedThrough: 3 };

  it("is true where the request has ended, every message says so, and every event is on the bus", () => {
    assert.equal(isFinished(requestOf({ ...ended, ...all, messages: [shown] })), true);
    assert.equal(isFinished(requestOf(ended)), true);
  });

  it("is false while it is open, while a message lags, and while an event is not noted", () => {
    const lagging = { ...shown, shows: "PENDING" as const };
    assert.equal(isFinished(requestOf(all)), false);
    assert.equal(isFinished(requestOf({ ...ended, ...all, messages: [lagging] })), false);
    assert.equal(isFinished(requestOf({ ...ended, history, publishedThrough: 2 })), false);
  });

  it("is false while an event is not noted to be in the ledger, where the hub has one", () => {
    const ofLedger = (ledgerThrough: number | undefined) =>
      isFinished(requestOf({ ...ended, ...all, ledgerThrough }));
    assert.deepEqual([0, 2, 3, undefined].map(ofLedger), [false, false, true, true]);
    assert.equal(isFinished(requestOf({ ...ended, ledgerThrough: 0 })), true);
  });
});

describe("hasUnrecorded", () => {
  it("is true where an event is not noted, and where none ever was", () => {
    const ofLedger = (ledgerThrough?: number) => hasUnrecorded({ history, ledgerThrough });
    assert.deepEqual([undefined, 0, 2, 3, 4].map(ofLedger), [true, true, true, false, false]);
    assert.equal(hasUnrecorded({}), false);
  });
});

describe("publishedBy", () => {
  /** What is to be noted where these were put, and the request and what it replaced have these notes. */
  const range = (put: number[], noted?: number, before?: number) =>
    publishedBy(
      requestOf({ publishedThrough: noted }),
      events(...put),
      before === undefined ? undefined : { publishedThrough: before },
    );

  it("is nothing where nothing was put and nothing was noted", () => {
    assert.equal(range([]), undefined);
    assert.equal(publishedBy(requestOf(), [], {}), undefined);
  });

  it("is what was noted where nothing was put, though the write has taken it back", () => {
    assert.deepEqual(range([], 3), { through: 3, after: 0 });
    assert.deepEqual(range([], undefined, 3), { through: 3, after: 0 });
    assert.deepEqual(range([], 2, 4), { through: 4, after: 0 });
    assert.deepEqual(range([], 4, 2), { through: 4, after: 0 });
  });

  it("goes through the last event that was put, from the first of all or from what was noted", () => {
    assert.deepEqual(range([1, 2]), { through: 2, after: 0 });
    assert.deepEqual(range([3, 4], 2), { through: 4, after: 0 });
    assert.deepEqual(range([3, 4], 3), { through: 4, after: 0 });
    assert.deepEqual(range([3, 4], 1, 2), { through: 4, after: 0 });
  });

  it("leaves in doubt what lies between what was noted and the first that was put", () => {
    assert.deepEqual(range([3, 4], 1), { through: 4, after: 2 });
    assert.deepEqual(range([3]), { through: 3, after: 2 });
  });

  it("takes no note back: what was noted may be further than what was put", () => {
    assert.deepEqual(range([3], 5), { through: 5, after: 0 });
    assert.deepEqual(range([3], 1, 5), { through: 5, after: 0 });
  });
});
