/** `--report`: what a CI job keeps of a run without a person, also where it failed, and without a secret. */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "valibot";
import { main } from "../../rehearsal/cli";
import { reportSchema, type Report } from "../../rehearsal/report/schema";
import { openRehearsal, type Rehearsal } from "../../rehearsal/session";
import { RunReport } from "../../rehearsal/report/report";
import { playScript } from "../../rehearsal/terminal/auto";
import { plain } from "../unit/rehearsal/terminal/support/plain";
import { FakeKeys, FakeScreen } from "../unit/rehearsal/terminal/support/terminals";
import { version } from "../../package.json";

const fixtures = path.join(__dirname, "../unit/rehearsal/terminal/fixtures");

describe("the report of a run without a person", function () {
  this.timeout(120_000);
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "report-"));
    file = path.join(folder, "made", "report.json");
  });

  afterEach(() => fs.rmSync(folder, { recursive: true }));

  async function run(...args: string[]) {
    const [stdin, stdout, stderr] = [new FakeKeys(), new FakeScreen(), new FakeScreen()];
    const interrupted = new Promise<number>(() => undefined);
    const at = { stdin, stdout, stderr, interrupted, colour: false };
    const own = ["--folder", path.join(folder, "run"), ...args];
    const code = await main(own, at, fixtures);
    return { code, error: stderr.text, says: stdout.text };
  }

  const read = (): Report => parse(reportSchema, JSON.parse(fs.readFileSync(file, "utf8")));
  const example = (name: string, script: string) => [
    ...["--example", name, "--auto", script, "--report", file],
  ];

  it("says who may decide, who did, who was refused, and what was deployed", async () => {
    const { code, error } = await run(...example("two-gates", "approve"));
    assert.equal(code, 0, error);
    const report = read();
    assert.equal(report.version, version);
    assert.equal(report.example, "two-gates");
    assert.deepEqual([report.script, report.result], ["approve", "Passed"]);
    assert.deepEqual([report.problems, report.stillRuns], [[], []]);
    assert.deepEqual(report.counts, { approvals: 2, approved: 2, rejected: 0, expired: 0 });
    const [pipeline] = report.pipelines;
    assert.deepEqual(
      pipeline.executions.map(({ status }) => status),
      ["Succeeded"],
    );
    const [first] = report.approvals;
    assert.equal(first.result, "Approved");
    assert.equal(first.summary, "Checked in rehearsal.");
    assert.equal(first.execution, pipeline.executions[0].id);
    assert.ok(first.mayDecide.some(({ administrator }) => administrator !== true));
    const [{ name }] = first.mayDecide;
    assert.match(first.decidedBy!.arn, new RegExp(`:user/${name}$`));
    assert.ok(first.decidedAt! >= first.requestedAt);
    assert.equal(first.refused.length, 1);
    assert.match(first.refused[0].why, /^AccessDeniedException: User: /);
    const [, deployment] = report.deployments;
    assert.equal(deployment.bucket, "two-gates-production");
    assert.ok(deployment.files > 0);
  });

  it("tells a rejection and a timeout apart, and is Passed where that was the script", async () => {
    for (const [script, result] of [
      ["reject", "Rejected"],
      ["timeout", "Expired"],
    ]) {
      const { code } = await run(...example("two-gates", script));
      assert.equal(code, 0);
      const { approvals, pipelines, ...report } = read();
      assert.deepEqual(
        approvals.map((one) => one.result),
        [result],
      );
      assert.equal(report.result, "Passed");
      assert.equal(pipelines[0].executions[0].status, "Failed");
      assert.equal(approvals[0].decidedBy === undefined, script === "timeout");
    }
  });

  it("is written where the program itself fails, with its error", async () => {
    const { code } = await run(...example("broken", "approve"));
    assert.equal(code, 1);
    const report = read();
    assert.equal(report.result, "Failed");
    assert.match(report.error!, /Nothing works\./);
    assert.deepEqual(report.pipelines, []);
  });

  it("is written where the run is ended from outside, as a job's time limit does", async () => {
    const [stdin, stdout, stderr] = [new FakeKeys(), new FakeScreen(), new FakeScreen()];
    const at = { stdin, stdout, stderr, interrupted: Promise.resolve(143), colour: false };
    const own = ["--folder", path.join(folder, "run"), ...example("two-gates", "approve")];
    assert.equal(await main(own, at, fixtures), 143);
    const { result, error } = read();
    assert.deepEqual([result, error], ["Failed", "The run was interrupted."]);
  });

  it("names the program, and quotes no secret of its settings where it fails", () => {
    const setting = "config:\n  rehearsal:exists:\n    secrets: { app: canary-of-a-secret }\n";
    fs.writeFileSync(path.join(folder, "Pulumi.yaml"), "name: own\nruntime: nodejs\n");
    fs.writeFileSync(path.join(folder, "Pulumi.rehearsal.yaml"), setting);
    const report = new RunReport({ program: folder, auto: "approve" });
    report.failed(new Error("No value canary-of-a-secret for AKIAIOSFODNN7EXAMPLE."));
    const made = parse(reportSchema, report.make());
    assert.deepEqual([made.program, made.example], [folder, undefined]);
    assert.equal(made.error, "No value *** for ***.");
  });

  it("replaces a report, and nothing else", async () => {
    fs.mkdirSync(path.dirname(file));
    fs.writeFileSync(file, '{"reportVersion":1,"result":"Passed"}');
    assert.equal((await run(...example("broken", "approve"))).code, 1);
    assert.equal(read().result, "Failed");
    for (const text of ["name: web\n", "{}", "null"]) {
      fs.writeFileSync(file, text);
      const { code, error } = await run(...example("two-gates", "approve"));
      assert.equal(code, 2);
      assert.match(error, /^--report cannot write .*report\.json: it is there, and is no report/);
      assert.equal(fs.readFileSync(file, "utf8"), text);
    }
  });

  it("wants --auto, and a name", async () => {
    const person = await run("--example", "two-gates", "--report", file);
    assert.equal(person.code, 2);
    assert.match(person.error, /--report is of a run without a person: add --auto/);
    const unnamed = await run("--example", "two-gates", "--auto", "approve", "--report", "");
    assert.equal(unnamed.code, 2);
  });

  it("has no secret and no token of the Slack example, and says who decided there", async () => {
    const seen = new Set<string>();
    let report: RunReport | undefined;
    const onReady = (ready: Rehearsal): void => {
      report = new RunReport({ example: "slack-approvals", auto: "approve" });
      report.follow(ready);
      ready.engine.on("changed", () =>
        ready.engine.pending().forEach((one) => seen.add(one.token)),
      );
    };
    const rehearsal = await openRehearsal({
      ...{ example: "slack-approvals", folder: path.join(folder, "run"), onReady },
    });
    try {
      const script = { script: "approve", print: () => undefined, colours: plain } as const;
      const ending = await playScript(rehearsal, { ...script, width: 100, acts: report!.acts });
      const { botToken, signingSecret } = rehearsal.slack!.credentials();
      const keys = rehearsal.account.directory.accessKeys();
      const secrets = [botToken, signingSecret, ...keys.map((key) => key.secretAccessKey), ...seen];
      // Wherever one comes up, it is hidden.
      const problems = [...ending.problems, ...secrets.map((one) => `It said: ${one}!`)];
      report!.ended({ ...ending, problems });
      const made = parse(reportSchema, report!.make());
      const text = JSON.stringify(made);
      assert.ok(seen.size >= 2 && keys.length > 2);
      for (const secret of secrets) assert.ok(!text.includes(secret), "a secret is in the report");
      assert.equal(made.problems.filter((one) => one === "It said: ***!").length, secrets.length);
      const inSlack = made.approvals.filter(({ decidedBy }) => decidedBy?.slackUser !== undefined);
      assert.ok(inSlack.length > 0);
      for (const { decidedBy, mayDecide, refused } of inSlack) {
        assert.ok(mayDecide.some(({ name }) => name === decidedBy!.slackUser));
        assert.ok(refused.some(({ who }) => !who.startsWith("arn:")));
      }
    } finally {
      await rehearsal.close();
    }
  });
});
