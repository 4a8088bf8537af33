import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { stringify } from "yaml";
import { build, prepared, spec } from "./support";
import { read } from "../codepipeline/action-support";

describe("CodeBuild", () => {
  it("really runs the commands and keeps the artifact's files", async () => {
    const outcome = await build({
      buildspec: spec(["mkdir dist", "cat a.txt a.txt > dist/b.txt", "touch dist/b.map"], {
        artifacts: { files: ["**/*"], "base-directory": "dist", "exclude-paths": ["**/*.map"] },
      }),
      action: { outputs: ["Build"] },
    });
    assert.equal(outcome.status, "Succeeded", outcome.error?.message);
    assert.deepEqual(read(outcome.outputs!["Build"]), { "b.txt": "aa" });
    assert.equal(outcome.externalExecutionId, "build:execution-1");
  });

  it("leaves the input artifact alone", async () => {
    const { made, spec: action } = prepared({ buildspec: spec(["echo b > a.txt", "touch c"]) });
    assert.equal((await made.run(action)).status, "Succeeded");
    assert.deepEqual(read(action.inputs!["Source"]), { "a.txt": "a" });
  });

  it("exports variables, whatever is in them", async () => {
    const outcome = await build({
      buildspec: spec(
        ["export VERSION='1.4 \"x\" = $y'", "LINES_OF=$(printf 'a\\nb')", "export LINES_OF"],
        {},
        ["VERSION", "LINES_OF", "NEVER_SET"],
      ),
    });
    assert.deepEqual(outcome.variables, { VERSION: '1.4 "x" = $y', LINES_OF: "a\nb" });
  });

  it("keeps the folder and exported variables from command to command and phase to phase", async () => {
    const outcome = await build({
      buildspec: {
        version: 0.2,
        env: { "exported-variables": ["HERE", "SEEN"] },
        phases: {
          install: { commands: ['mkdir "it\'s"', 'cd "it\'s"', "export FROM=install"] },
          build: { commands: ['HERE=$(basename "$PWD")', "export HERE", "export SEEN=$FROM"] },
        },
      },
    });
    assert.deepEqual(outcome.variables, { HERE: "it's", SEEN: "install" });
  });

  it("runs the phases in CodeBuild's order, finally after its phase", async () => {
    const { lines } = await build({
      buildspec: {
        version: 0.2,
        phases: {
          post_build: { commands: ["echo = four"] },
          build: { commands: ["echo = two"], finally: ["echo = three"] },
          install: { commands: ["echo = one"] },
        },
      },
    });
    assert.deepEqual(
      lines.filter((line) => line.startsWith("= ")),
      ["= one", "= two", "= three", "= four"],
    );
  });

  it("logs both streams and each command", async () => {
    const { lines } = await build({ buildspec: spec(["echo out", "echo err >&2"]) });
    for (const line of ["Entering phase BUILD", "Running command: echo out", "out", "err"]) {
      assert.ok(lines.includes(line), line);
    }
  });

  it("takes the buildspec from the source", async () => {
    const text = stringify(spec(["echo found"]));
    const byDefault = await build({ source: { "buildspec.yml": text } });
    assert.ok(byDefault.lines.includes("found"));
    const named = await build({ buildspec: "ci/b.yml", source: { "ci/b.yml": text } });
    assert.ok(named.lines.includes("found"));
  });

  it("takes a JSON buildspec of one line", async () => {
    const { lines } = await build({ buildspec: JSON.stringify(spec(["echo found"])) });
    assert.ok(lines.includes("found"));
  });

  it("says what it leaves out", async () => {
    const { lines } = await build({ buildspec: spec(["true"], { cache: {} }) });
    assert.ok(lines.includes("Left out of the rehearsal: cache."));
  });

  it("runs a Test action too, under sh", async () => {
    const buildspec = spec(["export A=1"], { env: { shell: "sh", "exported-variables": ["A"] } });
    const outcome = await build({ buildspec, action: { type: "Test/AWS/CodeBuild" } });
    assert.deepEqual(outcome.variables, { A: "1" });
  });

  it("discards paths when told to", async () => {
    const outcome = await build({
      buildspec: spec(["mkdir -p x/y", "echo 1 > x/y/c"], {
        artifacts: { files: ["x/**/*", "a.txt"], "discard-paths": "yes" },
      }),
      action: { outputs: ["Build"] },
    });
    assert.deepEqual(read(outcome.outputs!["Build"]), { "a.txt": "a", c: "1\n" });
  });

  it("takes the whole source as base directory", async () => {
    const outcome = await build({
      buildspec: spec(["true"], { artifacts: { files: ["a.txt"], "base-directory": "./" } }),
      action: { outputs: ["Build"] },
    });
    assert.deepEqual(Object.keys(read(outcome.outputs!["Build"])), ["a.txt"]);
  });

  it("leaves no build folder behind", async () => {
    const { lines } = await build({ buildspec: spec(['echo "at $CODEBUILD_SRC_DIR"']) });
    const at = lines.find((line) => line.startsWith("at "))!.slice(3);
    assert.ok(at.startsWith(fs.realpathSync(os.tmpdir())));
    assert.equal(fs.existsSync(path.dirname(at)), false);
  });
});
