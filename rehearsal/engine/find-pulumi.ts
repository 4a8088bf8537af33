/** The Pulumi CLI of this machine, which runs programs in other languages than Node.js. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";
import { projectFileOf, runtimeOf } from "../program/project";

export interface PulumiCli {
  /** The `pulumi` command. */
  readonly command: string;
  /** The program's language host. */
  readonly host: string;
}

/** The oldest that lets a language host be attached. */
const oldest: readonly [number, number] = [3, 200];
const installing = "https://www.pulumi.com/docs/install/";

interface Machine {
  readonly environment: NodeJS.ProcessEnv;
  /** What `pulumi version` prints. */
  readonly versionOf: (command: string) => string;
}

const thisMachine: Machine = {
  environment: process.env,
  versionOf: (command) => spawnSync(command, ["version"], { encoding: "utf8" }).stdout ?? "",
};

/** Refuses a program that nothing on this machine can run; undefined for one in Node.js, which needs no CLI. */
export function findPulumi(programDir: string, machine = thisMachine): PulumiCli | undefined {
  const runtime = runtimeOf(programDir);
  if (runtime === "nodejs") return undefined;
  const { PULUMI_CLI_ROOT: root, PATH = "" } = machine.environment;
  const refuse = (reason: string): never => {
    const file = projectFileOf(programDir);
    throw new Error(
      `The runtime of ${file} is ${runtime}: only Pulumi's own engine runs such a program, and ${reason}`,
    );
  };
  const folders = PATH.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  const command = root === undefined ? find("pulumi", folders) : inFolder("pulumi", `${root}/bin`);
  if (command === undefined) {
    const where =
      root === undefined ? "there is no `pulumi` on the PATH." : `${root}/bin has no \`pulumi\`.`;
    return refuse(
      `${where} Install the Pulumi CLI (${installing}), or set PULUMI_CLI_ROOT to the folder whose bin has it.`,
    );
  }
  const [text, ...version] = /v?(\d+)\.(\d+)\.\d+/.exec(machine.versionOf(command)) ?? [];
  const [major, minor] = version.map(Number);
  if (text === undefined || major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
    return refuse(
      `${command} is ${text ?? "of an unknown version"}. Install ${oldest.join(".")}.0 or later (${installing}).`,
    );
  }
  const name = `pulumi-language-${runtime}`;
  const beside = path.dirname(fs.realpathSync(command));
  const host = find(name, [path.dirname(command), beside, ...folders]);
  return host === undefined
    ? refuse(
        `${name} is neither beside ${command} nor on the PATH. Install the whole Pulumi CLI (${installing}).`,
      )
    : { command, host };
}

function find(name: string, folders: readonly string[]): string | undefined {
  return folders.map((folder) => inFolder(name, folder)).find((file) => file !== undefined);
}

function inFolder(name: string, folder: string): string | undefined {
  const file = path.join(folder, name);
  try {
    fs.accessSync(file, fs.constants.X_OK);
    return fs.statSync(file).isFile() ? file : undefined;
  } catch {
    return undefined;
  }
}
