import * as assert from "node:assert/strict";
import { nearest, orRather } from "../../../../rehearsal/settings/nearest";

const names = ["Build", "Deploy", "Source", "Test"];

describe("nearest", () => {
  for (const [name, found] of [
    ["Biuld", ["Build"]],
    ["deploy", ["Deploy"]],
    ["Tst", ["Test"]],
    ["Approve", []],
    ["", []],
  ] as const) {
    it(`finds ${found.join()} for ${name}`, () => assert.deepEqual(nearest(name, names), found));
  }

  it("puts the one that is spelt most alike first", () => {
    assert.deepEqual(nearest("roles", ["role", "roles2x", "rules"]), ["role", "rules", "roles2x"]);
  });
});

describe("orRather", () => {
  it("says what may be meant, and what there is", () => {
    assert.equal(
      orRather("Biuld", names),
      "Did you mean Build? There are: Build, Deploy, Source, Test.",
    );
    assert.equal(orRather("x", ["Approve"]), "There is: Approve.");
    assert.equal(orRather("x", []), "There are: none.");
  });
});
