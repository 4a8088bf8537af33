/** Where in its file a JavaScript program cannot be read: Node.js does not always say. */
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { SyntaxProblem } from "./problems";

/** JavaScript of the program that was loaded as ES modules, in order. */
const loadedModules: string[] = [];

export function noteModule(file: string): void {
  loadedModules.push(file);
}

/** The error with its place, which Node.js puts above the stack trace, and not at all for ES modules. */
export function withPlace(error: unknown): unknown {
  if (!(error instanceof SyntaxError)) return error;
  const { stack = "", message } = error;
  const found = placed(stack, message);
  if (found !== undefined) return found;
  if (!stack.includes("compileSourceTextModule")) return error;
  for (const file of loadedModules.reverse()) {
    const { status, stderr } = spawnSync(process.execPath, ["--check", file], { encoding: "utf8" });
    if (status !== 0) return placed(stderr, message) ?? error;
  }
  return error;
}

/** `FILE:LINE`, the line itself, and a mark below the column. */
function placed(text: string, message: string): SyntaxProblem | undefined {
  const [, named, line, mark = ""] = /^((?:file:\/\/)?\/.*):(\d+)\n.*\n(\s*)\^/.exec(text) ?? [];
  if (named === undefined) return undefined;
  const file = named.startsWith("file:") ? fileURLToPath(named) : named;
  return new SyntaxProblem(message, { file, line: Number(line), column: mark.length + 1 });
}
