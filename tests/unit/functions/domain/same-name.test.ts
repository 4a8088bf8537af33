import * as assert from "node:assert/strict";
import { lowered, sameName } from "../../../../functions/domain/same-name";

describe("A name in lower case", () => {
  it("has every letter of ASCII in lower case, and every other as it was", () => {
    assert.equal(lowered("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "abcdefghijklmnopqrstuvwxyz");
    assert.equal(lowered("Ann.O+1@Example.com[`"), "ann.o+1@example.com[`");
    for (const other of ["\u212Aim", "\u0130da", "\u00C4nne", "\uFF2B", "\u0391"]) {
      assert.equal(lowered(other), other);
    }
  });

  it("is that of another where the case alone differs, and no letter stands for one of ASCII", () => {
    assert.ok(sameName("Kim", "kIM"));
    assert.ok(!sameName("Kim", "Kim2"));
    assert.ok(!sameName("\u212Aim", "kim"));
  });
});
