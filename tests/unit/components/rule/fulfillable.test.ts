/** Whether a rule has people enough: held against every way to divide them. */
import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import type { RuleGroupRecord } from "../../../../contract/records";
import { shortage } from "../../../../components/rule/model/fulfillable";

const group = (
  name: string,
  slackUserIds: string[],
  approvals: number,
  slackUserGroupIds: string[] = [],
): RuleGroupRecord => ({ name, slackUserIds, slackUserGroupIds, approvals });

/** Tries every person in every place. */
function canBeMet(places: readonly RuleGroupRecord[], taken: ReadonlySet<string>): boolean {
  if (places.length === 0) return true;
  const [{ slackUserIds }, ...others] = places;
  return slackUserIds.some(
    (user) => !taken.has(user) && canBeMet(others, new Set([...taken, user])),
  );
}

const people = ["A", "B", "C", "D", "E"];
const groups = fc
  .array(
    fc.record({
      slackUserIds: fc.subarray(people),
      slackUserGroupIds: fc.constantFrom<string[]>([], [], [], ["S"]),
      approvals: fc.integer({ min: 1, max: 3 }),
    }),
    { maxLength: 4 },
  )
  .map((all) => all.map((one, index): RuleGroupRecord => ({ name: `g${index}`, ...one })));

describe("The people of a rule's groups", () => {
  it("are too few exactly where no way to divide them fills each place", () => {
    fc.assert(
      fc.property(groups, (all) => {
        const known = all.filter(({ slackUserGroupIds }) => slackUserGroupIds.length === 0);
        const places = known.flatMap((one) => Array<RuleGroupRecord>(one.approvals).fill(one));
        assert.equal(shortage(all) === undefined, canBeMet(places, new Set()));
      }),
    );
  });

  it("are named where they are too few: these groups want more than they have together", () => {
    fc.assert(
      fc.property(groups, (all) => {
        const short = shortage(all);
        if (short === undefined) return;
        const members = new Set(short.groups.flatMap(({ slackUserIds }) => slackUserIds));
        const wanted = short.groups.reduce((sum, { approvals }) => sum + approvals, 0);
        assert.deepEqual([short.people, short.wanted], [members.size, wanted]);
        assert.ok(wanted > members.size);
      }),
    );
  });

  it("may move to another group to make room", () => {
    assert.equal(shortage([group("a", ["A", "B"], 1), group("b", ["A"], 1)]), undefined);
  });

  it("are not known of user groups", () => {
    assert.equal(shortage([group("a", ["A"], 3, ["S"]), group("b", ["A"], 1)]), undefined);
  });
});
