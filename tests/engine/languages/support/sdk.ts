/** The package's SDK in another language, as `pulumi package add` would write it. */
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { repositoryDir } from "../../support/local-cloud";
import { onPath } from "./plugin";
import { pulumiCommand } from "./schema";

const run = promisify(execFile);

export type Language = "dotnet" | "go" | "nodejs" | "python";

/** True where a language's host is on PATH, or was built beside the CLI. */
function hasHost(language: Language): boolean {
  const host = `pulumi-language-${language}`;
  const root = process.env.PULUMI_CLI_ROOT;
  return onPath(host) || (root !== undefined && fs.existsSync(path.join(root, "bin", host)));
}

/**
 * Writes the SDK of a schema to `out/LANGUAGE`: with the language's host where it is there, else
 * with the generators that are in the CLI's own module, which take Go to run.
 */
export async function generateSdk(
  language: Language,
  schemaFile: string,
  out: string,
): Promise<string> {
  const folder = path.join(out, language);
  if (hasHost(language)) {
    const args = ["package", "gen-sdk", schemaFile, "--language", language, "--local"];
    await run(pulumiCommand(), [...args, "--out", out]);
  } else if (onPath("go")) {
    const args = ["-language", language, "-schema", schemaFile, "-out", folder];
    await run("go", ["run", "./gen-sdk", ...args], { cwd: path.join(repositoryDir, "tools") });
  } else {
    throw new Error(
      `Neither pulumi-language-${language} nor go is on PATH to generate the ${language} SDK with. ` +
        "Install Pulumi (https://www.pulumi.com/docs/install/) or Go.",
    );
  }
  if (!fs.existsSync(folder)) throw new Error(`No ${language} SDK was written to ${folder}.`);
  return folder;
}
