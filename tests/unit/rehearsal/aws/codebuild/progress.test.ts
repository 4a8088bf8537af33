import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { mock } from "node:test";
import { prepared, spec } from "./support";
import { Progress } from "../../../../../rehearsal/aws/codebuild/progress";
import { temporary } from "../codepipeline/action-support";

describe("CodeBuild progress", () => {
  beforeEach(() => mock.timers.enable({ apis: ["setInterval"] }));
  afterEach(() => mock.timers.reset());

  it("comes after a minute and every 30 seconds from then on, until the end", () => {
    const lines: string[] = [];
    const progress = new Progress((line) => lines.push(line));
    progress.entered("INSTALL");
    mock.timers.tick(59_999);
    assert.deepEqual(lines, []);
    mock.timers.tick(1);
    progress.entered("BUILD");
    progress.printed("compiling");
    progress.printed("  ");
    mock.timers.tick(30_000);
    progress.printed("x".repeat(200));
    mock.timers.tick(30_000);
    progress.end();
    mock.timers.tick(300_000);
    assert.deepEqual(lines, [
      "Still runs after 60 s, in phase INSTALL; nothing printed yet",
      "Still runs after 90 s, in phase BUILD; last line: compiling",
      `Still runs after 120 s, in phase BUILD; last line: ${"x".repeat(160)}…`,
    ]);
  });

  it("is logged by a build, which ends it", async () => {
    const go = path.join(temporary(), "go");
    const { made, spec: action } = prepared({
      buildspec: spec(["echo first", `while [ ! -e ${go} ]; do sleep 0.05; done`]),
    });
    const outcome = await made.run({
      ...action,
      onLog: (line) => {
        if (line.startsWith("Running command: while")) mock.timers.tick(60_000);
        if (line.startsWith("Still runs")) fs.writeFileSync(go, "");
      },
    });
    assert.equal(outcome.status, "Succeeded");
    const said = made.lines.filter((line) => line.startsWith("Still runs"));
    assert.equal(said.length, 1);
    assert.match(said[0], /after 60 s, in phase BUILD; last line: Running command: while/);
    mock.timers.tick(300_000);
    assert.equal(made.lines.filter((line) => line.startsWith("Still runs")).length, 1);
  });
});
