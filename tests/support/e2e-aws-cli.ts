/** The real `aws` command, whichever version there is, as a person with a credentials file. */
import * as assert from "node:assert/strict";
import { execFile, spawnSync } from "node:child_process";
import * as os from "node:os";
import type { Rehearsal } from "../../rehearsal/session";

/** Whether there is an `aws` to drive. CI has one; `npm test` says where there is none. */
export const hasAwsCli = spawnSync("aws", ["--version"], { stdio: "ignore" }).status === 0;

export interface CliAnswer {
  readonly exitCode: number;
  /** What it printed as JSON; undefined where it printed nothing. */
  readonly output: any;
  readonly errors: string;
}

/** Runs `aws` with these arguments against the rehearsal. */
export function aws(
  { url, credentialsFile }: Pick<Rehearsal, "url" | "credentialsFile">,
  profile: string,
  args: readonly string[],
  region = "eu-west-1",
): Promise<CliAnswer> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith("AWS_"));
  const env = {
    ...Object.fromEntries(own),
    AWS_SHARED_CREDENTIALS_FILE: credentialsFile,
    AWS_CONFIG_FILE: os.devNull,
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_MAX_ATTEMPTS: "1",
    // Version 2 would show its output in a pager.
    AWS_PAGER: "",
    NO_PROXY: "127.0.0.1",
  };
  const common = ["--endpoint-url", url, "--region", region, "--profile", profile];
  return new Promise((resolve) => {
    execFile("aws", [...common, "--output", "json", ...args], { env }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : Number(error.code);
      const output = stdout.trim() === "" ? undefined : JSON.parse(stdout);
      resolve({ exitCode, output, errors: stderr.trim() });
    });
  });
}

/** Answers what a call printed, and fails where it was refused. */
export async function taken(call: Promise<CliAnswer>): Promise<any> {
  const { exitCode, output, errors } = await call;
  assert.equal(exitCode, 0, errors);
  return output;
}

/** Asserts that a call is refused with this error, and answers what it printed. */
export async function refusedByCli(call: Promise<CliAnswer>, code: string): Promise<string> {
  const { exitCode, output, errors } = await call;
  assert.notEqual(exitCode, 0, JSON.stringify(output));
  assert.match(
    errors,
    new RegExp(`An error occurred \\(${code}\\) when calling the \\w+ operation`),
  );
  return errors;
}
