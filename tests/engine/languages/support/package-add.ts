/** `pulumi package add`, as a consumer types it. */
import { execFile } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { promisify } from "node:util";
import { environment } from "../../support/engine-stack";
import { type LocalCloud, repositoryDir } from "../../support/local-cloud";
import { packageSource } from "./plugin";
import { pulumiCommand } from "./schema";

/** Adds the package to the project in a folder; answers what it was named by on the command line. */
export async function addPackage(cloud: LocalCloud, folder: string): Promise<string> {
  const scratch = fs.mkdtempSync(path.join(cloud.folder, "plugin-"));
  const source = packageSource(repositoryDir, scratch);
  await promisify(execFile)(pulumiCommand(), ["package", "add", source], {
    cwd: folder,
    env: { ...process.env, ...environment(cloud), NODE_V8_COVERAGE: "" },
  });
  return source;
}
