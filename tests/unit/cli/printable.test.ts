import * as assert from "node:assert/strict";
import { printable } from "../../../cli/printable";

describe("Text of a ledger", () => {
  const spelt: [string, string][] = [
    ["\u001b[8m", "\\u001b[8m"],
    ["a\r\nb\tc", "a\\u000d\\u000ab\\u0009c"],
    ["\u009b2J", "\\u009b2J"],
    ["\u202enna", "\\u202enna"],
    ["\u2028", "\\u2028"],
    ["\u{e0041}", "\\udb40\\udc41"],
    ["\ud800", "\\ud800"],
  ];
  for (const [text, shown] of spelt) {
    it(`spells out ${shown}`, () => assert.equal(printable(text), shown));
  }

  it("leaves everything else as it is", () => {
    const text = 'Zoë 👩‍🚀 "may" می‌خواهم <b>';
    assert.equal(printable(text), text);
  });
});
