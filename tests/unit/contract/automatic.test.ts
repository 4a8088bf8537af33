import * as assert from "node:assert/strict";
import { wholeValue } from "../../../contract/automatic";

describe("A pattern of automaticDecision", () => {
  it("matches the whole value, however it is grouped", () => {
    assert.ok(wholeValue("config|docs").test("docs"));
    for (const value of ["config and code", "my docs", "docs\n", "docs\nconfig"]) {
      assert.ok(!wholeValue("config|docs").test(value), value);
    }
  });

  it("is refused where it is none, also where the whole would be one", () => {
    for (const pattern of ["a)|(b", "(", "[", "*", "\\"]) {
      assert.throws(() => wholeValue(pattern), SyntaxError, pattern);
    }
  });
});
