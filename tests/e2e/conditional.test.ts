/** `npm run rehearse -- --example conditional-approval`: who decides a change of settings, of code, and what crashes. */
import * as assert from "node:assert/strict";
import { bucketFiles, endsWith, reads, type ScriptRun, scriptRuns } from "../support/e2e-script";

const scripts = ["config", "code", "crash", "approve", "reject", "timeout"] as const;
type Script = (typeof scripts)[number];

describe("the example conditional-approval", function () {
  this.timeout(240_000);
  const runs = scriptRuns("conditional-approval", scripts);

  const ends = (script: Script, result: string, counts: string): ScriptRun => {
    const run = runs.of(script);
    endsWith(run, `rehearsal: conditional-approval ${result} ${counts}`);
    return run;
  };
  const approved = "approvals=1 approved=1 rejected=0 expired=0";
  const name = "conditional-approval-rehearsal-decision";
  const where = "  ApproveProduction / ApproveProduction: ";
  const left = (run: ScriptRun, why: string): void => {
    reads(run, `  Left to people by ${name}: ${why}`);
    assert.ok(run.lines.some((line) => /^ {2}priya approves in Slack: /.test(line)));
    assert.ok(run.lines.some((line) => line.startsWith("  #releases: Approved by priya (U0PRIYA")));
  };

  it("releases a change of settings by itself, and says who has approved it and why", () => {
    const run = ends("config", "Succeeded", `${approved} automatic=1`);
    reads(run, `${where}Approved automatically by ${name}: Settings alone differ: 1.`);
    assert.ok(!run.lines.some((line) => /in Slack: |is refused/.test(line)));
    const production = bucketFiles(run, "production");
    assert.match(production["settings.json"], /"to": "16:00"/);
  });

  it("leaves a change of code to people, who approve it", () => {
    const run = ends("code", "Succeeded", `${approved} automatic=0`);
    left(run, "Files beside settings.json differ: 1.");
    assert.match(bucketFiles(run, "production")["index.html"], /New: fish/);
  });

  it("leaves to people what its function crashes on", () => {
    const run = ends("crash", "Succeeded", `${approved} automatic=0`);
    left(run, "it has failed");
    assert.ok(run.lines.some((line) => /^✗ function .*-decision, try 1: .*missing/.test(line)));
  });

  it("asks people about the first release, which is rejected or expires as any other", () => {
    const first = "Files beside settings.json differ: 1.";
    left(ends("approve", "Succeeded", `${approved} automatic=0`), first);
    const rejected = "approvals=1 approved=0 rejected=1 expired=0 automatic=0";
    const expired = "approvals=1 approved=0 rejected=0 expired=1 automatic=0";
    for (const run of [ends("reject", "Failed", rejected), ends("timeout", "Failed", expired)]) {
      reads(run, `  Left to people by ${name}: ${first}`);
      assert.deepEqual(bucketFiles(run, "production"), {});
    }
  });

  it("refuses a script that it has not, with those that it has", async () => {
    const { exitCode, errors } = await runs.more("cofnig");
    assert.equal(exitCode, 2);
    assert.match(errors, /^--auto takes approve, reject, timeout, sla, config, code, crash, got: /);
  });
});
