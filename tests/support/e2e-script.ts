/** Runs of an example's scripts, as a user types them: `npm run rehearse -- --example NAME --auto SCRIPT`. */
import { execFile } from "node:child_process";
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
