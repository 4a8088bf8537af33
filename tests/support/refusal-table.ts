/** Runs tables of refusals: what a program gives, which argument the error names, in which words. */
import * as assert from "node:assert/strict";
import { assertRefusal, namesOf, refusedAtOnce } from "./components";
import { attempt } from "./mocks";

type Program = () => unknown;

export interface Refused {
  /** What is refused: the test's title, behind its subject. */
  readonly title: string;
  /** Programs that are refused while they run, before any resource is registered. */
  readonly plain?: Program | readonly Program[];
  /** Programs that are refused when their outputs resolve. */
  readonly later?: Program | readonly Program[];
  /** Types of which nothing is then registered: they would carry the value. */
  readonly carrier?: string | readonly string[];
  readonly path: string;
  readonly reason: string;
}

/** One test a row. */
export function refuses(rows: readonly Refused[]): void {
  for (const row of rows) {
    const { title, path, reason } = row;
    it(title, async () => {
      const [plain, later] = [listOf(row.plain), listOf(row.later)];
      assert.ok(plain.length + later.length > 0, "nothing is tried");
      for (const program of plain) await refusedAtOnce(program, path, reason);
      for (const program of later) await refusedWhenKnown(program, row);
    });
  }
}

async function refusedWhenKnown(program: Program, row: Refused): Promise<void> {
  const { thrown, rejected, resources } = await attempt(program);
  assert.equal(thrown, undefined);
  assert.ok(rejected.length > 0, "nothing failed: a bad output passed silently");
  assertRefusal(rejected[0], row.path, row.reason);
  for (const type of listOf(row.carrier)) assert.deepEqual(namesOf(resources, type), []);
}

const listOf = <T extends string | Program>(value: T | readonly T[] = []): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : [value as T];
