/** The package's SDK in another language, as `pulumi package add` would write it. */
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as http from "node:http";
import type { AddressInfo } from "node:net";
import * as os from "node:os";
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
    await generateByHost(language, schemaFile, out);
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

async function generateByHost(language: Language, schemaFile: string, out: string): Promise<void> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "engine-sdk-"));
  const logo = await serveLogo();
  try {
    // The generator of C# fetches the package's logo, and without one Pulumi's, from the internet.
    const file = path.join(scratch, "schema.json");
    const schema = JSON.parse(fs.readFileSync(schemaFile, "utf8"));
    fs.writeFileSync(file, JSON.stringify({ ...schema, logoUrl: logo.url }));
    const args = ["package", "gen-sdk", file, "--language", language, "--local", "--out", out];
    await run(pulumiCommand(), args, {
      env: { ...process.env, PULUMI_HOME: scratch, PULUMI_BACKEND_URL: `file://${scratch}` },
    });
  } finally {
    logo.close();
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}

async function serveLogo(): Promise<{ url: string; close(): void }> {
  const server = http.createServer((_, response) => response.end("logo"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}/logo.png`, close: () => server.close() };
}
