import * as assert from "node:assert/strict";
import { leaseInSeconds } from "../../../../contract/timing";
import { requestId } from "../../../../functions/domain/request-events";
import {
  startDecision,
  recordDecision,
  recordExecution,
  identified,
  isOpen,
  isSettled,
  newRequest,
  versionUnread,
} from "../../../../functions/domain/transitions";
import type { ApprovalRequest, RequestStatus } from "../../../../functions/domain/types";
import { ann, attemptOf, bob, commandOf, expires, later, now, requestOf, token } from "./samples";

const day = 86_400;
const finals: RequestStatus[] = ["DECIDED", "EXPIRED", "CANCELLED"];
const notification = {
  action: "orders/production/approve",
  token,
  pipelineName: "orders",
  stageName: "production",
  actionName: "approve",
  region: "eu-west-1",
  expires,
  customData: "Load test passed",
};

const idOf = (sequence: number): string => `${requestId(requestOf())}-${sequence}`;

/** The request after Ann has begun. */
const deciding = (change: Partial<ApprovalRequest> = {}): ApprovalRequest =>
  requestOf({ status: "DECIDING", attempt: attemptOf(), version: 2, ...change });

describe("A request that newRequest makes", () => {
  it("is pending, at version 1, and keeps what the notification says", () => {
    assert.deepEqual(newRequest(notification, now, 30, {}), {
      ...notification,
      status: "PENDING",
      requestedAt: now.toISOString(),
      revisions: [],
      messages: [],
      history: [{ id: idOf(1), sequence: 1, type: "Requested", time: now.toISOString() }],
      schemaVersion: 1,
      version: 1,
      ttl: Date.parse(expires) / 1000 + 30 * day,
    });
  });

  it("keeps which run waits for it, and is not confirmed where nobody could see one", () => {
    const run = { pipelineExecutionId: "e1", actionExecutionId: "r1" };
    const { unconfirmed, ...seen } = newRequest(notification, now, 30, run);
    assert.deepEqual([unconfirmed, seen.actionExecutionId], [undefined, "r1"]);
    assert.equal(newRequest(notification, now, 30, undefined).unconfirmed, true);
  });

  it("is kept for the days of retention even if it comes after its end", () => {
    const late = newRequest({ ...notification, expires: "2020-01-01T00:00:00.000Z" }, now, 1, {});
    assert.equal(late.ttl, now.getTime() / 1000 + day);
  });
});

describe("isOpen and isSettled", () => {
  it("take PENDING and DECIDING for open, and these for never settled", () => {
    for (const status of ["PENDING", "DECIDING"] as const) {
      assert.equal(isOpen({ status }), true);
      assert.equal(isSettled(requestOf({ status })), false);
      const messages = [{ channel: "slack", place: "C0", id: "1.1", shows: status }];
      assert.equal(isSettled(requestOf({ status, messages })), false);
    }
  });

  for (const status of finals) {
    it(`take a request that is ${status} for settled when every message says so`, () => {
      const message = { channel: "slack", place: "C0", id: "1.1", shows: status };
      const stale = { ...message, ts: "1.2", shows: "PENDING" as const };
      assert.equal(isOpen({ status }), false);
      assert.equal(isSettled(requestOf({ status, messages: [] })), true);
      assert.equal(isSettled(requestOf({ status, messages: [message] })), true);
      assert.equal(isSettled(requestOf({ status, messages: [message, stale] })), false);
    });
  }
});

describe("startDecision", () => {
  it("begins a pending request, and notes who, what, why and until when", () => {
    const command = commandOf({ result: "Rejected", reason: "Load test failed" });
    assert.deepEqual(startDecision(requestOf(), command, now), {
      kind: "begun",
      next: requestOf({
        status: "DECIDING",
        attempt: {
          id: "command-1",
          result: "Rejected",
          person: ann,
          reason: "Load test failed",
          leaseUntil: later(leaseInSeconds).toISOString(),
        },
        version: 2,
        history: [
          { id: idOf(1), sequence: 1, type: "Requested", time: now.toISOString() },
          {
            ...{ id: idOf(2), sequence: 2, type: "Deciding", time: now.toISOString() },
            actor: { channel: "slack", id: "U0ANN", displayName: "Ann" },
            ...{ result: "Rejected", reason: "Load test failed" },
          },
        ],
      }),
    });
  });

  it("leaves the same command in the hands that have it, until the lease is over", () => {
    assert.deepEqual(startDecision(deciding(), commandOf(), now), { kind: "held-by-retry" });
    const last = new Date(later(leaseInSeconds).getTime() - 1);
    assert.deepEqual(startDecision(deciding(), commandOf(), last), { kind: "held-by-retry" });
    assert.equal(startDecision(deciding(), commandOf(), later(leaseInSeconds)).kind, "resumed");
  });

  it("turns another command away until the lease is over, and says whose it is", () => {
    const other = commandOf({ id: "command-2", person: bob });
    const last = new Date(later(leaseInSeconds).getTime() - 1);
    assert.deepEqual(startDecision(deciding(), other, last), {
      kind: "busy",
      attempt: attemptOf(),
    });
    assert.equal(startDecision(deciding(), other, later(leaseInSeconds)).kind, "resumed");
  });

  it("resumes the same command under a new lease, as the only attempt", () => {
    const resumed = startDecision(deciding(), commandOf(), later(60));
    assert.deepEqual(resumed, {
      kind: "resumed",
      next: deciding({
        attempt: attemptOf({ reason: undefined, leaseUntil: later(105).toISOString() }),
        earlierAttempts: [],
        version: 3,
      }),
    });
  });

  it("remembers the attempt that another command takes over", () => {
    const other = commandOf({ id: "command-2", person: bob, result: "Rejected" });
    const taken = startDecision(deciding(), other, later(60));
    assert.ok(taken.kind === "resumed");
    assert.deepEqual(taken.next.earlierAttempts, [attemptOf()]);
    assert.deepEqual(taken.next.attempt?.person, bob);
  });

  it("remembers the last ten attempts and no more", () => {
    let request = deciding();
    for (let number = 2; number <= 13; number += 1) {
      const begun = startDecision(
        request,
        commandOf({ id: `command-${number}` }),
        later(number * 60),
      );
      assert.ok(begun.kind === "resumed");
      request = begun.next;
    }
    const ids = request.earlierAttempts?.map(({ id }) => id);
    assert.deepEqual(
      ids,
      Array.from({ length: 10 }, (_, index) => `command-${index + 3}`),
    );
  });

  for (const status of finals) {
    it(`begins nothing in a request that is ${status}`, () => {
      assert.deepEqual(startDecision(requestOf({ status }), commandOf(), now), { kind: "closed" });
    });
  }

  it("leaves it to CodePipeline whether a request has expired", () => {
    assert.equal(startDecision(requestOf(), commandOf(), new Date(expires)).kind, "begun");
  });
});

describe("recordDecision", () => {
  it("ends the request as its attempt has it", () => {
    const request = deciding({ attempt: attemptOf({ result: "Rejected", reason: "No tests" }) });
    const arn = "arn:aws:sts::111122223333:assumed-role/slack-orders/U0ANN-Ann";
    const { history, ...decided } = recordDecision(request, later(1), arn);
    assert.deepEqual(history?.at(-1)?.type, "Decided");
    assert.deepEqual(decided, {
      ...request,
      status: "DECIDED",
      outcome: {
        at: later(1).toISOString(),
        result: "Rejected",
        person: ann,
        reason: "No tests",
        decidedBy: arn,
      },
      version: 3,
    });
  });

  for (const status of ["PENDING", ...finals] as const) {
    it(`refuses a request that is ${status}`, () => {
      assert.throws(() => recordDecision(requestOf({ status, attempt: attemptOf() }), now), {
        message: new RegExp(status),
      });
    });
  }

  it("refuses a request without an attempt", () => {
    assert.throws(() => recordDecision(requestOf({ status: "DECIDING" }), now), /no attempt/);
  });
});

describe("recordExecution", () => {
  const revisions = [{ name: "Source", id: "abc" }];

  it("notes the execution and its revisions", () => {
    assert.deepEqual(
      recordExecution(requestOf(), { pipelineExecutionId: "e1", revisions }),
      requestOf({ pipelineExecutionId: "e1", revisions, version: 2 }),
    );
  });

  it("keeps the execution that is known", () => {
    const known = requestOf({ pipelineExecutionId: "e1" });
    assert.equal(recordExecution(known, { revisions }).pipelineExecutionId, "e1");
  });

  it("says that the version could not be read, until it is", () => {
    const unread = recordExecution(requestOf(), {
      pipelineExecutionId: "e1",
      revisions: undefined,
    });
    assert.deepEqual([unread.versionUnread, unread.revisions], [true, []]);
    assert.equal(versionUnread(unread), undefined);
    assert.equal(versionUnread(requestOf())?.versionUnread, true);
    assert.equal(recordExecution(unread, { revisions }).versionUnread, false);
  });

  it("confirms the request, and so does a look without the version", () => {
    const unconfirmed = requestOf({ unconfirmed: true });
    assert.equal(recordExecution(unconfirmed, { revisions }).unconfirmed, false);
    assert.equal(identified(unconfirmed, {})?.unconfirmed, false);
    assert.equal(versionUnread(unconfirmed)?.unconfirmed, true);
  });
});
