/** A program in another language, and what of Pulumi is on the machine. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { findPulumi } from "../../../../rehearsal/engine/find-pulumi";

describe("findPulumi", () => {
  let folder: string;
  let bin: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "find-pulumi-"));
    bin = path.join(folder, "bin");
    fs.mkdirSync(bin);
  });
  afterEach(() => fs.rmSync(folder, { recursive: true }));

  function command(name: string, mode = 0o755): string {
    const file = path.join(bin, name);
    fs.writeFileSync(file, "", { mode });
    return file;
  }

  function find(runtime: string, more: NodeJS.ProcessEnv = { PATH: bin }, version = "v3.255.0") {
    fs.writeFileSync(path.join(folder, "Pulumi.yaml"), `name: infra\nruntime: ${runtime}\n`);
    return findPulumi(folder, { environment: more, versionOf: () => version });
  }

  it("asks for nothing where the program is in Node.js", () => {
    assert.equal(find("nodejs", {}), undefined);
    assert.equal(find("{ name: nodejs, options: { typescript: false } }", {}), undefined);
  });

  for (const runtime of ["yaml", "{ name: python, options: { virtualenv: venv } }", "go"]) {
    it(`finds the command and the host of ${runtime}`, () => {
      const name = /\w+(?=,|$)/.exec(runtime)![0];
      const [pulumi, host] = [command("pulumi"), command(`pulumi-language-${name}`)];
      assert.deepEqual(find(runtime), { command: pulumi, host });
      // Wherever PULUMI_CLI_ROOT says, and nowhere else.
      assert.deepEqual(find(runtime, { PULUMI_CLI_ROOT: folder, PATH: "" }), {
        command: pulumi,
        host,
      });
    });
  }

  it("refuses without a `pulumi`, with the reason and what to install", () => {
    assert.throws(
      () => find("yaml"),
      (error: Error) =>
        error.message ===
        `The runtime of ${folder}/Pulumi.yaml is yaml: only Pulumi's own engine runs such a program, and there is ` +
          "no `pulumi` on the PATH. Install the Pulumi CLI (https://www.pulumi.com/docs/install/), or set " +
          "PULUMI_CLI_ROOT to the folder whose bin has it.",
    );
    command("pulumi", 0o644);
    assert.throws(() => find("python"), /is python: .* there is no `pulumi` on the PATH/);
    assert.throws(() => find("go", { PULUMI_CLI_ROOT: "/none" }), /\/none\/bin has no `pulumi`/);
  });

  it("looks in no folder that depends on where it is called", () => {
    command("pulumi");
    const relative = path.relative(process.cwd(), bin);
    assert.throws(() => find("yaml", { PATH: relative }), /there is no `pulumi` on the PATH/);
  });

  it("refuses without the language's host", () => {
    const pulumi = command("pulumi");
    assert.throws(
      () => find("java"),
      (error: Error) =>
        error.message.endsWith(
          `pulumi-language-java is neither beside ${pulumi} nor on the PATH. Install the whole Pulumi CLI ` +
            "(https://www.pulumi.com/docs/install/).",
        ),
    );
  });

  it("refuses a CLI that is too old, or says no version", () => {
    const pulumi = command("pulumi");
    command("pulumi-language-yaml");
    const at = { PATH: bin };
    assert.throws(() => find("yaml", at, "v3.199.9\n"), /pulumi is v3\.199\.9\. Install 3\.200\.0/);
    assert.throws(() => find("yaml", at, "v2.300.0"), /pulumi is v2\.300\.0/);
    assert.throws(() => find("yaml", at, ""), /pulumi is of an unknown version/);
    assert.equal(find("yaml", at, "v3.200.0")?.command, pulumi);
    assert.equal(find("yaml", at, "v4.0.0-dev.1")?.command, pulumi);
  });
});
