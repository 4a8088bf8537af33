/** Loads a program from its entry point, as `pulumi up` does. */
import * as fs from "node:fs";
import * as path from "node:path";
import { pathToFileURL } from "node:url";
import { kindOf, registerTypeScript } from "./hook";
import { noticesOf } from "./notices";
import type { Project } from "./project";

/** Loads it, and answers what it exports. */
export async function loadProgram(project: Project, require: NodeJS.Require): Promise<unknown> {
  if (project.nodejs.typescript) registerTypeScript(project);
  const file = fileOf(project.program, require);
  for (const notice of noticesOf(project, file)) console.warn(notice);
  const exported = kindOf(file) === "module" ? await imported(file) : require(file);
  return typeof exported === "function" ? exported() : exported;
}

/** The file that a folder stands for. */
export function fileOf(program: string, { resolve }: NodeJS.Require): string {
  if (!fs.statSync(program).isDirectory()) return program;
  const candidates = ["index.js", "index.mjs", "index.ts", "index.mts"];
  const isModule = kindOf(path.join(program, "index.js")) === "module";
  const index = candidates.find((name) => fs.existsSync(path.join(program, name)));
  // Of CommonJS, Node.js itself knows best: a `main` without its ending, for example.
  return isModule && index !== undefined ? path.join(program, index) : resolve(program + path.sep);
}

async function imported(file: string): Promise<unknown> {
  const exported: Record<string, unknown> = await import(pathToFileURL(file).href);
  if (!Object.hasOwn(exported, "default")) return exported;
  if (Object.keys(exported).length === 1) return exported.default;
  throw new Error(
    `${path.basename(file)} has a default export and named ones. Pulumi takes either as the ` +
      "stack's outputs, and refuses both.",
  );
}
