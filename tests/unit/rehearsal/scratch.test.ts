import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { scratchFolder } from "../../../rehearsal/scratch";

const root = path.join(__dirname, "../../..");

describe("scratchFolder", () => {
  it("is empty, and another one each time", () => {
    const [one, two] = [scratchFolder("scratch-"), scratchFolder("scratch-")];
    assert.notEqual(one, two);
    assert.deepEqual([fs.readdirSync(one), fs.readdirSync(two)], [[], []]);
  });

  it("goes with the process, however it was told to end", () => {
    const home = scratchFolder("scratch-");
    const code = `
      const { scratchFolder } = require("./rehearsal/scratch");
      for (const name of ["a-", "b-"]) {
        require("node:fs").writeFileSync(scratchFolder(name) + "/file", "");
      }
      process.exit(3);`;
    const { status } = spawnSync(process.execPath, ["-r", "./tools/register", "-e", code], {
      cwd: root,
      env: { ...process.env, TMPDIR: home },
    });
    assert.equal(status, 3);
    assert.deepEqual(fs.readdirSync(home), []);
  });
});
