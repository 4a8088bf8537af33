/** Nothing but what the right person has moved approves. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import type { Change } from "../../../../../functions/connectors/jira/answers";
import { stateByStatus } from "../../../../../functions/connectors/jira/judge";
import { changeOf, issueOf, moved, own, statuses } from "./samples";

const byStatus = (status: string, ...changes: Change[]) =>
  stateByStatus(issueOf({ status: { id: status } }), changes, statuses, own);

describe("The status of an issue", () => {
  it("approves and rejects in the name of who moved it there", () => {
    const move = moved("carla", "3");
    assert.deepEqual(byStatus("3", move), {
      ...{ kind: "decided", id: move.id, result: "Approved", at: Date.parse(move.created) / 1000 },
      person: { id: "carla", displayName: "CARLA" },
    });
    const no = moved("dora", "9");
    assert.deepEqual(byStatus("9", moved("carla", "3"), no), {
      ...{ kind: "decided", id: no.id, result: "Rejected", at: Date.parse(no.created) / 1000 },
      person: { id: "dora", displayName: "DORA" },
    });
  });

  it("waits where it is no status that decides", () => {
    assert.deepEqual(byStatus("1", moved("carla", "3"), moved("carla", "1")), { kind: "waiting" });
  });

  it("waits, and says why, where the change log does not show who moved it there", () => {
    const waits = (why: RegExp, ...changes: Change[]): void => {
      const state = byStatus("3", ...changes);
      assert.equal(state.kind, "waiting");
      assert.match("why" in state ? (state.why ?? "") : "", why);
    };
    waits(/does not say who/);
    waits(/does not say who/, moved("carla", "3"), moved("carla", "1"));
    // A field that somebody has named like it.
    waits(
      /does not say who/,
      changeOf("carla", [{ field: "status", fieldId: "customfield_1", to: "3" }]),
    );
    waits(/does not name who/, moved(null, "3"));
    waits(/does not name who/, moved("", "3"));
    waits(/own user/, moved(own, "3"));
  });

  it("takes the newest move by its time, however Jira has sorted the log", () => {
    const [early, late] = [moved("carla", "3", 1), moved("eve", "3", 2)];
    for (const log of [
      [early, late],
      [late, early],
    ]) {
      const state = byStatus("3", ...log);
      assert.equal(state.kind === "decided" && state.person.id, "eve");
    }
  });

  it("rejects where it is on both lists", () => {
    const both = { approvedStatusIds: ["3"], rejectedStatusIds: ["3"] };
    const state = stateByStatus(issueOf(), [moved("carla", "3")], both, own);
    assert.equal(state.kind === "decided" && state.result, "Rejected");
  });

  it("names nobody but the one of the newest move, in any log", () => {
    const person = fc.constantFrom("carla", "eve", own, "", null);
    const anyChange = fc.record({
      person,
      field: fc.constantFrom("status", "labels", "summary", "customfield_7"),
      to: fc.constantFrom("1", "3", "4", "9"),
    });
    fc.assert(
      fc.property(
        fc.array(anyChange, { maxLength: 12 }),
        fc.constantFrom("1", "3", "4", "9"),
        (log, status) => {
          const changes = log.map(({ person: who, field, to }, minute) =>
            changeOf(who, [{ field, fieldId: field, to }], minute),
          );
          const state = byStatus(status, ...changes);
          const last = log.findLast(({ field }) => field === "status");
          const isTheirs =
            last?.to === status && last.person !== own && !!last.person && status !== "1";
          assert.equal(state.kind, isTheirs ? "decided" : "waiting");
          if (state.kind !== "decided") return;
          assert.equal(state.person.id, last?.person);
          assert.equal(state.result, status === "9" ? "Rejected" : "Approved");
        },
      ),
    );
  });
});
