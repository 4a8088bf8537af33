/** `npx codepipeline-approvals`: verifies and exports a ledger, with Node alone. */
import { parseCommand, usage, UsageError } from "./arguments";
import { exportBundle } from "./export";
import { printable } from "./printable";
import { verify } from "./verify";

/** Answers the exit status. */
export function main(args: readonly string[], print = console.log, fail = console.error): number {
  try {
    const command = parseCommand(args);
    const printLine = (line: string): void => print(printable(line));
    if (command?.name === "verify") return verify(command, printLine);
    if (command?.name === "export") return exportBundle(command, printLine);
    print(usage);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    fail(`${printable(error.message)}\n\n${usage}`);
    return 2;
  }
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
