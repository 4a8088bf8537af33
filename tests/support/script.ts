/**
 * Runs a script of this folder in a process whose coverage is not measured: what a compiler does takes
 * three to six times as long where it is, and Node passes that on to child processes unless the
 * variable is empty.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import * as path from "node:path";
import { json } from "node:stream/consumers";

/** What the script prints, which is JSON; it reads the input, if any, as JSON too. */
export async function outputOf<T>(script: string, input?: unknown): Promise<T> {
  const child = spawn(process.execPath, ["-r", "./tools/register", path.join(__dirname, script)], {
    cwd: path.join(__dirname, "../.."),
    env: { ...process.env, NODE_V8_COVERAGE: "" },
    stdio: ["pipe", "pipe", "inherit"],
  });
  const ended = once(child, "close");
  child.stdin.end(JSON.stringify(input ?? null));
  const printed = json(child.stdout).catch((error: Error) => error);
  const [code] = await ended;
  if (code !== 0) throw new Error(`${script} ended with ${code}.`);
  const value = await printed;
  if (value instanceof Error) throw value;
  return value as T;
}
