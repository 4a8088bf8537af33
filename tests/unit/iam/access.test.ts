/** Own policies, boundary and resource policy together, where something is not told. */
import * as assert from "node:assert/strict";
import { acrossAccounts, type OwnAnswer, type Said, withinAccount } from "../../../iam/access";
import type { Ternary } from "../../../iam/ternary";

const own = (more: Partial<OwnAnswer> = {}): OwnAnswer => ({
  ...{ allowed: "no", denied: "no", bound: "yes" },
  ...more,
});
const said = (more: Partial<Said> = {}): Said => ({
  ...{ direct: "no", role: "no", everybody: "no", account: "no", denied: "no" },
  ...more,
});

describe("access within an account", () => {
  const rows: readonly (readonly [Partial<OwnAnswer>, Partial<Said>, Ternary, Ternary])[] = [
    [{}, {}, "no", "no"],
    [{ allowed: "yes" }, {}, "yes", "no"],
    [{ allowed: "yes" }, { account: "yes" }, "yes", "yes"],
    [{}, { account: "yes" }, "no", "no"],
    [{}, { direct: "yes" }, "yes", "yes"],
    // IAM User Guide, "Permissions boundaries": an implicit denial limits what a role is granted,
    // and not what a user or a session is granted by name.
    [{ bound: "no" }, { direct: "yes" }, "yes", "yes"],
    [{ bound: "unknown" }, { direct: "yes" }, "yes", "yes"],
    [{ bound: "no" }, { direct: "unknown" }, "unknown", "unknown"],
    [{ bound: "no" }, { direct: "unknown", role: "yes" }, "unknown", "unknown"],
    [{ bound: "no", denied: "yes" }, { direct: "yes" }, "no", "no"],
    [{}, { role: "yes" }, "yes", "yes"],
    [{ bound: "no" }, { role: "yes" }, "no", "no"],
    [{ bound: "unknown" }, { role: "yes" }, "unknown", "unknown"],
    [{}, { everybody: "yes" }, "yes", "yes"],
    // Which sessions a grant to everybody frees of the boundary is not told.
    [{ bound: "no" }, { everybody: "yes" }, "unknown", "unknown"],
    [{ allowed: "yes", denied: "yes" }, { direct: "yes" }, "no", "no"],
    [{ allowed: "yes" }, { direct: "yes", denied: "yes" }, "no", "no"],
    [{ allowed: "yes" }, { account: "yes", denied: "unknown" }, "unknown", "unknown"],
    [{ allowed: "unknown" }, { account: "yes" }, "unknown", "unknown"],
  ];
  for (const [mine, theirs, expected, needed] of rows) {
    it(`${JSON.stringify([mine, theirs])}: ${expected}, of a key ${needed}`, () => {
      const ask = (isNeeded: boolean) =>
        withinAccount(own(mine), [said(theirs)], { needed: isNeeded });
      assert.deepEqual([ask(false), ask(true)], [expected, needed]);
    });
  }

  it("takes several policies as one", () => {
    const both = [said({ direct: "yes" }), said({ denied: "yes" })];
    assert.equal(withinAccount(own(), both, { needed: false }), "no");
    assert.equal(withinAccount(own(), [...both].slice(0, 1), { needed: false }), "yes");
  });
});

describe("access across accounts", () => {
  for (const way of ["direct", "role", "everybody", "account"] as const) {
    it(`takes both sides, and ${way} of the resource's`, () => {
      assert.equal(acrossAccounts(own({ allowed: "yes" }), [said({ [way]: "yes" })]), "yes");
      assert.equal(acrossAccounts(own(), [said({ [way]: "yes" })]), "no");
      assert.equal(acrossAccounts(own({ allowed: "yes" }), [said()]), "no");
    });
  }
});
