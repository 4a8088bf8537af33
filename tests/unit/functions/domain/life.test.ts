import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { newEvents } from "../../../../functions/domain/request-events";
import { sessionName } from "../../../../functions/domain/session";
import { summaryOf } from "../../../../functions/domain/summary";
import * as life from "../../../../functions/domain/transitions";
import { check, console, heal, worlds } from "./life-worlds";
import { ann, bob, sessionArn } from "./samples";

describe("The life of a request", () => {
  it("meets in these worlds every end, takeovers, and several people at once", () => {
    const met = new Set<string>();
    for (const world of fc.sample(worlds, { numRuns: 3000, seed: 3 })) {
      met.add(world.row.status);
      if (world.row.earlierAttempts?.length) met.add("taken over");
      if (world.row.outcome?.person?.id === ann.id) met.add("Ann");
      if (world.row.outcome?.person?.id === bob.id) met.add("Bob");
      if (world.row.outcome?.decidedBy === console) met.add("console");
    }
    const all = ["PENDING", "DECIDING", "DECIDED", "EXPIRED", "CANCELLED"];
    assert.deepEqual([...met].sort(), [...all, "taken over", "Ann", "Bob", "console"].sort());
  });

  it("counts every version by one", () => {
    check(({ history }) => {
      assert.deepEqual(
        history.map(({ version }) => version),
        history.map((_, index) => index + 1),
      );
    });
  });

  it("never leaves a final state, and never changes how it ended", () => {
    check((world) => {
      heal(world);
      const end = world.history.findIndex((request) => !life.isOpen(request));
      if (end === -1) return;
      const { status, outcome } = world.history[end];
      for (const after of world.history.slice(end)) {
        assert.deepEqual({ status: after.status, outcome: after.outcome }, { status, outcome });
      }
    });
  });

  it("is DECIDED only where CodePipeline has taken that very decision", () => {
    check(({ row, decisions }) => {
      if (row.status === "DECIDED") assert.equal(row.outcome?.result, decisions[0].result);
    });
  });

  it("names in the end the one who decided, with their words, whoever crashed when", () => {
    check((world) => {
      heal(world);
      const [decision] = world.decisions;
      if (decision === undefined) return assert.notEqual(world.row.status, "DECIDED");
      const { person, result, decidedBy, reason } = world.row.outcome ?? {};
      assert.equal(result, decision.result);
      const words = person ? summaryOf(decision.result as "Approved", person, reason) : reason;
      assert.equal(words, decision.summary);
      assert.equal(person ? sessionArn(sessionName(person)) : decidedBy, decision.by);
    });
  });

  it("ends as CodePipeline has ended, and every message shows it", () => {
    check((world) => {
      heal(world);
      assert.equal(life.isOpen(world.row), world.action.status === "InProgress");
      assert.equal(life.isSettled(world.row), world.action.status !== "InProgress");
    });
  });

  it("loses no message that was noted", () => {
    check(({ history }) => {
      let known = 0;
      for (const { messages } of history) {
        assert.ok(messages.length >= known);
        known = messages.length;
      }
    });
  });

  it("has a history that only grows, begins with Requested, and ends as the request did", () => {
    check((world) => {
      heal(world);
      for (const [index, { history = [] }] of world.history.entries()) {
        const before = world.history[index - 1]?.history ?? [];
        assert.deepEqual(history.slice(0, before.length), before);
        assert.deepEqual(newEvents(history, before), history.slice(before.length));
        assert.deepEqual(
          history.map(({ sequence }) => sequence),
          history.map((_, at) => at + 1),
        );
      }
      const { status, outcome, history = [] } = world.row;
      const types = history.map(({ type }) => type);
      assert.equal(types.lastIndexOf("Requested"), types.length === 0 ? -1 : 0);
      const ends = types.filter((type) => ["Decided", "Expired", "Cancelled"].includes(type));
      assert.deepEqual(
        ends.map((type) => type.toUpperCase()),
        life.isOpen(world.row) ? [] : [status],
      );
      const last = history.at(-1);
      if (ends.length > 0)
        assert.deepEqual([last?.time, last?.result], [outcome?.at, outcome?.result]);
    });
  });
});
