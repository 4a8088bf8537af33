/** Runs of an example's scripts, as a user types them: `npm run rehearse -- --example NAME --auto SCRIPT`. */
import * as assert from "node:assert/strict";
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";

const root = path.join(__dirname, "..", "..");

export interface ScriptRun {
  readonly exitCode: number;
  readonly lines: string[];
  readonly errors: string;
  readonly folder: string;
}

/** The run keeps its files in a folder of `parent` that is named after the script. */
export function runScript(example: string, script: string, parent: string): Promise<ScriptRun> {
  const folder = path.join(parent, script);
  const chosen = ["--example", example, "--auto", script, "--folder", folder];
  const command = ["-r", "./tools/register", "rehearsal/cli.ts", ...chosen];
  return new Promise((resolve) => {
    const env = { ...process.env, NODE_V8_COVERAGE: "" };
    execFile(process.execPath, command, { cwd: root, env }, (error, stdout, errors) => {
      const exitCode = error === null ? 0 : Number(error.code);
      resolve({ exitCode, lines: stdout.trimEnd().split("\n"), errors, folder });
    });
  });
}

/** Runs an example's scripts, one after the other, before the tests of a suite: each is there by its name. */
export function scriptRuns<Script extends string>(example: string, scripts: readonly Script[]) {
  const runs = new Map<Script, ScriptRun>();
  let parent: string;
  before(async () => {
    parent = fs.mkdtempSync(path.join(os.tmpdir(), `e2e-${example}-`));
    for (const script of scripts) runs.set(script, await runScript(example, script, parent));
  });
  after(() => fs.rmSync(parent, { recursive: true }));
  return {
    all: (): ScriptRun[] => [...runs.values()],
    of: (script: Script): ScriptRun => runs.get(script)!,
    /** Another run, in the same folder. */
    more: (script: string): Promise<ScriptRun> => runScript(example, script, parent),
  };
}

/** Nothing went wrong, and this is its last line. */
export function endsWith({ exitCode, lines, errors }: ScriptRun, last: string | RegExp): void {
  assert.equal(exitCode, 0, [...lines, errors].join("\n"));
  assert.equal(errors, "");
  if (typeof last === "string") assert.equal(lines.at(-1), last);
  else assert.match(lines.at(-1)!, last);
}

/** It printed these lines, in this order. */
export function reads({ lines }: ScriptRun, ...wanted: string[]): void {
  let from = 0;
  for (const line of wanted) {
    const at = lines.indexOf(line, from);
    assert.ok(at >= 0, `${line}\nis not in\n${lines.slice(from).join("\n")}`);
    from = at + 1;
  }
}

/** Files of the bucket with this logical name, each with its text. */
export function bucketFiles({ folder }: ScriptRun, name: string): Record<string, string> {
  const buckets = path.join(folder, "buckets");
  const found = fs.readdirSync(buckets).find((one) => one.startsWith(`${name}-`))!;
  const files = fs.readdirSync(path.join(buckets, found));
  return Object.fromEntries(
    files.map((file) => [file, fs.readFileSync(path.join(buckets, found, file), "utf8")]),
  );
}
