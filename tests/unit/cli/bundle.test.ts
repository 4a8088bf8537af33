/** The command as npm installs it: one file, and Node alone. */
import * as assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Metafile } from "esbuild";
import { keyHash, ledger, newFolder, writeLedger } from "./support";

const root = path.join(__dirname, "../../..");

interface Bundler {
  bundleCommand(outfile: string): Promise<Metafile>;
}

describe("The bundle of the command", () => {
  const file = path.join(newFolder(), "cli.js");
  let inputs: string[];

  before(async () => {
    const { bundleCommand } = (await import(path.join(root, "cli", "bundle.js"))) as Bundler;
    inputs = Object.keys((await bundleCommand(file)).inputs);
  });

  it("has the command, the ledger's domain and the parser of its schema in it, and nothing else", () => {
    const others = inputs.filter(
      (input) => !/^(cli|functions\/domain|node_modules\/valibot)\//.test(input),
    );
    assert.deepEqual(others, []);
  });

  it("is what package.json installs", () => {
    const { bin } = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));
    assert.deepEqual(bin, { "codepipeline-approvals": "dist/cli.js" });
    assert.match(fs.readFileSync(file, "utf8"), /^#!\/usr\/bin\/env node\n/);
  });

  it("verifies in a folder with nothing in it, by its exit status too", () => {
    const options = { cwd: newFolder(), encoding: "utf8", env: {} } as const;
    const args = [file, "verify", writeLedger(), "--public-key-sha256", keyHash];
    const out = execFileSync(process.execPath, args, options);
    assert.match(out, /^VERIFIED: 6 entries of hub approvals, 1 to 6/);
    const cut = [...args.with(2, writeLedger(ledger.toSpliced(3, 1)))];
    assert.equal(spawnSync(process.execPath, cut, options).status, 1);
    assert.equal(spawnSync(process.execPath, args.slice(0, 3), options).status, 2);
  });
});
