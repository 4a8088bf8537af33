/** The package as Pulumi starts it for programs of other languages: a plugin of its own. */
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

export const packageName = "codepipeline-approvals";

/** True where a language host, or another command, is on PATH. */
export function onPath(command: string): boolean {
  const folders = (process.env.PATH ?? "").split(path.delimiter);
  return folders.some((folder) => folder !== "" && fs.existsSync(path.join(folder, command)));
}

/** What Pulumi's Node host runs for a plugin: `cmd/run-plugin`, found from the plugin's folder. */
function runner(folder: string): string {
  const find = 'process.stdout.write(require.resolve("@pulumi/pulumi/cmd/run-plugin"))';
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", find], {
    cwd: folder,
    encoding: "utf8",
  });
  if (stdout === "") throw new Error(`${folder} has no Pulumi SDK: npm install there. ${stderr}`);
  return stdout;
}

/** Coverage of what the plugin runs is measured elsewhere; here it only takes time. */
const environment = { ...process.env, NODE_V8_COVERAGE: "", PULUMI_NODEJS_TYPESCRIPT: "true" };

/**
 * What stands for the package on the command line of `pulumi package`: its folder where the Node
 * host is on PATH, else a command that starts the plugin as the host does.
 */
export function packageSource(folder: string, scratch: string): string {
  if (onPath("pulumi-language-nodejs")) return folder;
  const command = path.join(scratch, `pulumi-resource-${packageName}`);
  const words = [process.execPath, runner(folder), folder].map((word) => `'${word}'`);
  const script = `#!/bin/sh\nPULUMI_NODEJS_TYPESCRIPT=true exec ${words.join(" ")} "$@"\n`;
  fs.writeFileSync(command, script, { mode: 0o755 });
  return command;
}

export interface Plugin {
  /** On 127.0.0.1: `PULUMI_DEBUG_PROVIDERS=codepipeline-approvals:PORT` attaches it. */
  readonly port: number;
  /** What it has written so far, but for the port. */
  log(): string;
  stop(): Promise<void>;
}

/** Starts the plugin of a folder with `cwd` as the consumer's project, and waits for its port. */
export async function startPlugin(folder: string, cwd: string): Promise<Plugin> {
  const args = [runner(folder), folder, "127.0.0.1:1"];
  const child = spawn(process.execPath, args, { cwd, env: environment });
  const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
  const { port, log } = await firstLine(child);
  return {
    ...{ port, log },
    stop: () => {
      child.kill();
      return ended;
    },
  };
}

function firstLine(child: ChildProcess): Promise<{ port: number; log(): string }> {
  let out = "";
  let rest = "";
  child.stderr!.on("data", (data) => (rest += data));
  return new Promise((resolve, reject) => {
    child.once("exit", () => reject(new Error(`The plugin ended at once: ${out}${rest}`)));
    child.stdout!.on("data", (data) => {
      out += data;
      const [line, ...more] = out.split("\n");
      if (more.length > 0) resolve({ port: Number(line), log: () => more.join("\n") + rest });
    });
  });
}
