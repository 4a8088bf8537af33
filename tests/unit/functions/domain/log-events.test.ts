import * as assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { logEvents } from "../../../../functions/domain/log-events";

const root = path.join(__dirname, "../../../..");
const page = path.join(root, "docs/log-events.md");

describe("The list of log events", () => {
  it("has a code in snake case and a sentence for each, and no sentence twice", () => {
    for (const [code, text] of Object.entries(logEvents)) {
      assert.match(code, /^[a-z]+(?:_[a-z]+)*$/);
      assert.match(text, /^[A-Z].*\.$/);
    }
    const texts = Object.values(logEvents);
    assert.equal(new Set(texts).size, texts.length);
  });

  it("has no code that no function logs", () => {
    const files = globSync("functions/**/*.ts", { cwd: root }).filter(
      (file) => path.basename(file) !== "log-events.ts",
    );
    const sources = files.map((file) => readFileSync(path.join(root, file), "utf8")).join("");
    const unused = Object.keys(logEvents).filter((code) => !sources.includes(`"${code}"`));
    assert.deepEqual(unused, []);
  });

  it("stands whole in docs/log-events.md", () => {
    // A sentence begins with a capital, the table's head does not.
    const rows = [...readFileSync(page, "utf8").matchAll(/^\| `(\w+)` +\| ([A-Z].*?) +\|$/gm)];
    assert.deepEqual(Object.fromEntries(rows.map(([, code, text]) => [code, text])), logEvents);
  });
});
