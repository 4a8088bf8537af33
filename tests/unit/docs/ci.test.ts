/** The CI jobs of docs/rehearsal.md: a workflow and a buildspec whose commands can be typed. */
import * as assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { parse } from "yaml";
import { readOptions } from "../../../rehearsal/terminal/options";
import { snippetsOf, textOf } from "../../support/docs/pages";

interface Step {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
  readonly steps: readonly Step[];
}

const documents = snippetsOf("docs/rehearsal.md")
  .filter(({ language }) => language === "yaml")
  .map(({ code }) => parse(code) as Record<string, any>);
const workflow = documents.find(({ jobs }) => jobs !== undefined)!;
const buildspec = documents.find(({ phases }) => phases !== undefined)!;
const steps = Object.values(workflow.jobs as Record<string, Job>).flatMap((job) => job.steps);
const runs = steps.flatMap(({ run }) => run ?? []);
const commands = Object.values(buildspec.phases as Record<string, { commands: string[] }>).flatMap(
  (phase) => phase.commands,
);

/** Refuses to fetch what the lockfile does not name. */
const command = "npx --no -- codepipeline-approvals-rehearsal";

/** Words of the rehearsal's command as a shell splits them. */
function rehearsed(all: readonly string[], program: string): string[] {
  const line = all.find((one) => one.startsWith(`${command} `))!;
  const typed = line.slice(command.length);
  const { stdout } = spawnSync("sh", ["-c", `printf '%s\\n' ${typed}`], {
    encoding: "utf8",
    env: { CODEBUILD_SRC_DIR: path.dirname(program) },
  });
  return stdout.trimEnd().split("\n");
}

describe("A CI job in docs/rehearsal.md", () => {
  it("is one that bash can read", () => {
    for (const code of [...runs, ...commands]) {
      const { status, stderr } = spawnSync("bash", ["-n"], { input: code, encoding: "utf8" });
      assert.equal(status, 0, stderr);
    }
  });

  it("rehearses a program by options that there are, and keeps the report", () => {
    const program = path.join(fs.mkdtempSync(path.join(os.tmpdir(), "ci-")), "infra");
    fs.mkdirSync(program);
    fs.writeFileSync(path.join(program, "Pulumi.yaml"), "name: infra\nruntime: nodejs\n");
    const before = process.cwd();
    process.chdir(program);
    try {
      for (const all of [runs, commands]) {
        const { auto, report, program: read } = readOptions(rehearsed(all, program), []);
        assert.deepEqual([auto, read], ["approve", "."]);
        assert.equal(path.resolve(report!), path.resolve("../report.json"));
      }
    } finally {
      process.chdir(before);
    }
    fs.rmSync(path.dirname(program), { recursive: true });
  });

  it("runs at each pull request, without a right to write or credentials that stay", () => {
    assert.equal(workflow.on, "pull_request");
    assert.deepEqual(workflow.permissions, { contents: "read" });
    const checkouts = steps.filter(({ uses }) => uses?.startsWith("actions/checkout@"));
    assert.equal(checkouts.length, 1);
    for (const { with: given } of checkouts) assert.equal(given!["persist-credentials"], false);
  });

  it("keeps the report also where the rehearsal fails", () => {
    const kept = steps.find(({ uses }) => uses?.startsWith("actions/upload-artifact@"))!;
    assert.equal(kept.if, "always()");
    assert.equal(kept.with!.path, "report.json");
    assert.deepEqual(buildspec.artifacts.files, ["report.json"]);
  });

  it("asks the report for fields that it has", () => {
    const schema = textOf("docs/rehearsal-report.schema.json");
    const queries = snippetsOf("docs/rehearsal.md")
      .flatMap(({ code }) => code.split("\n"))
      .filter((line) => line.startsWith("jq "));
    const fields = queries.flatMap((line) => [...line.matchAll(/\.([a-zA-Z]+)/g)]);
    const names = [...new Set(fields.map(([, name]) => name))].filter((name) => name !== "json");
    assert.ok(names.length >= 5, names.join());
    for (const name of names) assert.ok(schema.includes(`"${name}": {`), name);
  });
});
