/** What the processes of a program are started with. */
import * as path from "node:path";

/** In the repository the rehearsal itself is TypeScript; as a package it is compiled. */
export function ownSources(): string[] {
  if (path.extname(__filename) !== ".ts") return [];
  return ["-r", path.join(__dirname, "../../tools/register.js")];
}

/**
 * The environment for the program: without anything that could lead to a real account or to a
 * real Pulumi engine.
 */
export function cleanEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(([name]) => !/^(AWS|PULUMI)_/i.test(name));
  return {
    ...Object.fromEntries(kept),
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_EC2_METADATA_DISABLED: "true",
  };
}
