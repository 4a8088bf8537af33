/**
 * The SDKs that `pulumi package add` generates: they compile, wherever the language's compiler is.
 * C# is generated everywhere.
 */
import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { repositoryDir } from "../support/local-cloud";
import { onPath } from "./support/plugin";
import { hasPython, pythonWithSdk } from "./support/python";
import { goldenFile } from "./support/schema";
import { generateSdk } from "./support/sdk";

const run = promisify(execFile);
// Below node_modules, so that the SDK for Node finds what it imports.
const out = path.join(repositoryDir, "node_modules/.cache/engine-sdks");
const classes = [
  ...["ApprovalGate", "ApprovalHub", "ApproverGroup", "JiraConnector", "MultiApprovalStage"],
  ...["PagerDutyConnector", "ServiceNowConnector", "TeamsConnector", "WebhookConnector"],
];

describe("generated SDKs", function () {
  this.timeout(900_000);
  before(() => fs.rmSync(out, { recursive: true, force: true }));

  if (onPath("go")) {
    it("compile in Go, with a program that uses them", async () => {
      const sdk = await generateSdk("go", goldenFile, out);
      // The CLI's own requirements: nothing else is fetched, and what they need is compiled already.
      const tools = path.join(repositoryDir, "tools");
      const pinned = fs.readFileSync(path.join(tools, "go.mod"), "utf8");
      const [name] = fs.readFileSync(path.join(sdk, "go.mod"), "utf8").split("\n");
      const requirements = pinned
        .replace(/^module .*/, name)
        .replace(/^tool (\([^)]*\)|.*)\n/m, "");
      fs.writeFileSync(path.join(sdk, "go.mod"), requirements);
      fs.copyFileSync(path.join(tools, "go.sum"), path.join(sdk, "go.sum"));
      fs.cpSync(path.join(__dirname, "go"), path.join(sdk, "consumer"), { recursive: true });
      await run("go", ["vet", "./..."], { cwd: sdk, maxBuffer: 1 << 26 });
      const { stdout } = await run("gofmt", ["-l", "consumer"], { cwd: sdk });
      assert.equal(stdout, "");
    });
  }

  if (hasPython()) {
    it("compile and load in Python", async () => {
      const { command, sdk } = await pythonWithSdk(goldenFile);
      await run(command, ["-m", "compileall", "-q", "-f", sdk]);
      const names =
        "sorted(n for n in dir(m) if isinstance(getattr(m, n), type) " +
        "and issubclass(getattr(m, n), pulumi.ComponentResource))";
      const script = `import pulumi, pulumi_codepipeline_approvals as m; print(" ".join(${names}))`;
      const { stdout } = await run(command, ["-c", script]);
      assert.deepEqual(stdout.trim().split(" "), classes);
    });
  }

  describe("in C#", () => {
    let sdk: string;
    before(async () => {
      sdk = await generateSdk("dotnet", goldenFile, out);
    });
    const read = (file: string): string => fs.readFileSync(path.join(sdk, file), "utf8");

    it("have every class with its arguments, described", () => {
      for (const name of classes) {
        const text = read(`${name}.cs`);
        assert.match(text, new RegExp(`public partial class ${name} : .*ComponentResource`));
        assert.match(text, new RegExp(`public sealed class ${name}Args : `));
      }
      const gate = read("ApprovalGate.cs");
      assert.match(gate, /\[Input\("pipelineName", required: true\)\]/);
      assert.match(gate, /\/\/\/ .*CodePipeline/);
    });

    it("have the enums, and no value without a type", () => {
      assert.match(read("Enums.cs"), /struct ApprovalOrder/);
      const files = fs.readdirSync(sdk, { recursive: true, encoding: "utf8" });
      const untyped = files
        .filter((file) => file.endsWith(".cs"))
        .filter((file) => /(Input|InputList|InputMap|Output)<object>/.test(read(file)));
      assert.deepEqual(untyped, []);
    });

    if (onPath("dotnet")) {
      it("compile", async () => {
        await run("dotnet", ["build", "--nologo"], { cwd: sdk, maxBuffer: 1 << 26 });
      });
    }
  });

  it("compile in TypeScript", async () => {
    const sdk = await generateSdk("nodejs", goldenFile, out);
    const typescript = path.join(repositoryDir, "node_modules/typescript/bin/tsc");
    const settings = ["--ignoreDeprecations", "6.0", "--types", "node", "--skipLibCheck"];
    await run(process.execPath, [
      typescript,
      "-p",
      sdk,
      "--outDir",
      path.join(sdk, "bin"),
      ...settings,
    ]);
    // As the SDK's own postinstall script leaves it.
    fs.copyFileSync(path.join(sdk, "package.json"), path.join(sdk, "bin", "package.json"));
    const print = 'console.log(Object.keys(require("./bin")).join(" "))';
    const { stdout } = await run(process.execPath, ["-e", print], { cwd: sdk });
    const found = stdout.trim().split(" ");
    assert.deepEqual(
      classes.filter((name) => !found.includes(name)),
      [],
    );
  });
});
