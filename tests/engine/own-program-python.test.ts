/** `--program`: somebody's own program in Python, with its SDK, deployed by Pulumi's engine to the rehearsal's account. */
import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { main } from "../../rehearsal/cli";
import { FakeKeys, FakeScreen } from "../unit/rehearsal/terminal/support/terminals";
import { goldenFile, pulumiCommand } from "./languages/support/schema";
import { hasPython, pythonWithSdk } from "./languages/support/python";
import { repositoryDir } from "./support/local-cloud";

const fixture = path.join(__dirname, "fixtures/own-program.py");
const host = require.resolve("./support/python-host");

if (hasPython()) {
  describe("a Python program of one's own", function () {
    this.timeout(600_000);
    const home = process.cwd();
    const names = ["PULUMI_CLI_ROOT", "ENGINE_TEST_PYTHON"] as const;
    const variables = names.map((name) => [name, process.env[name]] as const);
    let folder: string;
    let program: string;

    before(async () => {
      folder = fs.mkdtempSync(path.join(os.tmpdir(), "own-python-"));
      program = path.join(folder, "program");
      const bin = path.join(folder, "cli/bin");
      for (const made of [program, bin]) fs.mkdirSync(made, { recursive: true });
      const found = spawnSync("sh", ["-c", `command -v ${pulumiCommand()}`], { encoding: "utf8" });
      fs.symlinkSync(path.resolve(found.stdout.trim()), path.join(bin, "pulumi"));
      const words = [process.execPath, "-r", path.join(repositoryDir, "tools/register.js"), host];
      const script = `#!/bin/sh\nexec ${words.map((word) => `'${word}'`).join(" ")} "$@"\n`;
      fs.writeFileSync(path.join(bin, "pulumi-language-python"), script, { mode: 0o755 });
      process.env.ENGINE_TEST_PYTHON = (await pythonWithSdk(goldenFile)).command;
      process.env.PULUMI_CLI_ROOT = path.dirname(bin);
      process.chdir(folder);
      const project = `name: own-python\nruntime: python\npackages: { codepipeline-approvals: "${repositoryDir}" }\n`;
      fs.writeFileSync(path.join(program, "Pulumi.yaml"), project);
      write(fs.readFileSync(fixture, "utf8"));
    });

    after(() => {
      process.chdir(home);
      for (const [name, value] of variables) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
      fs.rmSync(folder, { recursive: true });
    });

    function write(text: string): void {
      fs.writeFileSync(path.join(program, "__main__.py"), text);
    }

    async function rehearse(...more: string[]) {
      const interrupted = new Promise<number>(() => undefined);
      const [stdin, stdout, stderr] = [new FakeKeys(), new FakeScreen(), new FakeScreen()];
      const at = { stdin, stdout, stderr, interrupted, colour: false };
      const code = await main(["--program", program, ...more], at);
      return { code, says: stdout.text, error: stderr.text };
    }

    it("has written by --init what it asks for, and runs to its end with it", async () => {
      const init = await rehearse("--init");
      assert.equal(init.code, 0, init.error + init.says);
      const { code, says, error } = await rehearse("--auto", "approve");
      assert.equal(code, 0, error + says);
      assert.match(says, /hello from Python/);
      assert.match(
        says,
        /customData: front-[0-9a-f]{7}-\d+\.eu-west-1\.elb\.amazonaws\.com in vpc-/,
      );
      assert.match(says, /outsider tries to approve and is refused: AccessDeniedException/);
      assert.match(says, /ann approves/);
      assert.match(says, /rehearsal: program Succeeded approvals=1 approved=1/);
      const files = fs.readdirSync(program).sort();
      assert.deepEqual(files, ["Pulumi.rehearsal.yaml", "Pulumi.yaml", "__main__.py"]);
    });

    it("says which package is missing, and how to install it", async () => {
      write("import not_there\n");
      const { code, error } = await rehearse("--auto", "approve");
      assert.equal(code, 1);
      assert.match(error, /__main__\.py", line 1[^]*No module named 'not_there'/);
      assert.match(error, /Install what the program needs: cd .*program && pulumi install/);
    });
  });
}
