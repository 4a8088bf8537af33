import * as assert from "node:assert/strict";
import { noteKey, noteOf, withNote } from "../../../../../functions/domain/rule/note";
import { nobodyExcluded, type Objection } from "../../../../../functions/domain/rule/whose";
import { attemptOf, now, requestOf } from "../samples";
import { groupOf, identity, listsOf, ruleOf } from "./samples";

const lists = listsOf(["U0ANN", "U0BOB", "U0CY"], ["U0CY"]);
const rule = ruleOf({ groups: [groupOf("security", ["U0CY"])] });
const without = (...identities: string[]) => ({
  people: new Map(identities.map((one) => [one, "author" as Objection])),
});

describe("What is noted of a rule's people", () => {
  it("is whom the lists name and the rule excludes, with each of their accounts", () => {
    const excluded = [
      { channel: "slack", id: "U0ANN" },
      { channel: "slack", id: "U0CY" },
    ];
    const accounts = [identity("U0ANN", ["a@x.org"]), identity("U0CY", ["a@x.org"])];
    const same = ruleOf({ approvals: 1, identities: accounts });
    const { people } = without("person:0", "slack:U0ELSE");
    assert.deepEqual(noteOf(same, lists, true, { people }), { excluded });
    assert.deepEqual(noteOf(rule, lists, true, nobodyExcluded), { excluded: [] });
  });

  it("is that too few are left, or that somebody is not known who may not", () => {
    const unfulfillable = (isWhole: boolean, everybody?: Objection, ...gone: string[]) =>
      noteOf(rule, lists, isWhole, { ...without(...gone), ...(everybody && { everybody }) })
        .unfulfillable;
    assert.equal(unfulfillable(true), undefined);
    assert.equal(unfulfillable(true, undefined, "slack:U0ANN"), undefined);
    assert.equal(unfulfillable(true, undefined, "slack:U0CY"), "too_few");
    assert.equal(unfulfillable(true, "author_unknown"), "author_unknown");
    assert.equal(unfulfillable(false, "author_unknown", "slack:U0CY"), undefined);
  });
});

describe("A request with what is noted", () => {
  const excluded = [{ channel: "slack", id: "U0ANN" }];

  it("is a new one where that shows something else, as long as it is open", () => {
    const noted = withNote(requestOf(), { excluded })!;
    assert.deepEqual(noted.ruleNote, { excluded });
    assert.equal(noted.version, requestOf().version + 1);
    assert.equal(withNote(noted, { excluded }), undefined);
    assert.equal(withNote(requestOf(), { excluded: [] }), undefined);
    assert.equal(withNote(requestOf({ status: "EXPIRED" }), { excluded }), undefined);
    const deciding = requestOf({ status: "DECIDING", attempt: attemptOf() });
    assert.ok(withNote(deciding, { excluded }));
    const unfulfilled = { excluded, unfulfillable: "too_few" } as const;
    assert.notEqual(noteKey({ ruleNote: unfulfilled }), noteKey(noted));
    assert.deepEqual(withNote(noted, unfulfilled)!.ruleNote, unfulfilled);
  });

  it("is told from another by whom it excludes, and why", () => {
    const ids = (...all: string[]) => all.map((id) => ({ channel: "slack", id }));
    const unfulfillable = "too_few" as const;
    assert.equal(noteKey({}), "");
    assert.equal(noteKey({ ruleNote: { excluded: ids("U0A", "U0B") } }), " U0A U0B");
    assert.equal(noteKey({ ruleNote: { excluded: ids("U0A"), unfulfillable } }), "too_few U0A");
  });

  it("keeps when that told people that it cannot be approved", () => {
    const told = (unfulfillable?: "too_few", at?: Date) =>
      withNote(requestOf(), { excluded, ...(unfulfillable && { unfulfillable }) }, at)!
        .unfulfillableToldAt;
    assert.equal(told("too_few", now), now.toISOString());
    assert.equal(told("too_few"), undefined);
    assert.equal(told(undefined, now), undefined);
  });
});
