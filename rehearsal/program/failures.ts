/** Words a program's error for the person who runs it. */
import * as path from "node:path";
import { inspect } from "node:util";

/** One error as text: the message, and the program's own line where that helps. */
export function describe(error: unknown, folder: string): string {
  if (!(error instanceof Error)) return typeof error === "string" ? error : inspect(error);
  const known = error as Error & {
    propertyPath?: string;
    errors?: { propertyPath: string; reason: string }[];
  };
  if (known.propertyPath !== undefined) {
    return withPath(known.propertyPath, error.message);
  }
  if (Array.isArray(known.errors) && known.errors.every((e) => e?.propertyPath !== undefined)) {
    const lines = known.errors.map((e) => withPath(e.propertyPath, e.reason));
    return [error.message, ...lines].filter((line) => line !== "").join("\n");
  }
  // Pulumi puts more words before this one when a resource that depends on it fails too.
  const refused = /failed to (register new|read) resource [^]*/.exec(error.message)?.[0];
  if (refused !== undefined) return refused;
  if (isWorded(error)) return error.message;
  const line = programLine(error, folder);
  const named = error.name === "Error" ? error.message : `${error.name}: ${error.message}`;
  return line === undefined ? named : `${named}\n    at ${line}`;
}

/** All errors of one run; an error that made others fail is told once. */
export function describeAll(errors: Iterable<unknown>, folder: string): string {
  return [...new Set([...errors].map((error) => describe(error, folder)))].join("\n");
}

function withPath(propertyPath: string, reason: string): string {
  return reason.includes(propertyPath) ? reason : `${reason} (property ${propertyPath})`;
}

/** Errors whose text says by itself what happened, so that a line of code would not add to it. */
function isWorded(error: Error): boolean {
  const marks = error as { __pulumiRunError?: boolean; hideStack?: boolean };
  return marks.__pulumiRunError === true || marks.hideStack === true;
}

function programLine(error: Error, folder: string): string | undefined {
  const frames = (error.stack ?? "").split("\n").map((frame) => frame.trim());
  for (const frame of frames) {
    const place = /\(?((?:file:\/\/)?\/[^():]+:\d+:\d+)\)?$/.exec(frame)?.[1];
    const file = place?.replace(/^file:\/\//, "");
    if (file?.startsWith(folder + path.sep) && !file.includes(`${path.sep}node_modules${path.sep}`))
      return path.relative(folder, file);
  }
  return undefined;
}
