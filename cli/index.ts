/** `npx codepipeline-approvals`: verifies and exports a ledger, with Node alone. */
import { parseCommand, usage, UsageError } from "./arguments";
import { exportBundle } from "./export";
import { verify } from "./verify";

/** Answers the exit status. */
export function main(args: readonly string[], print = console.log, fail = console.error): number {
  try {
    const command = parseCommand(args);
    if (command?.name === "verify") return verify(command, print);
    if (command?.name === "export") return exportBundle(command, print);
    print(usage);
    return 0;
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    fail(`${error.message}\n\n${usage}`);
    return 2;
  }
}

if (require.main === module) process.exitCode = main(process.argv.slice(2));
