/** Words a program's error for the person who runs it. */
import * as path from "node:path";
import { inspect } from "node:util";
import { programFrames } from "./frames";
import { missingModule } from "./missing-modules";
import { SyntaxProblem, UncompiledDependency } from "./problems";
import { withPlace } from "./syntax-errors";
import type { Place } from "./typescript";

/** One error as text: the message, and the program's own lines where they help. */
export function describe(thrown: unknown, place: Place): string {
  const error = withPlace(thrown);
  if (!(error instanceof Error)) return typeof error === "string" ? error : inspect(error);
  const worded = ofProperties(error) ?? ofFile(error, place) ?? ofPulumi(error);
  if (worded !== undefined) return worded;
  const frames = programFrames(error.stack ?? "", place.cwd).map((frame) => `\n    at ${frame}`);
  const named = error.name === "Error" ? error.message : `${error.name}: ${error.message}`;
  return `${named}${frames.join("")}`;
}

/** All errors of one run; an error that made others fail is told once. */
export function describeAll(errors: Iterable<unknown>, place: Place): string {
  return [...new Set([...errors].map((error) => describe(error, place)))].join("\n");
}

/** What an input is refused for. */
function ofProperties(error: Error): string | undefined {
  const known = error as Error & {
    propertyPath?: string;
    errors?: { propertyPath: string; reason: string }[];
  };
  if (known.propertyPath !== undefined) return withPath(known.propertyPath, error.message);
  if (!Array.isArray(known.errors)) return undefined;
  if (!known.errors.every((one) => one?.propertyPath !== undefined)) return undefined;
  const lines = known.errors.map((one) => withPath(one.propertyPath, one.reason));
  return [error.message, ...lines].filter((line) => line !== "").join("\n");
}

function withPath(propertyPath: string, reason: string): string {
  return reason.includes(propertyPath) ? reason : `${reason} (property ${propertyPath})`;
}

/** What cannot be loaded: its place is in a file, not in what called what. */
function ofFile(error: Error, place: Place): string | undefined {
  if (error instanceof UncompiledDependency) return error.message;
  if (!(error instanceof SyntaxProblem)) return missingModule(error, place);
  const { file, line, column } = error.place;
  return `${path.relative(place.cwd, file)}:${line}:${column}: ${error.name}: ${error.message}`;
}

/** What Pulumi words, or carries from the account. A line of code would not add to it. */
function ofPulumi(error: Error): string | undefined {
  const { key, __pulumiRunError, hideStack } = error as Error & {
    key?: string;
    __pulumiRunError?: boolean;
    hideStack?: boolean;
  };
  // Pulumi puts more words before this one when a resource that depends on it fails too.
  const refused = /failed to (register new|read) resource [^]*/.exec(error.message)?.[0];
  if (refused !== undefined) return refused;
  // What could not be looked up is told by every property that it would have become.
  const asked = /^(?:error serializing property "[^"]*": )+([^]*)$/.exec(error.message)?.[1];
  if (asked !== undefined) return asked;
  if (__pulumiRunError !== true && hideStack !== true) return undefined;
  const [first] = error.message.split("\n");
  return key !== undefined && first.startsWith("Missing required configuration")
    ? `${first}. Write into Pulumi.rehearsal.yaml, below config:\n  ${key}: its value`
    : error.message;
}

/** Nothing is left that could go on, and this is still waited for: outputs by name, or the program itself. */
export function neverResolved(outputs: ReadonlySet<string> | undefined): string {
  const what =
    outputs === undefined
      ? "a promise that it awaits"
      : `what it exports as ${[...outputs].map((name) => `\`${name}\``).join(", ")}`;
  return `The program ended while ${what} was never resolved.`;
}
