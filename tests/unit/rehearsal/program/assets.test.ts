import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { gathered } from "../../../../rehearsal/program/assets";
import { scratchFolder } from "../../../../rehearsal/scratch";

const text = { kind: "text", text: "x" } as const;

describe("an archive of several parts", () => {
  it("is put together in a folder of its own", () => {
    const folder = scratchFolder("assets-");
    assert.deepEqual(gathered([["deep/name.txt", text]], folder), { kind: "folder", path: folder });
    assert.equal(fs.readFileSync(path.join(folder, "deep/name.txt"), "utf8"), "x");
  });

  it("is refused where a name leads out of it", () => {
    for (const name of ["../outside.txt", "a/../../outside.txt"]) {
      const folder = scratchFolder("assets-");
      assert.throws(
        () => gathered([[name, text]], folder),
        /has the name ".*", which leads out of it/,
      );
    }
  });
});
