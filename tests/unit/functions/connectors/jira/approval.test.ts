/** Nothing but what the right people have answered approves. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Approval } from "../../../../../functions/connectors/jira/answers";
import { stateByApproval } from "../../../../../functions/connectors/jira/judge";
import { own } from "./samples";

const now = new Date("2026-11-29T07:00:00Z");
const ago = (seconds: number) => ({ epochMillis: now.getTime() - seconds * 1000 });

const approvalOf = (change: Partial<Approval>, ...answers: [string, string][]): Approval => ({
  ...{ id: "1", finalDecision: "approved", createdDate: ago(600), completedDate: ago(60) },
  approvers: answers.map(([accountId, approverDecision]) => ({
    ...{ approver: { accountId, displayName: accountId.toUpperCase() }, approverDecision },
  })),
  ...change,
});

const byApproval = (...approvals: Approval[]) => stateByApproval(approvals, now, own);

describe("The approval of a service desk's request", () => {
  it("approves and rejects in the name of who answered it so", () => {
    assert.deepEqual(byApproval(approvalOf({}, ["carla", "approved"], ["dora", "pending"])), {
      ...{ kind: "decided", id: "1", result: "Approved", at: ago(60).epochMillis / 1000 },
      person: { id: "carla", displayName: "CARLA" },
    });
    const declined = approvalOf(
      { id: "7", finalDecision: "declined" },
      ["carla", "approved"],
      ["dora", "declined"],
    );
    assert.deepEqual(byApproval(declined), {
      ...{ kind: "decided", id: "7", result: "Rejected", at: ago(60).epochMillis / 1000 },
      person: { id: "dora", displayName: "DORA" },
    });
  });

  it("is decided by all who answered it so: who was the last it does not tell", () => {
    const state = byApproval(
      approvalOf({}, ["dora", "approved"], ["eve", "declined"], ["carla", "approved"]),
    );
    assert.deepEqual(state, {
      ...{ kind: "decided", id: "1", result: "Approved", at: ago(600).epochMillis / 1000 },
      person: { id: "carla", displayName: "CARLA" },
      others: [{ id: "dora", displayName: "DORA" }],
    });
  });

  it("waits while one is open, while the next may be opened, and where nobody is named", () => {
    const yes: [string, string] = ["carla", "approved"];
    for (const approvals of [
      [],
      [approvalOf({}, yes), approvalOf({ id: "2", finalDecision: "pending" })],
      [approvalOf({ completedDate: ago(5) }, yes)],
      [approvalOf({ completedDate: null }, yes)],
      [approvalOf({ finalDecision: "APPROVED" }, yes)],
      [approvalOf({}, ["carla", "pending"])],
      [approvalOf({}, yes, ["", "approved"])],
      [approvalOf({}, yes, [own, "approved"])],
    ]) {
      assert.equal(byApproval(...approvals).kind, "waiting");
    }
  });

  it("follows the newest, whatever was approved before", () => {
    const before = approvalOf({ id: "2" }, ["carla", "approved"]);
    const newest = { id: "10", finalDecision: "declined", createdDate: ago(600) };
    const after = approvalOf(newest, ["dora", "declined"]);
    for (const all of [
      [before, after],
      [after, before],
    ]) {
      const state = byApproval(...all);
      assert.equal(state.kind === "decided" && state.result, "Rejected");
    }
  });

  it("names nobody who did not answer so, in any approvals", () => {
    const decision = fc.constantFrom("approved", "declined", "pending");
    const anyApproval = fc.record({
      finalDecision: decision,
      createdDate: fc.integer({ min: 100, max: 105 }).map(ago),
      answers: fc.array(fc.tuple(fc.constantFrom("carla", "dora", "eve", own, ""), decision), {
        maxLength: 4,
      }),
    });
    fc.assert(
      fc.property(fc.array(anyApproval, { maxLength: 4 }), (all) => {
        const approvals = all.map(({ answers, ...change }, i) =>
          approvalOf({ ...change, id: String(i + 1) }, ...answers),
        );
        const state = byApproval(...approvals);
        if (state.kind !== "decided") return;
        assert.ok(!all.some(({ finalDecision }) => finalDecision === "pending"));
        const decided = approvals.find((one) => one.id === state.id)!;
        assert.ok(
          approvals.every((one) => one.createdDate.epochMillis <= decided.createdDate.epochMillis),
        );
        assert.equal(decided.finalDecision, state.result === "Approved" ? "approved" : "declined");
        const answered = decided.approvers
          .filter((one) => one.approverDecision === decided.finalDecision)
          .map(({ approver }) => approver.accountId);
        const named = [state.person, ...(state.others ?? [])].map((one) => one.id);
        assert.deepEqual([...named].sort(), [...answered].sort());
        assert.ok(!named.includes(own) && !named.includes(""));
      }),
    );
  });
});
