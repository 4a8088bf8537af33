/** `codepipeline-approvals/testing` as a consumer has it: built, and under another test runner. */
import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

const root = path.join(__dirname, "../../..");
const manifest = JSON.parse(fs.readFileSync(path.join(root, "package.json"), "utf8"));

describe("a consumer of codepipeline-approvals/testing", () => {
  it("tests under node:test, from JavaScript modules", () => {
    const file = path.join(__dirname, "fixtures/consumer.mjs");
    const env: NodeJS.ProcessEnv = { ...process.env, NODE_OPTIONS: "" };
    // Node's runner would take itself for a part of another one.
    delete env.NODE_TEST_CONTEXT;
    const args = ["--test", "--test-reporter=tap", file];
    const { stdout, status } = spawnSync(process.execPath, args, { encoding: "utf8", env });
    assert.equal(status, 0, stdout);
    assert.match(stdout, /^# pass 4$/m);
  });

  it("finds code and types, also where `exports` are not understood", () => {
    const { types, default: code } = manifest.exports["./testing"];
    const [older] = manifest.typesVersions["*"].testing;
    assert.equal(older, types);
    for (const file of [types, code]) assert.ok(fs.existsSync(path.join(root, file)), file);
  });

  it("gets it with the package", () => {
    assert.ok(manifest.files.includes("dist"));
    assert.deepEqual(Object.keys(manifest.dependencies).sort(), ["@pulumi/aws", "@pulumi/pulumi"]);
  });
});
