/** Why a program failed, as a person is told. */
import * as path from "node:path";

/** The account's refusals in its own words; the engine repeats them with more around them. */
export function reasonOf(
  refused: readonly string[],
  told: readonly string[],
  /** What is left to quote, the best first. */
  written: readonly string[],
  folder: string,
): string {
  const reasons = refused.map((text) => text.replace(/^failed to \w+ (new )?resource .*?\]: /, ""));
  const others = told.filter((text) => !reasons.some((reason) => text.includes(reason)));
  const all = [...new Set([...refused, ...others.map((text) => withoutFrames(text, folder))])];
  if (all.length > 0) return all.join("\n");
  const rest = written.map((text) => text.trim()).find((text) => text !== "");
  return withoutFrames(rest ?? "Pulumi's engine failed, and did not say why.", folder);
}

const frame = /^\s*File "([^"]+)", line \d+/;

/** Of a traceback of Python only the lines of the program itself, and what to do where a package is missing. */
function withoutFrames(text: string, folder: string): string {
  if (!text.includes("Traceback (most recent call last)")) return text;
  const kept: string[] = [];
  let isOurs = true;
  for (const line of text.split("\n")) {
    const file = frame.exec(line)?.[1];
    if (file !== undefined) {
      isOurs = isInProgram(file, folder);
    } else if (!/^\s/.test(line)) {
      isOurs = true;
    }
    if (isOurs && !line.startsWith("Traceback (most recent")) kept.push(line);
  }
  const missing = /^ModuleNotFoundError: .*$/m.exec(text) !== null;
  const remedy = `Install what the program needs: cd ${folder} && pulumi install`;
  return [...kept, ...(missing ? [remedy] : [])].join("\n").trim();
}

function isInProgram(file: string, folder: string): boolean {
  // "<frozen runpy>"
  if (file.startsWith("<")) return false;
  const relative = path.relative(folder, path.resolve(folder, file));
  return !relative.startsWith("..") && !/(^|[/\\])(site-packages|\.?venv)[/\\]/.test(relative);
}
