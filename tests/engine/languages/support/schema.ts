/** The package's schema as the engine gets it: asked of the plugin by the real CLI. */
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { repositoryDir } from "../../support/local-cloud";
import { packageSource } from "./plugin";

export const goldenFile = path.join(repositoryDir, "tests/engine/golden/schema.json");

/** The `pulumi` command that `tests/engine/run.js` found or built. */
export function pulumiCommand(): string {
  const root = process.env.PULUMI_CLI_ROOT;
  return root === undefined ? "pulumi" : path.join(root, "bin", "pulumi");
}

let schema: Promise<string> | undefined;

/** JSON that `pulumi package get-schema` prints, asked for once in a run. */
export function engineSchema(): Promise<string> {
  return (schema ??= schemaOf(repositoryDir));
}

/** JSON that `pulumi package get-schema` prints for the package in a folder. */
export async function schemaOf(folder: string): Promise<string> {
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), "engine-schema-"));
  try {
    const args = ["package", "get-schema", packageSource(folder, scratch)];
    const { stdout } = await promisify(execFile)(pulumiCommand(), args, {
      cwd: scratch,
      maxBuffer: 1 << 26,
      env: {
        ...process.env,
        NODE_V8_COVERAGE: "",
        PULUMI_HOME: path.join(scratch, "home"),
        PULUMI_BACKEND_URL: `file://${scratch}`,
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      },
    });
    return stdout;
  } finally {
    fs.rmSync(scratch, { recursive: true, force: true });
  }
}
