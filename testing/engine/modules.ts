/** Each deployment loads the program anew; packages, this one among them, stay loaded. */
import * as fs from "node:fs";
import { createRequire } from "node:module";
import * as path from "node:path";

const { cache } = createRequire(__filename);

/** The folder of this package. */
function packageRoot(folder: string): string {
  const parent = path.dirname(folder);
  const found = fs.existsSync(path.join(folder, "package.json")) || parent === folder;
  return found ? folder : packageRoot(parent);
}

const root = packageRoot(__dirname);
const own = ["dist", "components", "contract", "iam", "testing", "index.ts"].map((name) =>
  path.join(root, name),
);

/** Whether a module belongs to the consumer, and not to a package. */
function isProgram(file: string): boolean {
  if (file.split(path.sep).includes("node_modules")) return false;
  // Where this package is a symbolic link, it is not below node_modules.
  return !own.some((place) => file === place || file.startsWith(place + path.sep));
}

/** Forgets the modules that were loaded between this call and the call of what it returns. */
export function forgetNewModules(): () => void {
  // A runner with modules of its own (jest, vitest) has no such cache, or hides it.
  const before = new Set(Object.keys(cache ?? {}));
  return () => {
    for (const file of Object.keys(cache ?? {})) {
      if (!before.has(file) && isProgram(file)) delete cache[file];
    }
  };
}
