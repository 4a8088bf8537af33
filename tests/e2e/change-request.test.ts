/** `npm run rehearse -- --example change-request`: who decides when the change moves, does not, or cannot be asked. */
import * as assert from "node:assert/strict";
import { bucketFiles, endsWith, reads, type ScriptRun, scriptRuns } from "../support/e2e-script";

const own = ["approved", "refused", "outsider", "calendar", "down", "console"] as const;
const scripts = [...own, "approve", "reject", "timeout"] as const;
type Script = (typeof scripts)[number];

describe("the example change-request", function () {
  this.timeout(300_000);
  const runs = scriptRuns("change-request", scripts);

  const gate = "ApproveProduction / ApproveProduction";
  const where = `${gate} of change-request-rehearsal`;
  const approved = "approvals=1 approved=1 rejected=0 expired=0";
  const rejected = "approvals=1 approved=0 rejected=1 expired=0";

  /** It ends so, nothing went wrong, and it deployed if it was approved. */
  const ends = (script: Script, result: string, counts: string): ScriptRun => {
    const run = runs.of(script);
    endsWith(run, `rehearsal: change-request ${result} ${counts}`);
    assert.deepEqual(
      Object.keys(bucketFiles(run, "production")),
      result === "Succeeded" ? ["index.html"] : [],
    );
    assert.ok(!run.lines.some((line) => line.startsWith("  Not rehearsed: ")));
    return run;
  };
  /** How the message, the change and the entry of the calendar are in the end. */
  const told = (run: ScriptRun, message: string, change: string, calendar: string): void => {
    reads(
      run,
      `  #releases: ${message}: ${where}`,
      "In ServiceNow (example.service-now.com) at the end:",
      `  CHG0030001: ${change}`,
      "In Own system (calendar.example.com) at the end:",
    );
    assert.match(run.lines[run.lines.indexOf(`  CHG0030001: ${change}`) + 2], / {2}[0-9a-f]{32}: /);
    assert.ok(run.lines.some((line) => line.endsWith(`: ${calendar}`)));
  };

  it("is approved by the change, as whoever moved it to Implement", () => {
    const run = ends("approved", "Succeeded", `${approved} inSystems=1`);
    reads(run, "  Chandra Manager: Approve", "  Chandra Manager: Implement");
    const message = "Approved by Chandra Manager (change.manager) in ServiceNow";
    told(run, message, "Implement", "approved");
  });

  it("is rejected with the change", () => {
    const run = ends("refused", "Failed", `${rejected} inSystems=1`);
    const message = "Rejected by Chandra Manager (change.manager) in ServiceNow";
    reads(run, "  Chandra Manager: Reject");
    assert.ok(run.lines.some((line) => line.startsWith(`  #releases: ${message}: `)));
  });

  it("waits for people where somebody moves the change whom the gate does not name", () => {
    const run = ends("outsider", "Succeeded", `${approved} inSystems=0`);
    reads(
      run,
      "  Remy Requester: Implement",
      `  ${gate} still waits`,
      "  priya approves in Slack: Checked in rehearsal.",
    );
    const shown = "approved by Remy Requester (change.requester), who may not decide here";
    assert.ok(run.lines.some((line) => line.includes(shown)));
    told(run, "Approved by priya (U0PRIYA000) in Slack", "Implement", "approved");
  });

  it("is approved by the company's own system, and not by a trainee there", () => {
    const run = ends("calendar", "Succeeded", `${approved} inSystems=1`);
    reads(
      run,
      "  Tom the trainee: Reject",
      `  ${gate} still waits`,
      "  Olga of the release office: Approve",
    );
    const message = "Approved by Olga of the release office (release.office) in another system";
    told(run, message, "New", "approved");
  });

  it("is decided by people while both systems are down, and both hear of it afterwards", () => {
    const run = ends("down", "Succeeded", `${approved} inSystems=0`);
    reads(
      run,
      "  ServiceNow (example.service-now.com) is down",
      "  priya approves in Slack: Checked in rehearsal.",
      "  ServiceNow (example.service-now.com) is well again",
      "  Own system (calendar.example.com) is well again",
    );
    told(run, "Approved by priya (U0PRIYA000) in Slack", "New", "approved");
  });

  it("says so on the change where somebody decides in the console meanwhile", () => {
    const run = ends("console", "Succeeded", `${approved} inSystems=0`);
    assert.ok(run.lines.some((line) => / {2}erin approves: /.test(line)));
    told(run, "Approved by erin outside Slack", "New", "approved");
  });

  it("cancels the change of what is rejected in Slack, or expires", () => {
    told(
      ends("approve", "Succeeded", `${approved} inSystems=0`),
      ...(["Approved by priya (U0PRIYA000) in Slack", "New", "approved"] as const),
    );
    told(
      ends("reject", "Failed", `${rejected} inSystems=0`),
      ...(["Rejected by priya (U0PRIYA000) in Slack", "Canceled", "rejected"] as const),
    );
    const expired = "approvals=1 approved=0 rejected=0 expired=1 inSystems=0";
    const message = "Expired: nobody decided in time, so the stage failed";
    told(ends("timeout", "Failed", expired), message, "Canceled", "expired");
  });
});
