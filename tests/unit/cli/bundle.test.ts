/** The command as npm installs it: one file, and Node alone. */
import * as assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Metafile } from "esbuild";
import { keyHash, ledger, newFolder, writeLedger } from "./support";

const root = path.join(__dirname, "../../..");

interface Bundler {
  bundleCommand(folder: string): Promise<{ readonly command: Metafile; readonly s3: Metafile }>;
}

describe("The bundle of the command", () => {
  const folder = newFolder();
  const file = path.join(folder, "cli.js");
  let inputs: string[];
  let s3Inputs: string[];

  before(async () => {
    const { bundleCommand } = (await import(path.join(root, "cli", "bundle.js"))) as Bundler;
    const { command, s3 } = await bundleCommand(folder);
    // Where node_modules is a link, its files lie elsewhere.
    const named = (input: string) => input.replace(/^.*?(?=node_modules\/)/, "");
    [inputs, s3Inputs] = [command, s3].map((one) => Object.keys(one.inputs).map(named));
  });

  it("has the command, the ledger's domain and the parser of its schema in it, and nothing else", () => {
    const others = inputs.filter(
      (input) => !/^(cli|contract|functions\/domain|node_modules\/valibot)\//.test(input),
    );
    assert.deepEqual(others, []);
  });

  it("has what reads a bucket in a file of its own: the SDK, and nothing of the command", () => {
    const own = s3Inputs.filter((input) => !input.startsWith("node_modules/"));
    assert.deepEqual(own, ["cli/s3-client.ts"]);
    const sizes = ["cli.js", "cli-s3.js"].map((name) => fs.statSync(path.join(folder, name)).size);
    assert.ok(sizes[0] < 100_000 && sizes[1] < 600_000, `bytes: ${sizes.join(", ")}`);
  });

  it("loads it for a bucket alone", () => {
    const alone = newFolder();
    fs.copyFileSync(file, path.join(alone, "cli.js"));
    const args = [path.join(alone, "cli.js"), "verify"];
    const key = ["--public-key-sha256", keyHash];
    const options = { encoding: "utf8", env: {} } as const;
    assert.equal(spawnSync(process.execPath, [...args, writeLedger(), ...key], options).status, 0);
    const bucket = spawnSync(process.execPath, [...args, "s3://ledger", ...key], options);
    assert.match(bucket.stderr, /Cannot find module '\.\/cli-s3\.js'/);
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
