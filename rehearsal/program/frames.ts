/** Lines of a stack trace that are of the program's own code. */
import * as path from "node:path";
import { fileURLToPath } from "node:url";
import { isDependency } from "./hook";

/** Where the rehearsal's own code is, and in this repository the component package too. */
const own = path.resolve(__dirname, "../..");

/** How many of them are told: the rest is how the program got there. */
const most = 5;

/** Each as `FILE:LINE:COLUMN`, seen from the program's folder. */
export function programFrames(stack: string, folder: string): string[] {
  const frames = stack.split("\n").filter((line) => /^\s+at /.test(line));
  const places = frames.flatMap((frame) => placeOf(frame.trim(), folder) ?? []);
  return [...new Set(places)].slice(0, most);
}

function placeOf(frame: string, folder: string): string | undefined {
  const [, named, line, column] =
    /(?:\(|^at (?:async )?)((?:file:\/\/)?\/.*?):(\d+):(\d+)\)?$/.exec(frame) ?? [];
  if (named === undefined) return undefined;
  const file = named.startsWith("file:") ? fileURLToPath(named) : named;
  const isProgram = isWithin(folder, file) || !isWithin(own, file);
  if (!isProgram || isDependency(file)) return undefined;
  return `${path.relative(folder, file)}:${line}:${column}`;
}

const isWithin = (folder: string, file: string): boolean => file.startsWith(folder + path.sep);
