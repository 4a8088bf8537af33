import * as assert from "node:assert/strict";
import { missingWords, wantedWords } from "../../../../../functions/domain/rule/words";
import { groupOf, ruleOf } from "./samples";

const groups = [groupOf("security", []), groupOf("release\nmanagers", [], 2)];

describe("A rule in words", () => {
  it("says how many people it wants, and of which groups", () => {
    assert.equal(wantedWords(ruleOf({ approvals: 1 })), "1 approval");
    assert.equal(wantedWords(ruleOf()), "2 approvals");
    const three = "3 approvals: 1 of security, 2 of release managers";
    assert.equal(wantedWords(ruleOf({ groups })), three);
    const five = "5 approvals: 1 of security, 2 of release managers, 2 of anybody who may decide";
    assert.equal(wantedWords(ruleOf({ approvals: 5, groups })), five);
  });

  it("says what is missing", () => {
    const words = (people: number, of: number[]) =>
      missingWords(ruleOf({ groups }), { people, groups: of });
    assert.equal(words(1, [0, 1]), "1 more approval: 1 of release managers");
    assert.equal(words(2, [0, 0]), "2 more approvals");
    assert.equal(words(2, [1, 0]), "2 more approvals: 1 of security, 1 of anybody who may decide");
  });

  it("shortens what is too long", () => {
    const long = ruleOf({ approvals: 1, groups: [groupOf("g".repeat(200), [])] });
    assert.equal(wantedWords(long).length, "1 approval: 1 of ".length + 80);
  });
});
