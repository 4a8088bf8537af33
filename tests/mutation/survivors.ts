/** Mutants that no test notices, and why each may stay: known-survivors.json, which people write. */
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./rooms";

/** What Stryker says of one mutant, as far as it is used here. */
export interface Mutant {
  readonly fileName: string;
  readonly status: string;
  readonly replacement?: string;
  readonly location: { readonly start: { readonly line: number; readonly column: number } };
}

/** Where a mutant is, in words that hold when lines are added above it. */
export interface Place {
  readonly file: string;
  /** The line as it stands in the file, without the space around it. */
  readonly line: string;
  /** What the mutant puts into that line, itself on one line. */
  readonly mutant: string;
}

export interface Survivor extends Place {
  readonly why: string;
}

export const known: readonly Survivor[] = JSON.parse(
  readFileSync(path.join(__dirname, "known-survivors.json"), "utf8"),
);

export function placeOf({ fileName, replacement = "", location }: Mutant): Place {
  const file = path.relative(root, fileName).split(path.sep).join("/");
  const lines = readFileSync(path.join(root, file), "utf8").split("\n");
  return {
    file,
    line: lines[location.start.line - 1].trim(),
    mutant: replacement.replace(/\s+/g, " "),
  };
}

/** Why it may stay; undefined where nobody has said so. */
export function reasonFor({ file, line, mutant }: Place): string | undefined {
  return known.find((one) => one.file === file && one.line === line && one.mutant === mutant)?.why;
}
