import { fork } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { readProject } from "../../../../../rehearsal/program/project";

export type Files = Readonly<Record<string, string>>;

const root = path.join(__dirname, "../../../../..");

/** Settings that every program has here. */
const settings: Files = {
  "Pulumi.yaml": "name: web\nruntime: nodejs\n",
  "Pulumi.rehearsal.yaml": "config:\n  aws:region: eu-west-1\n",
};

/** Writes the files of a program into a folder of its own, with a space and a letter that is not ASCII. */
export function programOf(files: Files): string {
  const folder = fs.mkdtempSync(path.join(fs.realpathSync(os.tmpdir()), "program é "));
  for (const [name, text] of Object.entries({ ...settings, ...files })) {
    const file = path.join(folder, name);
    fs.mkdirSync(path.dirname(file), { recursive: true });
    fs.writeFileSync(file, text);
  }
  return folder;
}

export interface Loaded {
  readonly exported?: Record<string, unknown>;
  readonly thrown?: { readonly name: string; readonly message: string; readonly stack: string };
  /** As the rehearsal tells it. */
  readonly described?: string;
}

/** Loads a program in a process of its own. */
export function load(folder: string): Promise<Loaded> {
  const project = readProject(folder);
  const { cwd, nodejs } = project;
  const register = path.join(root, "tools/register.js");
  const child = fork(register, [JSON.stringify(project)], {
    cwd,
    execArgv: [
      "-r",
      register,
      "-r",
      path.join(__dirname, "load-child.ts"),
      ...nodejs.nodeArguments,
    ],
  });
  return new Promise((resolve, reject) => {
    child.on("message", (message: Loaded) => {
      resolve(message);
      child.disconnect();
    });
    child.on("exit", (code) => reject(new Error(`It ended with ${code}.`)));
  });
}

/** Loads a program that consists of these files. */
export async function loaded(files: Files): Promise<Loaded> {
  const folder = programOf(files);
  try {
    return await load(folder);
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}
