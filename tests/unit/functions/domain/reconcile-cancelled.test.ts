/** What was cancelled: abandoned, or failed by nobody, by the API and by the event that says so. */
import * as assert from "node:assert/strict";
import { reconcile } from "../../../../functions/domain/reconcile";
import type { ApprovalRequest, ObservedAction } from "../../../../functions/domain/types";
import { attemptOf, deciderRoleArn, expires, later, now, requestOf } from "./samples";

const console = "arn:aws:iam::111122223333:user/carla";
const at = (seconds: number): string =>
  new Date(Date.parse(expires) + seconds * 1000).toISOString();
const seen = (change: Partial<ObservedAction> = {}): ObservedAction => ({
  ...{ status: "Succeeded", updatedBy: console, lastChange: later(10).toISOString() },
  ...change,
});

function ending(request: ApprovalRequest, observed: ObservedAction) {
  const { status, outcome } = reconcile(request, observed, now, deciderRoleArn)!;
  return { status, outcome };
}

const late = (updatedBy: string): Partial<ObservedAction> => ({
  ...{ status: "Failed", updatedBy, lastChange: at(10) },
});

describe("A cancelled request, to reconcile,", () => {
  it("is what was abandoned, and says what became of the execution", () => {
    for (const executionStatus of ["Stopped", "Superseded", undefined]) {
      const observed = seen({ status: "Abandoned", executionStatus });
      assert.deepEqual(ending(requestOf({ status: "DECIDING", attempt: attemptOf() }), observed), {
        status: "CANCELLED",
        outcome: { at: later(10).toISOString(), reason: executionStatus },
      });
    }
  });

  const byNobody = { status: "Failed", updatedBy: undefined } as const;
  const rows: readonly (readonly [string, Partial<ObservedAction>, string, string?])[] = [
    ["failed by nobody", byNobody, "CANCELLED", "Cancelled"],
    ["failed by nobody after the expiry", { ...byNobody, lastChange: at(10) }, "EXPIRED"],
    ["failed by nobody, with a summary", { ...byNobody, summary: "No" }, "DECIDED", "No"],
    ["failed by somebody", { status: "Failed" }, "DECIDED"],
  ];
  for (const [what, observed, status, reason] of rows) {
    it(`is ${status} where it ${what}, and no event said that it was cancelled`, () => {
      for (const isCancelled of [false, undefined]) {
        const found = ending(requestOf(), seen({ ...observed, isCancelled }));
        assert.deepEqual([found.status, found.outcome?.reason], [status, reason]);
      }
    });
  }

  it("is FAILED before the end by nobody and without a word, because the pipeline was changed", () => {
    const observed: ObservedAction = { status: "Failed", lastChange: later(10).toISOString() };
    for (const summary of [undefined, ""]) {
      const next = reconcile(requestOf(), { ...observed, summary }, now, deciderRoleArn);
      const outcome = { at: later(10).toISOString(), reason: "Cancelled" };
      assert.deepEqual([next?.status, next?.outcome], ["CANCELLED", outcome]);
      assert.equal(next?.history?.at(-1)?.type, "Cancelled");
    }
  });

  // The event is certain of what the API shows as a failure of nobody, or as abandoned.
  const said: readonly (readonly [string, Partial<ObservedAction>, string, string?])[] = [
    ["failed by nobody", byNobody, "CANCELLED", "Cancelled"],
    [
      "failed by nobody after the expiry",
      { ...byNobody, lastChange: at(10) },
      ...(["CANCELLED", "Cancelled"] as const),
    ],
    ["failed by nobody, with a summary", { ...byNobody, summary: "No" }, "CANCELLED", "Cancelled"],
    [
      "was abandoned",
      { status: "Abandoned", executionStatus: "Stopped" },
      ...(["CANCELLED", "Cancelled"] as const),
    ],
    ["failed by somebody", { status: "Failed", summary: "No" }, "DECIDED", "No"],
    ["failed by CodePipeline after the expiry", late("codepipeline.amazonaws.com"), "EXPIRED"],
    ["succeeded", { status: "Succeeded", updatedBy: undefined }, "DECIDED"],
  ];
  for (const [what, observed, status, reason] of said) {
    it(`is ${status} where it ${what}, and an event said that it was cancelled`, () => {
      const found = ending(requestOf(), seen({ ...observed, isCancelled: true }));
      assert.deepEqual([found.status, found.outcome?.reason], [status, reason]);
    });
  }
});
