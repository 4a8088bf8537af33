/** An approval that notifies nobody, and people who were given a right on another action. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { PassThrough } from "node:stream";
import { main } from "../../rehearsal/cli";
import { programFolder } from "../support/e2e";

/** What the command prints, and its exit code. */
async function rehearse(stage: string, script: string) {
  const folder = programFolder("unheard", { stage });
  const text = { out: "", error: "" };
  const stream = (to: keyof typeof text) =>
    Object.assign(
      new PassThrough().on("data", (chunk) => (text[to] += chunk)),
      { columns: 100 },
    );
  const terminal = {
    stdin: new PassThrough(),
    ...{ stdout: stream("out"), stderr: stream("error"), colour: false },
    interrupted: new Promise<number>(() => undefined),
  };
  try {
    const run = ["--folder", path.join(folder, "run"), "--no-page"];
    const args = ["--example", path.basename(folder), "--auto", script, ...run];
    const code = await main(args, terminal as never, path.dirname(folder));
    return { code, ...text, last: text.out.trimEnd().split("\n").at(-1) };
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
}

describe("an approval that notifies nobody", function () {
  this.timeout(120_000);

  it("is decided by its approver, and the rehearsal says that nobody was told", async () => {
    const { code, out, error, last } = await rehearse("Approve", "approve");
    assert.deepEqual([code, error], [0, ""]);
    assert.match(out, /notified: nobody: the action has no NotificationArn/);
    assert.match(out, /may decide: ann, administrator/);
    assert.match(out, /ann approves: /);
    assert.match(last!, / Succeeded approvals=1 approved=1 rejected=0 expired=0$/);
  });

  for (const script of ["approve", "reject", "timeout"]) {
    it(`fails with --auto ${script} where those who are named may decide another action`, async () => {
      const { code, error, last } = await rehearse("Production", script);
      assert.equal(code, 1);
      assert.match(
        error,
        /^Production \/ Decide of unheard waits, and nobody whom the program names/,
      );
      assert.match(error, /allow unheard\/Approve\/Decide, which no pipeline has\./);
      assert.match(error, /The right belongs on unheard\/Production\/Decide: /);
      assert.match(last!, / Failed approvals=1 approved=0 rejected=0 expired=0 problems=\d+$/);
    });
  }
});
