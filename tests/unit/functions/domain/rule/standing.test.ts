import * as assert from "node:assert/strict";
import * as fc from "fast-check";
import { identityOf, type Rule } from "../../../../../functions/domain/rule/identity";
import {
  canBeFulfilled,
  groupsOf,
  isNothing,
  missingOf,
  standingOf,
  type Vote,
} from "../../../../../functions/domain/rule/standing";
import { nobodyExcluded, type Objection } from "../../../../../functions/domain/rule/whose";
import { groupOf, identity, listsOf, ruleOf, voteOf } from "./samples";

const everybody = ["U0A", "U0B", "U0C", "U0D", "U0E", "U0F"];

/** Whether these people can each take one place, tried in every way. */
function fits(places: readonly number[], people: readonly (readonly number[])[]): boolean {
  if (places.length === 0) return true;
  const [group, ...rest] = places;
  return people.some(
    (groups, index) =>
      groups.includes(group) &&
      fits(
        rest,
        people.filter((_, at) => at !== index),
      ),
  );
}

const placesOf = ({ groups }: Pick<Rule, "groups">): number[] =>
  groups.flatMap((group, index) => Array<number>(group.approvals).fill(index));

const people = fc.array(fc.uniqueArray(fc.nat(2), { maxLength: 3 }), { maxLength: 6 });
const sizes = fc.array(fc.integer({ min: 1, max: 2 }), { maxLength: 3 });

describe("What is missing", () => {
  it("is nothing exactly where all places can be filled at once and there are people enough", () => {
    fc.assert(
      fc.property(sizes, people, fc.integer({ min: 1, max: 5 }), (all, voters, approvals) => {
        const groups = all.map((size, index) => groupOf(`g${index}`, [], size));
        const rule = ruleOf({ approvals, groups });
        const isDone = fits(placesOf(rule), voters) && voters.length >= approvals;
        assert.equal(isNothing(missingOf(rule, voters)), isDone);
      }),
      { numRuns: 2000 },
    );
  });

  it("counts people in all, and of each group", () => {
    const rule = ruleOf({ approvals: 4, groups: [groupOf("a", [], 2), groupOf("b", [])] });
    assert.deepEqual(missingOf(rule, []), { people: 4, groups: [2, 1] });
    assert.deepEqual(missingOf(rule, [[0], []]), { people: 2, groups: [1, 1] });
    assert.deepEqual(missingOf(rule, [[], [], [], []]), { people: 3, groups: [2, 1] });
  });

  it("moves a member of both groups to where another cannot stand", () => {
    const rule = ruleOf({ groups: [groupOf("a", []), groupOf("b", [])] });
    assert.deepEqual(missingOf(rule, [[0, 1], [0]]), { people: 0, groups: [0, 0] });
    assert.deepEqual(missingOf(rule, [[0, 1]]), { people: 1, groups: [0, 1] });
  });
});

describe("How a rule stands", () => {
  const lists = listsOf(everybody);
  const standing = (rule: Rule, votes: Vote[], excluded = nobodyExcluded, of = lists) =>
    standingOf({ rule }, votes, of, excluded);

  it("is open, with what is missing, until enough people have approved", () => {
    const votes = [voteOf("U0A")];
    const missing = { people: 1, groups: [] };
    assert.deepEqual(standing(ruleOf(), votes), { kind: "open", missing, rejections: 0 });
    const both = [...votes, voteOf("U0B")];
    assert.deepEqual(standing(ruleOf(), both), { kind: "Approved", votes: both });
  });

  it("is completed by the vote that was cast last, be it one that was changed", () => {
    const votes = [voteOf("U0A", { id: "1" }), voteOf("U0B"), voteOf("U0A", { id: "2" })];
    assert.deepEqual(standing(ruleOf(), votes), { kind: "Approved", votes: votes.slice(1) });
  });

  it("knows the groups of a person by their places in the rule", () => {
    assert.deepEqual(groupsOf("U0B", listsOf(everybody, ["U0A"], ["U0B"], ["U0B"])), [1, 2]);
    assert.deepEqual(groupsOf("U0C", listsOf(everybody, ["U0A"])), []);
  });

  it("is rejected by one, or by as many as it says", () => {
    const against = voteOf("U0B", { result: "Rejected" });
    const votes = [voteOf("U0A"), against, voteOf("U0C")];
    assert.deepEqual(standing(ruleOf(), votes), { kind: "Rejected", votes: [against] });
    assert.equal(standing(ruleOf({ rejections: 2 }), votes).kind, "Approved");
    const more = [...votes, voteOf("U0D", { result: "Rejected" })];
    assert.equal(standing(ruleOf({ rejections: 2 }), more).kind, "Rejected");
    const alone = standing(ruleOf({ rejections: 2, approvals: 3 }), votes);
    assert.equal(alone.kind === "open" && alone.rejections, 1);
  });

  it("counts nobody who is on no list by now, nor who is on none of this channel", () => {
    const votes = [voteOf("U0A"), voteOf("U0B")];
    assert.equal(standing(ruleOf(), votes, nobodyExcluded, listsOf(["U0A"])).kind, "open");
    const elsewhere = voteOf("U0B", {
      person: { channel: "other", id: "U0B", displayName: "B" },
    });
    assert.equal(standing(ruleOf(), [voteOf("U0A"), elsewhere]).kind, "open");
    const against = voteOf("U0B", { result: "Rejected" });
    assert.equal(standing(ruleOf(), [against], nobodyExcluded, listsOf(["U0A"])).kind, "open");
  });

  it("counts one human once, on however many accounts, and the newest of their votes", () => {
    const identities = [identity("U0A", ["ann@example.com"]), identity("U0B", ["Ann@Example.com"])];
    const votes = [voteOf("U0A"), voteOf("U0B")];
    assert.equal(standing(ruleOf(), votes).kind, "Approved");
    assert.equal(standing(ruleOf({ identities }), votes).kind, "open");
    const changed = [voteOf("U0A"), voteOf("U0C"), voteOf("U0B", { result: "Rejected" })];
    assert.equal(standing(ruleOf({ identities, rejections: 2 }), changed).kind, "open");
  });

  it("counts no approval of who is excluded, and their rejection", () => {
    const excluded = { people: new Map<string, Objection>([["slack:U0A", "author"]]) };
    const votes = [voteOf("U0A"), voteOf("U0B")];
    assert.equal(standing(ruleOf(), votes, excluded).kind, "open");
    const against = [voteOf("U0A", { result: "Rejected" })];
    assert.equal(standing(ruleOf(), against, excluded).kind, "Rejected");
    const all = { people: new Map(), everybody: "author_unknown" as const };
    assert.equal(standing(ruleOf({ approvals: 1 }), votes, all).kind, "open");
  });

  it("never approves with fewer people than the rule, whatever votes there are", () => {
    const vote = fc.record({
      id: fc.constantFrom(...everybody),
      result: fc.constantFrom("Approved" as const, "Approved" as const, "Rejected" as const),
    });
    const members = fc.uniqueArray(fc.constantFrom(...everybody));
    const groups = fc.array(fc.record({ members, approvals: fc.integer({ min: 1, max: 2 }) }), {
      maxLength: 3,
    });
    // The last two are accounts of one person.
    const identities = [identity("U0E", ["eve@example.com"]), identity("U0F", ["eve@example.com"])];
    const met = new Set<string>();
    fc.assert(
      fc.property(
        fc.array(vote, { maxLength: 10 }),
        groups,
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 1, max: 2 }),
        members,
        members,
        (cast, parts, approvals, rejections, listed, out) => {
          const rule = ruleOf({
            ...{ approvals, rejections, identities },
            groups: parts.map((part, index) => groupOf(`g${index}`, part.members, part.approvals)),
          });
          const of = listsOf(listed, ...parts.map((part) => part.members));
          const excluded = {
            people: new Map(
              out.map((id) => [identityOf(rule, { channel: "slack", id }), "author" as const]),
            ),
          };
          const votes = cast.map(({ id, result }, at) => voteOf(id, { id: `${at}`, result }));
          const found = standingOf({ rule }, votes, of, excluded);
          met.add(found.kind);
          // Reckoned anew: the last word of each human who is listed.
          const last = new Map(votes.map((one) => [identityOf(rule, one.person), one]));
          const counted = [...last.values()].filter(({ person: { id } }) => listed.includes(id));
          const against = counted.filter(({ result }) => result === "Rejected").length;
          const agreed = counted.filter(
            (one) =>
              one.result === "Approved" && !excluded.people.has(identityOf(rule, one.person)),
          );
          const seats = agreed.map(({ person: { id } }) => groupsOf(id, of));
          const isDone = agreed.length >= approvals && fits(placesOf(rule), seats);
          const kind = against >= rejections ? "Rejected" : isDone ? "Approved" : "open";
          assert.equal(found.kind, kind);
          if (found.kind === "Approved") {
            const who = new Set(found.votes.map((one) => identityOf(rule, one.person)));
            assert.ok(who.size >= approvals && who.size === found.votes.length);
            assert.ok(canBeFulfilled(rule, of, excluded));
          }
        },
      ),
      { numRuns: 3000 },
    );
    assert.deepEqual([...met].sort(), ["Approved", "Rejected", "open"]);
  });
});

describe("A rule can be fulfilled", () => {
  const rule = ruleOf({ groups: [groupOf("security", ["U0B", "U0C"])] });

  it("by those who are listed, as long as they are enough and of the right groups", () => {
    assert.ok(canBeFulfilled(rule, listsOf(["U0A", "U0B"], ["U0B"]), nobodyExcluded));
    assert.ok(!canBeFulfilled(rule, listsOf(["U0A", "U0B"], []), nobodyExcluded));
    assert.ok(!canBeFulfilled(rule, listsOf(["U0B"], ["U0B"]), nobodyExcluded));
  });

  it("by nobody who is excluded, nor by one human twice", () => {
    const out = { people: new Map([["slack:U0B", "starter" as const]]) };
    assert.ok(!canBeFulfilled(rule, listsOf(["U0A", "U0B", "U0D"], ["U0B"]), out));
    const identities = [identity("U0A", ["a@example.com"]), identity("U0B", ["a@example.com"])];
    const of = listsOf(["U0A", "U0B"], ["U0B"]);
    assert.ok(!canBeFulfilled({ ...rule, identities }, of, nobodyExcluded));
    // With both accounts they are in the groups of either.
    assert.ok(canBeFulfilled({ ...rule, approvals: 1, identities }, of, nobodyExcluded));
  });

  it("by nobody at all where somebody is not known who may not approve", () => {
    const all = { people: new Map(), everybody: "starter_unknown" as const };
    assert.ok(!canBeFulfilled(rule, listsOf(["U0A", "U0B"], ["U0B"]), all));
  });
});
