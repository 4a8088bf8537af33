import * as assert from "node:assert/strict";
import { helpText } from "../../../../rehearsal/terminal/help";

const examples = ["approval-ladder", "small"];

describe("helpText", () => {
  it("names every option and example", () => {
    const text = helpText(examples);
    const names = [
      "--program",
      "--init",
      "--run-builds",
      "--auto",
      "--report",
      "--port",
      "--folder",
    ];
    const page = ["--page ", "--no-page", "--page-port", "--help"];
    for (const word of ["--example", ...names, ...page, ...examples]) {
      assert.ok(text.includes(word), word);
    }
  });

  it("names no example where there are none, and which program is then meant", () => {
    const text = helpText([]);
    assert.ok(!text.includes("--example"));
    assert.match(text, /defaults to the\s+folder in which the command is typed/);
  });

  it("fits a terminal of 100 columns", () => {
    for (const line of [...helpText(examples).split("\n"), ...helpText([]).split("\n")]) {
      assert.ok(line.length <= 114, line);
    }
  });
});
