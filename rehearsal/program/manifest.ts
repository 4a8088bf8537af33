/** The package.json files around a program. */
import * as fs from "node:fs";
import * as path from "node:path";

/** Those of the folder and of all above it, the nearest first. */
export function manifestsAround(folder: string): string[] {
  const found: string[] = [];
  for (let at = folder; ; at = path.dirname(at)) {
    const file = path.join(at, "package.json");
    if (fs.existsSync(file)) found.push(file);
    if (path.dirname(at) === at) return found;
  }
}

/** What one says; an error names the file. */
export function readManifest(file: string): Record<string, any> {
  const text = fs.readFileSync(file, "utf8").replace(/^\uFEFF/, "");
  try {
    return JSON.parse(text) ?? {};
  } catch (error) {
    throw new Error(`${file} is not valid JSON: ${(error as Error).message}`, { cause: error });
  }
}
