/** Python with the example's requirements and the generated SDK, kept from run to run. */
import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { repositoryDir } from "../../support/local-cloud";
import { generateSdk } from "./sdk";

const run = promisify(execFile);
const requirements = path.join(repositoryDir, "examples/python/requirements.txt");
const cache = path.join(repositoryDir, "node_modules/.cache/engine-python");
const lock = path.join(cache, "lock");

/** True where Python can make a virtual environment: on some systems `venv` is a package of its own. */
export function hasPython(): boolean {
  const probe = spawnSync("python3", ["-c", "import ensurepip, venv"]);
  return probe.status === 0;
}

export interface Python {
  /** The interpreter that sees the SDK. */
  readonly command: string;
  /** Where the SDK's source is. */
  readonly sdk: string;
}

/** Makes the environment once for each schema and list of requirements. */
export async function pythonWithSdk(schemaFile: string): Promise<Python> {
  const key = createHash("sha256");
  for (const file of [schemaFile, requirements]) key.update(fs.readFileSync(file));
  const folder = path.join(cache, key.digest("hex").slice(0, 16));
  const made = { command: path.join(folder, "venv/bin/python"), sdk: path.join(folder, "python") };
  const finished = path.join(folder, "finished");
  await alone(async () => {
    if (fs.existsSync(finished)) return;
    fs.rmSync(folder, { recursive: true, force: true });
    await generateSdk("python", schemaFile, folder);
    await run("python3", ["-m", "venv", path.join(folder, "venv")]);
    const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"];
    await run(made.command, [...install, "--requirement", requirements, made.sdk]);
    fs.writeFileSync(finished, "");
  });
  return made;
}

/** Two files of tests run at a time, each in a process: one makes the environment, the other waits for it. */
async function alone(work: () => Promise<void>): Promise<void> {
  fs.mkdirSync(cache, { recursive: true });
  while (!isOurs()) await sleep(200);
  try {
    await work();
  } finally {
    fs.rmSync(lock);
  }
}

/** The lock of a process that is gone counts no more. */
function isOurs(): boolean {
  try {
    fs.writeFileSync(lock, `${process.pid}`, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  try {
    process.kill(Number(fs.readFileSync(lock, "utf8")), 0);
  } catch {
    fs.rmSync(lock, { force: true });
  }
  return false;
}
