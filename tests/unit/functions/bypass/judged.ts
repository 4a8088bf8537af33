/** What a run of the function says, in short. */
import * as assert from "node:assert/strict";
import { BypassWorld } from "./support";

export const approve = "orders/production/approve";
export const sign = "orders/release/sign";

/** Kind, gates and who. */
export const said = (world: BypassWorld): string[] =>
  world.bus.map(({ kind, gates, actor }) => `${kind} ${gates.join(" ")} ${actor?.displayName}`);

export async function after(
  event: unknown,
  change: (world: BypassWorld) => void = () => undefined,
): Promise<BypassWorld> {
  const world = new BypassWorld();
  change(world);
  await world.run(event);
  assert.equal(world.mails.length, world.bus.length);
  return world;
}

/** What a call about the gate in Slack names. */
export const asked = { pipelineName: "orders", stageName: "production" };
