import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { freshFolder } from "../../../../rehearsal/terminal/folder";

describe("freshFolder", () => {
  const temporary = () => fs.mkdtempSync(path.join(os.tmpdir(), "fresh-"));

  it("makes a folder, with those above it", () => {
    const folder = path.join(temporary(), "a", "b");
    assert.equal(freshFolder(folder), folder);
    assert.ok(fs.statSync(folder).isDirectory());
  });

  it("empties what a rehearsal left", () => {
    const folder = freshFolder(temporary());
    fs.writeFileSync(path.join(folder, "old"), "");
    freshFolder(folder);
    assert.ok(!fs.existsSync(path.join(folder, "old")));
  });

  it("makes .rehearsal itself where no run was before, as in a fresh clone", () => {
    const folder = path.join(temporary(), ".rehearsal", "example");
    assert.equal(freshFolder(folder), folder);
  });

  it("does not follow a link in the place of .rehearsal to files of somebody else", () => {
    const root = temporary();
    const victim = path.join(root, "victim", "example");
    fs.mkdirSync(victim, { recursive: true });
    fs.writeFileSync(path.join(victim, "thesis"), "");
    fs.symlinkSync(path.join(root, "victim"), path.join(root, ".rehearsal"));
    assert.throws(() => freshFolder(path.join(root, ".rehearsal", "example")), /no rehearsal made/);
    assert.ok(fs.existsSync(path.join(victim, "thesis")));
  });

  it("empties what a run left below .rehearsal, even where its mark is gone", () => {
    const folder = path.join(temporary(), ".rehearsal", "example");
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, "credentials"), "");
    freshFolder(folder);
    assert.ok(!fs.existsSync(path.join(folder, "credentials")));
  });

  it("does not touch a folder with files of somebody else", () => {
    const folder = temporary();
    fs.writeFileSync(path.join(folder, "thesis"), "");
    assert.throws(() => freshFolder(folder), /no rehearsal made/);
    assert.ok(fs.existsSync(path.join(folder, "thesis")));
  });

  it("does not empty the folder of a run that goes on in another process", () => {
    const folder = freshFolder(temporary());
    // The process that started this one is there as long as this test runs.
    fs.writeFileSync(path.join(folder, ".rehearsal-run"), `${process.ppid}`);
    assert.throws(
      () => freshFolder(folder),
      (error: Error) => error.message.includes(`kill ${process.ppid}`),
    );
  });

  it("empties the folder of a run whose process has ended", () => {
    const folder = freshFolder(temporary());
    const ended = spawnSync(process.execPath, ["-e", ""]).pid;
    fs.writeFileSync(path.join(folder, ".rehearsal-run"), `${ended}`);
    assert.equal(freshFolder(folder), folder);
  });
});
