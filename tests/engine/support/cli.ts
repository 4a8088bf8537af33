/** The Pulumi CLI that the engine tests drive. `tests/engine/run.js` finds or builds it. */
import * as auto from "@pulumi/pulumi/automation";

/** Folder whose `bin` has `pulumi`; without it, the one on PATH. */
const variable = "PULUMI_CLI_ROOT";

let command: Promise<auto.PulumiCommand> | undefined;

/** The CLI, asked for its version once. */
export function pulumiCli(): Promise<auto.PulumiCommand> {
  const root = process.env[variable];
  return (command ??= auto.PulumiCommand.get(root === undefined ? {} : { root }).catch(
    (error: Error) => {
      throw new Error(`No Pulumi CLI: run \`npm run test:engine\`, which builds one. ${error}`);
    },
  ));
}
