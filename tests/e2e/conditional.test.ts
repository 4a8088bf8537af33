/** `npm run rehearse -- --example conditional-approval`: who decides a change of settings, of code, and what crashes. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { runScript, type ScriptRun } from "../support/e2e-script";

const scripts = ["config", "code", "crash", "approve", "reject", "timeout"] as const;
type Script = (typeof scripts)[number];

/** Files of a bucket, each with its text. */
function bucket({ folder }: ScriptRun, name: string): Record<string, string> {
  const buckets = path.join(folder, "buckets");
  const found = fs.readdirSync(buckets).find((one) => one.startsWith(`${name}-`))!;
  const files = fs.readdirSync(path.join(buckets, found));
  return Object.fromEntries(
    files.map((file) => [file, fs.readFileSync(path.join(buckets, found, file), "utf8")]),
  );
}

describe("the example conditional-approval", function () {
  this.timeout(240_000);
  const runs = new Map<string, ScriptRun>();
  let parent: string;

  before(async () => {
    parent = fs.mkdtempSync(path.join(os.tmpdir(), "e2e-conditional-"));
    for (const script of scripts)
      runs.set(script, await runScript("conditional-approval", script, parent));
  });
  after(() => fs.rmSync(parent, { recursive: true }));

  const ends = (script: Script, result: string, counts: string): ScriptRun => {
    const run = runs.get(script)!;
    assert.equal(run.exitCode, 0, [...run.lines, run.errors].join("\n"));
    assert.equal(run.errors, "");
    assert.equal(run.lines.at(-1), `rehearsal: conditional-approval ${result} ${counts}`);
    return run;
  };
  const approved = "approvals=1 approved=1 rejected=0 expired=0";
  const name = "conditional-approval-rehearsal-decision";
  const where = "  ApproveProduction / ApproveProduction: ";
  const reads = ({ lines }: ScriptRun, line: string) =>
    assert.ok(lines.includes(line), `${line}\nis not in\n${lines.join("\n")}`);
  const left = (run: ScriptRun, why: string): void => {
    reads(run, `  Left to people by ${name}: ${why}`);
    assert.ok(run.lines.some((line) => /^ {2}priya approves in Slack: /.test(line)));
    assert.ok(run.lines.some((line) => line.startsWith("  #releases: Approved by priya (U0PRIYA")));
  };

  it("releases a change of settings by itself, and says who has approved it and why", () => {
    const run = ends("config", "Succeeded", `${approved} automatic=1`);
    reads(run, `${where}Approved automatically by ${name}: Settings alone differ: 1.`);
    assert.ok(!run.lines.some((line) => /in Slack: |is refused/.test(line)));
    const production = bucket(run, "production");
    assert.match(production["settings.json"], /"to": "16:00"/);
  });

  it("leaves a change of code to people, who approve it", () => {
    const run = ends("code", "Succeeded", `${approved} automatic=0`);
    left(run, "Files beside settings.json differ: 1.");
    assert.match(bucket(run, "production")["index.html"], /New: fish/);
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
      assert.deepEqual(bucket(run, "production"), {});
    }
  });

  it("refuses a script that it has not, with those that it has", async () => {
    const { exitCode, errors } = await runScript("conditional-approval", "cofnig", parent);
    assert.equal(exitCode, 2);
    assert.match(errors, /^--auto takes approve, reject, timeout, sla, config, code, crash, got: /);
  });
});
