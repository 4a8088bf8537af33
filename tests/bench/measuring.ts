/** Measurements in fresh processes, and how they are shown. */
import { execFileSync } from "node:child_process";
import * as path from "node:path";

export interface Measurement {
  readonly milliseconds: number;
  readonly resources?: number;
}

export const rounds = 5;

/** Runs `measure-<what>.ts` in a process of its own. */
export function measure(what: string, ...args: string[]): Measurement {
  const script = path.join(__dirname, `measure-${what}.ts`);
  const command = ["-r", "./tools/register", script, ...args];
  return JSON.parse(execFileSync(process.execPath, command, { encoding: "utf8" })) as Measurement;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export function row(cells: readonly (string | number)[]): void {
  console.log(cells.map((cell) => String(cell).padStart(14)).join(""));
}
