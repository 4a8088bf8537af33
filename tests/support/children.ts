/**
 * The resources that a component registers, by name, type and parent: one golden of all of them.
 * After a change that is meant: UPDATE_GOLDEN=1 mocha FILE, and read the difference.
 */
import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import { shape } from "./components";
import type { Registered } from "./mocks";

const file = path.join(__dirname, "../unit/components/golden/children.json");

/** Asserts that these are the resources of the program that the golden knows by this text. */
export function assertChildren(program: string, resources: readonly Registered[]): void {
  const known = JSON.parse(fs.readFileSync(file, "utf8")) as Record<string, string[]>;
  if (process.env.UPDATE_GOLDEN === "1") {
    known[program] = shape(resources);
    const sorted = Object.fromEntries(Object.entries(known).sort(([a], [b]) => (a < b ? -1 : 1)));
    fs.writeFileSync(file, `${JSON.stringify(sorted, undefined, 2)}\n`);
  }
  assert.deepEqual(shape(resources), known[program]);
}
