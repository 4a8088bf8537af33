import * as assert from "node:assert/strict";
import { summaryOf } from "../../../../functions/domain/summary";
import { reconcile } from "../../../../functions/domain/reconcile";
import type { ApprovalRequest, ObservedAction } from "../../../../functions/domain/types";
import {
  ann,
  attemptOf,
  bob,
  deciderRoleArn,
  expires,
  later,
  now,
  requestOf,
  sessionArn,
} from "./samples";

const console = "arn:aws:iam::111122223333:user/carla";
const end = Date.parse(expires);
const at = (seconds: number): string => new Date(end + seconds * 1000).toISOString();
const deciding = (change: Partial<ApprovalRequest> = {}): ApprovalRequest =>
  requestOf({ status: "DECIDING", attempt: attemptOf({ reason: "Load test passed" }), ...change });
const seen = (change: Partial<ObservedAction> = {}): ObservedAction => ({
  status: "Succeeded",
  updatedBy: console,
  lastChange: later(10).toISOString(),
  ...change,
});

/** How the request ends, without what stays as it was. */
function ending(request: ApprovalRequest, observed: ObservedAction) {
  const next = reconcile(request, observed, now, deciderRoleArn);
  assert.ok(next !== undefined);
  assert.equal(next.version, request.version + 1);
  const { status, outcome } = next;
  return { status, outcome };
}

describe("reconcile", () => {
  it("leaves a request alone whose action waits", () => {
    assert.equal(
      reconcile(requestOf(), seen({ status: "InProgress" }), now, deciderRoleArn),
      undefined,
    );
    assert.equal(
      reconcile(deciding(), seen({ status: "InProgress" }), now, deciderRoleArn),
      undefined,
    );
  });

  for (const status of ["DECIDED", "EXPIRED", "CANCELLED"] as const) {
    it(`leaves a request alone that is ${status}`, () => {
      for (const known of ["InProgress", "Succeeded", "Failed", "Abandoned"] as const) {
        assert.equal(
          reconcile(requestOf({ status }), seen({ status: known }), now, deciderRoleArn),
          undefined,
        );
      }
    });
  }
});

describe("reconcile of what was decided elsewhere", () => {
  it("says who, when and why", () => {
    for (const [status, result] of [
      ["Succeeded", "Approved"],
      ["Failed", "Rejected"],
    ] as const) {
      assert.deepEqual(ending(requestOf(), seen({ status, summary: "As agreed" })), {
        status: "DECIDED",
        outcome: {
          at: later(10).toISOString(),
          result,
          decidedBy: console,
          reason: "As agreed",
        },
      });
    }
  });

  it("takes its own time where CodePipeline's is missing or none", () => {
    for (const lastChange of [undefined, "", "yesterday"]) {
      assert.equal(ending(requestOf(), seen({ lastChange })).outcome?.at, now.toISOString());
    }
  });

  it("does not credit whoever was about to decide in Slack", () => {
    const { outcome } = ending(deciding(), seen({ summary: "As agreed" }));
    assert.equal(outcome?.person, undefined);
    assert.equal(outcome?.decidedBy, console);
    assert.equal(outcome.reason, "As agreed");
  });

  it("does not credit a session of the same name with other words", () => {
    const observed = seen({ updatedBy: sessionArn("U0ANN-Ann"), summary: "Approved by nobody" });
    assert.equal(ending(deciding(), observed).outcome?.person, undefined);
  });

  it("does not credit a session of that name in another role or account", () => {
    for (const [ours, theirs] of [
      ["slack-orders", "admin"],
      ["111122223333", "444455556666"],
    ]) {
      const updatedBy = sessionArn("U0ANN-Ann").replace(ours, theirs);
      for (const summary of [undefined, summaryOf("Approved", ann, "Load test passed")]) {
        const { outcome } = ending(deciding(), seen({ updatedBy, summary }));
        assert.equal(outcome?.person, undefined);
        assert.equal(outcome?.decidedBy, updatedBy);
      }
    }
  });

  it("does not credit an attempt at the opposite", () => {
    const observed = seen({ status: "Failed", updatedBy: sessionArn("U0ANN-Ann") });
    const { outcome } = ending(deciding(), observed);
    assert.equal(outcome?.result, "Rejected");
    assert.equal(outcome.person, undefined);
  });
});

describe("reconcile of an attempt that was not seen to end", () => {
  const mine = seen({ updatedBy: sessionArn("U0ANN-Ann") });

  it("credits the person in Slack, with their reason", () => {
    for (const summary of [undefined, summaryOf("Approved", ann, "Load test passed")]) {
      assert.deepEqual(ending(deciding(), { ...mine, summary }).outcome, {
        at: later(10).toISOString(),
        result: "Approved",
        person: ann,
        reason: "Load test passed",
        decidedBy: sessionArn("U0ANN-Ann"),
      });
    }
  });

  it("credits the one whose attempt came through, though another took over", () => {
    const taken = deciding({
      attempt: attemptOf({ id: "command-2", person: bob, reason: "Me too" }),
      earlierAttempts: [attemptOf({ reason: "Load test passed" })],
    });
    const { outcome } = ending(taken, mine);
    assert.deepEqual(outcome?.person, ann);
    assert.equal(outcome?.reason, "Load test passed");
  });

  it("finds among the attempts of one person the one with the words of the history", () => {
    const taken = deciding({
      attempt: attemptOf({ id: "command-2", reason: "Second try" }),
      earlierAttempts: [attemptOf({ reason: "First try" })],
    });
    const reason = (summary?: string) => ending(taken, { ...mine, summary }).outcome?.reason;
    assert.equal(reason(summaryOf("Approved", ann, "First try")), "First try");
    assert.equal(reason(summaryOf("Approved", ann, "Second try")), "Second try");
    assert.equal(reason(undefined), "Second try");
  });

  it("takes the latest of a person's attempts where the history has no words", () => {
    const taken = deciding({
      attempt: attemptOf({ id: "command-3", person: bob }),
      earlierAttempts: [
        attemptOf({ reason: "First try" }),
        attemptOf({ id: "command-2", reason: "Second try" }),
      ],
    });
    assert.equal(ending(taken, mine).outcome?.reason, "Second try");
  });
});

describe("An expired request, to reconcile,", () => {
  const failed = (lastChange: string, change: Partial<ObservedAction> = {}) =>
    ending(requestOf(), { status: "Failed", lastChange, ...change });

  it("is FAILED by nobody at or after the end", () => {
    assert.deepEqual(failed(at(0)), { status: "EXPIRED", outcome: { at: at(0) } });
    assert.equal(failed(at(3600)).status, "EXPIRED");
  });

  it("is FAILED by nobody within the minute before, for the end has no seconds", () => {
    assert.equal(failed(at(-60)).status, "EXPIRED");
    assert.equal(failed(at(-60.001)).status, "CANCELLED");
    assert.equal(failed(at(-60.001), { summary: "No" }).status, "DECIDED");
  });

  it("may have words of CodePipeline's own, but not before the end", () => {
    assert.equal(failed(at(0), { summary: "Timed out" }).status, "EXPIRED");
    assert.equal(failed(at(-1), { summary: "Not today" }).status, "DECIDED");
  });

  it("is not what somebody rejected, however late", () => {
    for (const updatedBy of [
      console,
      sessionArn("carla"),
      "arn:aws:iam::111122223333:root",
      "arn:aws:sts::111122223333:federated-user/carla",
    ]) {
      assert.equal(failed(at(30), { updatedBy }).status, "DECIDED");
    }
  });

  it("may be the service's own work", () => {
    assert.equal(failed(at(0), { updatedBy: "codepipeline.amazonaws.com" }).status, "EXPIRED");
  });

  it("is never what succeeded", () => {
    const late = { status: "Succeeded", lastChange: at(10) } as const;
    assert.equal(ending(requestOf(), late).outcome?.result, "Approved");
  });
});
