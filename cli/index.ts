/** `npx codepipeline-approvals`: verifies and exports a ledger, with Node alone. */
import { CommandError, parseCommand, usage, UsageError, type Command } from "./arguments";
import { bucketAddress } from "./bucket-address";
import { exportBundle } from "./export";
import { printable } from "./printable";
import { readBucket } from "./read-bucket";
import { type FoundLedger, readLedger } from "./read-ledger";
import type * as S3 from "./s3-client";
import { verify } from "./verify";

type Say = (line: string) => void;

/** Answers the exit status. */
export async function main(
  args: readonly string[],
  print: Say = console.log,
  fail: Say = console.error,
): Promise<number> {
  const tell = (line: string): void => fail(printable(line));
  try {
    const command = parseCommand(args);
    if (command === undefined) {
      print(usage);
      return 0;
    }
    const found = await ledgerOf(command, tell);
    const run = command.name === "verify" ? verify : exportBundle;
    return run(command, found, (line) => print(printable(line)));
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    for (const line of error.lines) tell(line);
    if (error instanceof UsageError) fail(`\n${usage}`);
    return 2;
  }
}

/** What a bucket needs is loaded for a bucket alone. */
async function ledgerOf({ path, keyHashes }: Command, tell: Say): Promise<FoundLedger> {
  const address = bucketAddress(path);
  if (address === undefined) return readLedger(path, keyHashes);
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a file of its own in the package
  const { openBucket } = require("./s3-client") as typeof S3;
  return readBucket(address, openBucket(address.bucket), keyHashes, tell);
}

if (require.main === module) {
  // Without the line of the source, which is all of a bundle.
  const failed = (error: unknown): number => {
    console.error(error instanceof Error ? error.stack : error);
    return 2;
  };
  void main(process.argv.slice(2))
    .catch(failed)
    .then((status) => {
      process.exitCode = status;
    });
}
