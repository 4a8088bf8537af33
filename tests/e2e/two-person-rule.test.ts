/** `npm run rehearse -- --example two-person-rule`: who votes, whose vote counts, and when it is decided. */
import * as assert from "node:assert/strict";
import { bucketFiles, endsWith, reads, type ScriptRun, scriptRuns } from "../support/e2e-script";

const own = ["fulfilled", "veto", "author", "one-human"] as const;
const scripts = [...own, "approve", "reject", "timeout"] as const;
type Script = (typeof scripts)[number];

describe("the example two-person-rule", function () {
  this.timeout(300_000);
  const runs = scriptRuns("two-person-rule", scripts);

  const gate = "ApproveProduction / ApproveProduction";
  const where = `${gate} of two-person-rule-rehearsal`;
  const changeable = "You can change your vote as long as this waits.";
  const approved = "approvals=1 approved=1 rejected=0 expired=0";
  const rejected = "approvals=1 approved=0 rejected=1 expired=0";
  const both = "Approved by samira (U0SAMIRA00) in Slack, with priya (U0PRIYA000)";

  /** It ends so, nothing went wrong, it deployed if it was approved, and its message says `message` in the end. */
  const ends = (script: Script, result: string, counts: string, message: string): ScriptRun => {
    const run = runs.of(script);
    endsWith(run, `rehearsal: two-person-rule ${result} ${counts}`);
    assert.deepEqual(
      Object.keys(bucketFiles(run, "production")),
      result === "Succeeded" ? ["index.html"] : [],
    );
    reads(run, "In Slack at the end:", `  #releases: ${message}: ${where}`);
    return run;
  };
  const approves = (name: string) => `  ${name} approves in Slack: Checked in rehearsal.`;
  const counted = (name: string, missing: string) =>
    `  ${name} is told in private: Your approval counts. Still needed: ${missing}. ${changeable}`;
  const voters = ({ lines }: ScriptRun): string[] =>
    lines.flatMap((line) => / {2}(\w+) (?:approves|rejects) in Slack: /.exec(line)?.[1] ?? []);

  it("is approved by two people, one of security", () => {
    const run = ends("fulfilled", "Succeeded", approved, both);
    reads(run, approves("priya"), counted("priya", "1 more approval: 1 of security"));
    reads(run, `  ${gate} still waits`, approves("samira"));
    assert.deepEqual(voters(run), ["priya", "samira"]);
  });

  it("asks nobody who has written it", () => {
    const asked = "  │ @priya, @omar, @security-team";
    for (const run of runs.all()) reads(run, "  │ Who is still asked", asked);
  });

  it("is ended by one rejection, whoever has approved it", () => {
    const run = ends("veto", "Failed", rejected, "Rejected by omar (U0OMAR0000) in Slack");
    assert.deepEqual(voters(run), ["priya", "omar"]);
  });

  it("counts nothing of who has written it, and waits for others", () => {
    const run = ends("author", "Succeeded", approved, both);
    const refused =
      "  lena is told in private: You wrote what is to be released, so your approval does not count: " +
      "somebody else has to approve it. You may reject it.";
    reads(run, approves("lena"), refused, `  ${gate} still waits`, approves("priya"));
    assert.deepEqual(voters(run), ["lena", "priya", "samira"]);
  });

  it("counts one person once", () => {
    const last = "Approved by priya (U0PRIYA000) in Slack, with samira (U0SAMIRA00)";
    const run = ends("one-human", "Succeeded", approved, last);
    const once = counted("samira", "1 more approval");
    const waits = `  ${gate} still waits`;
    reads(run, once, waits, approves("samira"), once, waits, approves("priya"));
    assert.deepEqual(voters(run), ["samira", "samira", "priya"]);
  });

  it("is approved by as many as it needs, rejected by one, or expires", () => {
    assert.deepEqual(voters(ends("approve", "Succeeded", approved, both)), ["priya", "samira"]);
    ends("reject", "Failed", rejected, "Rejected by priya (U0PRIYA000) in Slack");
    const message = "Expired: nobody decided in time, so the stage failed";
    ends("timeout", "Failed", "approvals=1 approved=0 rejected=0 expired=1", message);
  });
});
