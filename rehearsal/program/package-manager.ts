/** What to type to install something, with the package manager that the program uses. */
import * as fs from "node:fs";
import * as path from "node:path";
import { manifestsAround } from "./manifest";

const lockfiles = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["bun.lock", "bun"],
  ["bun.lockb", "bun"],
  ["package-lock.json", "npm"],
] as const;

type Manager = "npm" | "pnpm" | "yarn" | "bun";

interface Installation {
  readonly manager: Manager;
  /** Where to type it: the folder of the lockfile, else of the nearest package.json. */
  readonly folder: string;
}

/** Goes by the nearest lockfile: of a workspace it stands above its packages. */
export function installationOf(cwd: string): Installation {
  for (let at = cwd; ; at = path.dirname(at)) {
    const found = lockfiles.find(([name]) => fs.existsSync(path.join(at, name)));
    if (found !== undefined) return { manager: found[1], folder: at };
    if (path.dirname(at) === at) break;
  }
  const [manifest = path.join(cwd, "package.json")] = manifestsAround(cwd);
  return { manager: "npm", folder: path.dirname(manifest) };
}

/** Installs what package.json names already. */
export const installCommand = ({ manager }: Installation): string => `${manager} install`;

/** Adds a package to the program's dependencies. */
export function addCommand(cwd: string, name: string, kind: "run" | "develop" = "run"): string {
  const { manager } = installationOf(cwd);
  if (manager === "npm") return `npm install ${kind === "run" ? "" : "--save-dev "}${name}`;
  return `${manager} add ${kind === "run" ? "" : "--dev "}${name}`;
}
