/** What the program's process prints, and what it must not leave unsaid. */
import * as fs from "node:fs";
import { inspect } from "node:util";
import { programFrames } from "./frames";

const repeated = /^error: \[runtime\] Error serializing arguments for (invoke|call) /;

/** Pulumi prints these errors with its own stack trace, and throws them as well. */
export function hushRepeats(): void {
  const { error } = console;
  console.error = (...values: unknown[]) => {
    if (!repeated.test(String(values[0]))) error.apply(console, values);
  };
}

/** A program that ends its process says no more; where it did so is printed before. */
export function tellExits(): void {
  const exit = process.exit.bind(process);
  process.exit = (code) => {
    const [place] = programFrames(new Error().stack ?? "", process.cwd());
    const where = place === undefined ? "" : ` at ${place}`;
    // Nothing but this is written out before the process ends.
    fs.writeSync(2, `process.exit(${code === undefined ? "" : inspect(code)})${where}\n`);
    return exit(code);
  };
}
