/** What `codepipeline-approvals/testing` loads, and who loads it. */
import * as assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import * as path from "node:path";

const root = path.join(__dirname, "../../..");

/** Own files and packages that a fresh process has loaded after this import. */
function loadedBy(name: string): { own: string[]; packages: string[] } {
  const script =
    `require(${JSON.stringify(name)});` +
    "process.stdout.write(JSON.stringify(Object.keys(require.cache)))";
  const options = { cwd: root, encoding: "utf8" } as const;
  const files: string[] = JSON.parse(execFileSync(process.execPath, ["-e", script], options));
  const relative = files.map((file) => path.relative(root, file));
  return {
    own: relative.filter((file) => !file.startsWith("node_modules")),
    packages: relative.filter((file) => file.startsWith("node_modules")),
  };
}

describe("codepipeline-approvals/testing", () => {
  it("is not loaded with the package", () => {
    const { own } = loadedBy("codepipeline-approvals");
    assert.ok(own.includes("dist/index.js"));
    assert.deepEqual(
      own.filter((file) => file.includes("testing")),
      [],
    );
  });

  it("loads no component, and no test runner", () => {
    const { own, packages } = loadedBy("codepipeline-approvals/testing");
    assert.ok(own.includes("dist/testing/index.js"));
    const others = own.filter((file) => !/^dist\/(testing|iam|contract)\//.test(file));
    assert.deepEqual(others, []);
    assert.deepEqual(
      packages.filter((file) => /\/(mocha|chai|jest|@pulumi\/aws)\//.test(file)),
      [],
    );
  });

  it("leaves nothing running and no listener behind", () => {
    const script = `
      const { deploy } = require("codepipeline-approvals/testing");
      const { sns } = require("@pulumi/aws");
      const names = () => process.eventNames().map((name) => [name, process.listenerCount(name)]);
      const program = () => void new sns.Topic("t");
      const { prepareStackTrace } = Error;
      (async () => {
        // The first resource makes Pulumi itself listen to the end of the process.
        await deploy(program);
        const before = JSON.stringify(names());
        await deploy(program);
        if (JSON.stringify(names()) !== before) throw new Error(JSON.stringify(names()));
        if (Error.prepareStackTrace !== prepareStackTrace) throw new Error("traces");
        console.log("done");
      })();`;
    // The process ends by itself, or the call times out.
    const options = { cwd: root, encoding: "utf8", timeout: 60_000 } as const;
    assert.equal(execFileSync(process.execPath, ["-e", script], options), "done\n");
  });
});
