/** Of all changes that there can be, one combination approves; who moved it is certain, or nobody. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import type { AuditRow, Change } from "../../../../../functions/connectors/servicenow/answers";
import { judge, moverOf } from "../../../../../functions/connectors/servicenow/judge";
import { now } from "../../domain/samples";
import { settings } from "./support";

const { states } = settings;
const field = (value: string, shown = value) => ({ value, shown });

const written = (minutes: number): string =>
  new Date(now.getTime() + minutes * 60_000).toISOString().slice(0, 19).replace("T", " ");

/** Half of the time as it must be, so that all of it is often right but for one. */
const mostly = (right: string, ...wrong: string[]) =>
  fc.oneof(fc.constant(right), fc.constantFrom(...wrong), fc.string({ maxLength: 8 }));

const malformed = [
  ...["", "2026-11-22", "2026-11-22T21:00:00Z", "22/11/2026 21:00:00", " 2026-11-22 21:00:00"],
  ...["2026-13-01 00:00:00", "2026-02-31 00:00:00", "2026-11-22 24:00:00", "2026-11-22 21:00:00Z"],
];

interface Moment {
  readonly text: string;
  /** Minutes from now; undefined where it is no moment. */
  readonly at?: number;
}

const moment = (sign: 1 | -1): fc.Arbitrary<Moment> =>
  fc.oneof(
    fc.nat({ max: 10_000 }).map((count) => ({ text: written(sign * count), at: sign * count })),
    fc.integer({ min: -10_000, max: 10_000 }).map((count) => ({ text: written(count), at: count })),
    fc.constantFrom(...malformed).map((text) => ({ text })),
  );

const generated = fc.record({
  state: mostly(states.implement, "-5", "-2", "0", states.closed, states.canceled, "Implement"),
  approval: mostly("approved", "requested", "not requested", "rejected", "Approved", ""),
  onHold: mostly("false", "true", "", "0"),
  start: moment(-1),
  end: moment(1),
});

type Generated = typeof generated extends fc.Arbitrary<infer T> ? T : never;

const changeOf = ({ state, approval, onHold, start, end }: Generated): Change => ({
  ...{ sys_id: field("1".repeat(32)), number: field("CHG1"), correlation_id: field("r") },
  ...{ state: field(state), approval: field(approval), on_hold: field(onHold) },
  ...{ start_date: field(start.text), end_date: field(end.text), work_notes: field("") },
  ...{ sys_created_on: field(written(-60)), sys_created_by: field("app") },
});

const right: Generated = {
  ...{ state: states.implement, approval: "approved", onHold: "false" },
  ...{ start: { text: written(0), at: 0 }, end: { text: written(0), at: 0 } },
};

const resultOf = (change: Change): string | undefined => {
  const judgement = judge(change, states, now);
  return "verdict" in judgement ? judgement.verdict.result : undefined;
};

describe("The judgement of a change", () => {
  it("is go in Implement, approved, not on hold and inside its window, the ends included, and never else", () => {
    assert.equal(resultOf(changeOf(right)), "Approved");
    let go = 0;
    fc.assert(
      fc.property(generated, (one) => {
        const isGo =
          one.state === "-1" &&
          one.approval === "approved" &&
          one.onHold === "false" &&
          one.start.at !== undefined &&
          one.end.at !== undefined &&
          one.start.at <= 0 &&
          0 <= one.end.at;
        const isNo = one.approval === "rejected" || one.state === "4";
        if (isGo) go += 1;
        const expected = isNo ? "Rejected" : isGo ? "Approved" : undefined;
        assert.equal(resultOf(changeOf(one)), expected);
      }),
      { numRuns: 2000 },
    );
    assert.ok(go > 5, `${go} of them were go`);
  });

  it("is not go where one thing is missing that an instance hides from its user", () => {
    for (const name of ["state", "approval", "on_hold", "start_date", "end_date"] as const) {
      assert.equal(resultOf({ ...changeOf(right), [name]: field("") }), undefined, name);
    }
  });

  it("says why it waits, always the same of one change, on one line", () => {
    fc.assert(
      fc.property(
        generated,
        fc.constantFrom("", "Im\nplement", "x".repeat(500), "\u202e\r"),
        (one, label) => {
          const change = { ...changeOf(one), state: field(one.state, label) };
          const judgement = judge(change, states, now);
          if ("verdict" in judgement) return;
          assert.ok(judgement.why.length > 0 && judgement.why.length < 300);
          assert.doesNotMatch(judgement.why, /[\n\r]/);
          assert.deepEqual(judge(change, states, now), judgement);
        },
      ),
    );
  });

  it("is of the states that the settings name", () => {
    const own = { implement: "7", canceled: "9", closed: "8" };
    const stateOf = (state: string) => judge(changeOf({ ...right, state }), own, now);
    assert.ok("verdict" in stateOf("7") && "verdict" in stateOf("9"));
    assert.ok("why" in stateOf("-1") && "why" in stateOf("4"));
  });
});

describe("Who moved a change, by generated logs", () => {
  const rowOf = fc.record({
    field: fc.constantFrom("state", "approval"),
    value: fc.constantFrom("-1", "-2", "approved"),
    user: fc.constantFrom("carla", "dan", ""),
    second: fc.nat({ max: 3 }),
  });

  it("has made the newest change of that field, alone in its second, in whatever order the rows come", () => {
    fc.assert(
      fc.property(fc.array(rowOf, { maxLength: 6 }), fc.infiniteStream(fc.nat()), (all, order) => {
        const rows = all.map(({ field: name, value, user, second }, index): AuditRow => ({
          ...{ sys_id: field(String(index)), tablename: field("change_request") },
          ...{ documentkey: field("c"), fieldname: field(name), oldvalue: field("") },
          ...{ newvalue: field(value), user: field(user) },
          sys_created_on: field(`2026-11-22 21:00:0${second}`),
        }));
        const mover = moverOf(rows, { result: "Approved", field: "state", value: "-1" });
        const moves = all.filter((row) => row.field === "state");
        const newest = Math.max(...moves.map(({ second }) => second));
        const users = moves
          .filter(({ second, value }) => second === newest && value === "-1")
          .map(({ user }) => user);
        const isCertain = new Set(users).size === 1 && users[0] !== "";
        assert.equal(mover?.user.value, isCertain ? users[0] : undefined);
        const shuffled = [...rows].sort(() => (order.next().value! % 2 === 0 ? 1 : -1));
        const again = moverOf(shuffled, { result: "Approved", field: "state", value: "-1" });
        assert.equal(again?.user.value, mover?.user.value);
      }),
      { numRuns: 500 },
    );
  });
});
