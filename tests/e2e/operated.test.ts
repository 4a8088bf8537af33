/** `npm run rehearse -- --example operated-approvals`: nobody answers, somebody does, nobody ever does. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { endsWith, type ScriptRun, scriptRuns } from "../support/e2e-script";

const scripts = ["approve", "reject", "timeout", "sla"] as const;
type Script = (typeof scripts)[number];

/** Subjects and recipients of the e-mails, sorted. */
function mails({ folder }: ScriptRun): string[] {
  const mailbox = path.join(folder, "mailbox");
  return fs
    .readdirSync(mailbox)
    .map((file) => fs.readFileSync(path.join(mailbox, file), "utf8"))
    .map((mail) => {
      const [, to] = /^To: (.*)$/m.exec(mail) ?? [];
      const [, subject] = /^Subject: ([^:]*)/m.exec(mail) ?? [];
      return `${subject} to ${to}`;
    })
    .sort();
}

const released = ({ folder }: ScriptRun): string[] =>
  fs
    .readdirSync(path.join(folder, "buckets"))
    .filter((bucket) => bucket.includes("-production-"))
    .filter((bucket) => fs.readdirSync(path.join(folder, "buckets", bucket)).length > 0)
    .map((bucket) => bucket.replace(/-production-.*/, ""))
    .sort();

describe("the example operated-approvals", function () {
  this.timeout(240_000);
  const runs = scriptRuns("operated-approvals", scripts);

  const ends = (script: Script, last: string) =>
    endsWith(runs.of(script), new RegExp(`^rehearsal: operated-approvals ${last}$`));

  it("reminds, escalates, is decided after that, and its ledger verifies", () => {
    const counts = "approvals=2 approved=2 rejected=0 expired=0 reminded=2 escalated=2";
    ends("sla", `Succeeded ${counts} ledger=11 verified`);
    const run = runs.of("sla");
    assert.deepEqual(released(run), ["back-office", "storefront"]);
    const told = mails(run);
    assert.ok(told.includes("Approval reminder to finance-lead@example.com"), told.join("\n"));
    assert.ok(told.includes("Not answered in time to finance-lead@example.com"), told.join("\n"));
    assert.ok(told.includes("Escalated to head-of-platform@example.com"), told.join("\n"));
  });

  it("is approved by the one in Slack, by the other in the console with MFA", () => {
    ends("approve", "Succeeded approvals=2 approved=2 rejected=0 expired=0");
    const { lines } = runs.of("approve");
    assert.ok(lines.some((line) => / {2}priya approves in Slack: /.test(line)));
    assert.ok(lines.some((line) => / {2}finance-lead-mfa approves: /.test(line)));
    assert.ok(lines.some((line) => / {2}finance-lead tries to approve and is refused/.test(line)));
    assert.deepEqual(released(runs.of("approve")), ["back-office", "storefront"]);
  });

  it("releases what was not rejected, and nothing that expired", () => {
    ends("reject", "Failed approvals=2 approved=1 rejected=1 expired=0");
    assert.deepEqual(released(runs.of("reject")), ["back-office"]);
    ends("timeout", "Failed approvals=2 approved=0 rejected=0 expired=2");
    assert.deepEqual(released(runs.of("timeout")), []);
  });
});
