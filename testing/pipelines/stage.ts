/** One stage of a registered pipeline. */
import { assertSame } from "../engine/failure";
import type { Json } from "../engine/plain";
import type { PipelineAction } from "./action";
import type { GatedStage } from "./gating";

/** A stage as the program registered it. */
export class DeployedStage {
  readonly name: string;
  /** The stage block: plain JSON, without what the program left out. */
  readonly block: { readonly [key: string]: Json };
  /** Its actions, by runOrder. */
  readonly actions: readonly PipelineAction[];
  /** Name of its pipeline. */
  readonly pipeline: string;

  /** Made by `deploy`. */
  constructor(pipeline: string, { name, block, actions }: GatedStage) {
    this.pipeline = pipeline;
    this.name = name;
    this.block = withoutNothing(block) as { [key: string]: Json };
    this.actions = actions;
  }

  /**
   * The stage block is exactly this one: no key more, none less. A key of which the value is
   * undefined or null counts as left out, on both sides.
   */
  assertEquals(expected: object): void {
    const words = `Stage "${this.name}" of pipeline "${this.pipeline}" is not the expected block.`;
    assertSame(this.block, withoutNothing(expected), words, this.assertEquals);
  }
}

/** Pulumi leaves out what is undefined or null in an object. */
function withoutNothing(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNothing);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, item]) => item !== undefined && item !== null)
      .map(([key, item]) => [key, withoutNothing(item)]),
  );
}
