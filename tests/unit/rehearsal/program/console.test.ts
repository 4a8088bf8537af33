import * as assert from "node:assert/strict";
import { hushRepeats } from "../../../../rehearsal/program/console";

describe("what a program's process prints", () => {
  const { error } = console;
  afterEach(() => void (console.error = error));

  it("has no error of Pulumi's that is thrown as well", () => {
    const printed: unknown[][] = [];
    console.error = (...values: unknown[]) => void printed.push(values);
    hushRepeats();
    console.error(
      "error: [runtime] Error serializing arguments for invoke a:b:c: Error: no\n  at x",
    );
    console.error("error: [runtime] of the program", 1);
    assert.deepEqual(printed, [["error: [runtime] of the program", 1]]);
  });
});
