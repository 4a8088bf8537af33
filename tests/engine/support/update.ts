/** An update whose preview told the truth, and after which nothing differs. */
import assert from "node:assert/strict";
import { lines } from "../changes/types";
import type { EngineStack, Program } from "./engine-stack";

/** Answers what it does, a line for each resource. */
export async function updateTo(stack: EngineStack, next: Program): Promise<string[]> {
  const planned = lines(await stack.preview(next));
  assert.deepEqual(lines(await stack.up(next)), planned);
  assert.deepEqual(await stack.preview(), []);
  assert.deepEqual(await stack.refresh(), []);
  return planned;
}
