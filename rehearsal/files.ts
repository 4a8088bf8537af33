/** Folders of files, copied so that nothing from outside the folder comes along. */
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";

/**
 * The files under a folder as relative paths with `/`, sorted. Links are followed; a link that
 * leads out of the folder is an error, so that an artifact cannot carry off a file of the machine.
 */
export function filesUnder(root: string, skip: ReadonlySet<string> = new Set()): string[] {
  const real = fs.realpathSync(root);
  const found: string[] = [];
  collect(real, "", [real]);
  return found.sort();

  function collect(folder: string, prefix: string, above: string[]): void {
    for (const name of fs.readdirSync(folder)) {
      if (skip.has(name)) continue;
      const relative = `${prefix}${name}`;
      const target = insideOf(real, path.join(folder, name), relative);
      const kind = fs.statSync(target);
      if (kind.isFile()) found.push(relative);
      else if (kind.isDirectory()) {
        if (above.includes(target)) throw new Error(`Link ${relative} leads back to itself.`);
        collect(target, `${relative}/`, [...above, target]);
      } else throw new Error(`${relative} is neither a file nor a folder.`);
    }
  }
}

function insideOf(root: string, file: string, relative: string): string {
  let target: string;
  try {
    target = fs.realpathSync(file);
  } catch {
    throw new Error(`Link ${relative} leads to nothing.`);
  }
  if (isWithin(root, target)) return target;
  throw new Error(`Link ${relative} leads out of its folder, to ${target}.`);
}

/** True when `file` is `folder` or under it. Both absolute. */
export function isWithin(folder: string, file: string): boolean {
  return file === folder || file.startsWith(folder.endsWith(path.sep) ? folder : folder + path.sep);
}

/** Copies files into a folder, which is made. */
export function copyFiles(from: string, files: readonly string[], to: string): void {
  fs.mkdirSync(to, { recursive: true });
  for (const file of files) {
    const target = path.join(to, file);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(path.join(from, file), target);
  }
}

/** Copies a whole folder. */
export function copyFolder(from: string, to: string): void {
  copyFiles(from, filesUnder(from), to);
}

/** A digest of names and contents: the same files give the same digest anywhere. */
export function digestOf(
  root: string,
  algorithm: "md5" | "sha1",
  files: readonly string[] = filesUnder(root),
): string {
  const hash = createHash(algorithm);
  for (const file of files) {
    const content = createHash(algorithm).update(fs.readFileSync(path.join(root, file)));
    hash.update(`${file}\0${content.digest("hex")}\n`);
  }
  return hash.digest("hex");
}

/** A glob of CodeBuild's as a test of relative paths: `**`, `*` and `?`, files with a dot included. */
export function glob(pattern: string): (file: string) => boolean {
  const source = pattern
    .replace(/^\.\//, "")
    // Repeats mean the same as one, and would make the match take exponential time.
    .replace(/(?:\*\*\/)+/g, "**/")
    .replace(/\*{3,}/g, "**")
    .replace(/[\\^$.+()[\]{}|]/g, "\\$&")
    .replace(/\*\*\/|\*\*|\*|\?/g, (part) => globParts[part]);
  const expression = new RegExp(`^${source}$`);
  return (file) => expression.test(file);
}

const globParts: Record<string, string> = {
  "**/": "(?:[^/]+/)*",
  "**": ".*",
  "*": "[^/]*",
  "?": "[^/]",
};
