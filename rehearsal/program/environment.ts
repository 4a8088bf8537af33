/** What the processes of a program are started with. */
import * as path from "node:path";
import { scratchFolder } from "../scratch";

/** How a process of this folder is started. */
export interface Start {
  readonly file: string;
  readonly execArgv: string[];
}

/**
 * As a package the rehearsal is compiled. In the repository it is TypeScript, which is required before
 * anything else: as the main file it would be loaded by what `nodeargs` of a program bring.
 */
export function startOf(name: string, nodeArguments: readonly string[] = []): Start {
  const extension = path.extname(__filename);
  const file = path.join(__dirname, `${name}${extension}`);
  if (extension !== ".ts") return { file, execArgv: [...nodeArguments] };
  const register = path.join(__dirname, "../../tools/register.js");
  return { file: register, execArgv: ["-r", register, "-r", file, ...nodeArguments] };
}

/**
 * The environment for the program: without anything that could lead to a real account or to a
 * real Pulumi engine. What it leaves in the folder for temporary files goes with the rehearsal.
 */
export function cleanEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const scratch = scratchFolder("rehearsal-program-");
  // A job of GitHub Actions gets a role's credentials for the last of the three.
  const leads = /^(AWS_|PULUMI_|ACTIONS_ID_TOKEN_REQUEST_)/i;
  const kept = Object.entries(environment).filter(([name]) => !leads.test(name));
  return {
    ...Object.fromEntries(kept),
    ...{ TMPDIR: scratch, TEMP: scratch, TMP: scratch },
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}
