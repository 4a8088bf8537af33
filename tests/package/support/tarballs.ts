/** The packages of this repository as npm packs them, and empty projects that install them. */
import { execFileSync } from "node:child_process";
import * as fs from "node:fs";
import * as path from "node:path";

export const root = path.resolve(__dirname, "../../..");

/** Runs a command and hands back what it printed; its output is part of the error if it fails. */
export function sh(cwd: string, command: string, ...args: string[]): string {
  return execFileSync(command, args, {
    cwd,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
    // A program of npm's that runs below `npm run` would take this repository for its project.
    env: withoutNpm(process.env),
  });
}

/** The environment of a person's shell: nothing that npm tells the scripts of this repository. */
export function withoutNpm(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(environment).filter(
    ([name]) => !/^(npm_(?!config_cache)|INIT_CWD|NODE_V8_COVERAGE)/i.test(name),
  );
  return Object.fromEntries(kept);
}

export interface Tarball {
  readonly file: string;
  /** What is in it, sorted. */
  readonly files: readonly string[];
}

/** Packs what is built. `workspace` is the folder of a package other than the repository's own. */
export function pack(destination: string, workspace?: string): Tarball {
  const which = workspace === undefined ? [] : ["--workspace", workspace];
  const options = ["--json", "--ignore-scripts", "--pack-destination", destination];
  const packed: unknown = JSON.parse(sh(root, "npm", "pack", ...options, ...which));
  // npm 11 and later key the report by package name, earlier ones list it.
  const [entry] = (Array.isArray(packed) ? packed : Object.values(packed as object)) as {
    filename: string;
    files: { path: string }[];
  }[];
  return {
    file: path.join(destination, entry.filename),
    files: entry.files.map((file) => file.path).sort(),
  };
}

/** An empty project with these files, and these packages installed in it from npm or from tarballs. */
export function project(
  folder: string,
  files: Readonly<Record<string, string>>,
  packages: readonly string[],
): string {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  if (packages.length > 0) {
    sh(folder, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", ...packages);
  }
  return folder;
}
