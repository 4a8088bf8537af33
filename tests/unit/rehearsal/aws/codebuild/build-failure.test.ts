import * as assert from "node:assert/strict";
import { build, spec } from "./support";

describe("CodeBuild failure", () => {
  it("is the status of a command; later commands do not run", async () => {
    const { status, error, lines, outputs } = await build({
      buildspec: spec(["echo before", "(exit 7)", "echo after"], { artifacts: { files: ["*"] } }),
      action: { outputs: ["Build"] },
    });
    assert.equal(status, "Failed");
    assert.deepEqual(error, {
      code: "JobFailed",
      message: "Phase BUILD failed: a command ended with exit status 7.",
    });
    assert.ok(lines.includes("before"));
    assert.ok(!lines.includes("after"));
    assert.equal(outputs, undefined);
  });

  const phases = (failing: string, onFailure?: string) => ({
    version: 0.2,
    phases: Object.fromEntries(
      ["install", "pre_build", "build", "post_build"].map((name) => [
        name,
        {
          commands: [
            `echo = ${name} $CODEBUILD_BUILD_SUCCEEDING`,
            ...(name === failing ? ["exit 3"] : []),
          ],
          ...(name === failing && onFailure && { "on-failure": onFailure }),
          finally: [`echo = finally ${name}`],
        },
      ]),
    ),
  });
  const cases: [string, string | undefined, string][] = [
    ["install", undefined, "finally install"],
    ["pre_build", undefined, "finally pre_build"],
    ["build", undefined, "finally post_build"],
    ["build", "ABORT", "finally build"],
    ["install", "CONTINUE", "finally post_build"],
    ["post_build", undefined, "finally post_build"],
  ];
  for (const [failing, onFailure, last] of cases) {
    it(`in ${failing} with on-failure ${onFailure} goes on to ${last}`, async () => {
      const { status, error, lines } = await build({ buildspec: phases(failing, onFailure) });
      assert.equal(status, "Failed");
      assert.match(error!.message, new RegExp(`Phase ${failing.toUpperCase()} failed.* status 3`));
      assert.equal(lines.filter((line) => line.startsWith("= ")).at(-1), `= ${last}`);
    });
  }

  it("is told to the phases that follow", async () => {
    const { lines } = await build({ buildspec: phases("build") });
    assert.ok(lines.includes("= build 1"));
    assert.ok(lines.includes("= post_build 0"));
  });

  it("may come from finally", async () => {
    const { error } = await build({
      buildspec: { version: 0.2, phases: { build: { commands: ["true"], finally: ["exit 4"] } } },
    });
    assert.match(error!.message, /BUILD failed.* status 4/);
  });

  it("may come from a signal", async () => {
    const { error } = await build({ buildspec: spec(["kill -9 $$"]) });
    assert.match(error!.message, /status 137/);
  });

  it("may come from set -e in a command of several lines", async () => {
    const { error, lines } = await build({ buildspec: spec(["set -e\nfalse\necho after"]) });
    assert.match(error!.message, /status 1/);
    assert.ok(!lines.includes("after"));
  });

  it("is the end of what the build left running", async () => {
    const outcome = await build({ buildspec: spec(["sleep 600 &"]) });
    assert.equal(outcome.status, "Succeeded");
  });

  it("comes with the time limit", async () => {
    const options = { buildTimeLimit: 300 };
    const { status, error } = await build({ options, buildspec: spec(["sleep 600"]) });
    assert.equal(status, "Failed");
    assert.deepEqual(error, {
      code: "TimedOut",
      message: "The build was stopped after 0.3 s, its time limit.",
    });
  });

  it("comes with the execution's end, and ends the whole process group", async () => {
    const stop = new AbortController();
    let pid = 0;
    const { status, error } = await build({
      buildspec: spec(["sh -c 'echo pid $$; sleep 600'", "echo after"]),
      action: {
        signal: stop.signal,
        onLog: (line) => {
          if (!line.startsWith("pid ")) return;
          pid = Number(line.slice(4));
          stop.abort();
        },
      },
    });
    assert.equal(status, "Failed");
    assert.deepEqual(error, { code: "Abandoned", message: "The build was stopped." });
    assert.ok(pid > 0);
    assert.throws(() => process.kill(pid, 0), { code: "ESRCH" });
  });

  it("comes at once when the execution has ended already", async () => {
    const { error, lines } = await build({
      buildspec: spec(["echo ran"]),
      action: { signal: AbortSignal.abort() },
    });
    assert.equal(error?.code, "Abandoned");
    assert.ok(!lines.includes("ran"));
  });
});
