import * as assert from "node:assert/strict";
import { longestReason, reasonProblem, shortestReason } from "../../../../functions/domain/reason";

const blank = [" ", "\n", "\u00A0", "\u200B", "\u2800", "\u202E", "\u0000", "\u3164"];

describe("reasonProblem", () => {
  it("asks for ten characters of whoever rejects, and for none of whoever approves", () => {
    const short = "x".repeat(shortestReason - 1);
    const problem = "Say why, in at least 10 characters that are not blank.";
    for (const reason of [undefined, "", short]) {
      assert.equal(reasonProblem("Rejected", reason), problem);
      assert.equal(reasonProblem("Approved", reason), undefined);
    }
    assert.equal(reasonProblem("Rejected", `${short}x`), undefined);
  });

  for (const character of blank) {
    const name = `U+${character.codePointAt(0)!.toString(16).padStart(4, "0").toUpperCase()}`;
    it(`does not count ${name}, which says nothing`, () => {
      assert.notEqual(reasonProblem("Rejected", character.repeat(20)), undefined);
      const nine = `${character}x`.repeat(shortestReason - 1);
      assert.notEqual(reasonProblem("Rejected", nine), undefined);
      assert.equal(reasonProblem("Rejected", `${nine}x`), undefined);
    });
  }

  it("counts a character of two UTF-16 units once, and letters of every script", () => {
    assert.notEqual(reasonProblem("Rejected", "👍".repeat(shortestReason - 1)), undefined);
    assert.equal(reasonProblem("Rejected", "👍".repeat(shortestReason)), undefined);
    assert.equal(reasonProblem("Rejected", "漢字ひらがなабвгд"), undefined);
  });

  it("takes 400 characters of whoever decides what, and says how many there are beyond", () => {
    for (const result of ["Approved", "Rejected"] as const) {
      assert.equal(reasonProblem(result, "x".repeat(longestReason)), undefined);
      assert.equal(
        reasonProblem(result, "x".repeat(longestReason + 1)),
        "At most 400 characters, please: this has 401.",
      );
    }
  });
});
