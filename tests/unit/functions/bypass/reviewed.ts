/** A break-glass role that was used, and the hours after it. */
import { byUser } from "./uses";
import { decidedRun, endOf, glassGate, iamGate, session } from "./fixtures";
import { BypassWorld } from "./support";

/** Milliseconds. */
export const hour = 3_600_000;
export const day = 24 * hour;

export const reason = "Checkout was down.";

/** Mallory has approved with the role of the gate in Slack, and the function was told. */
export async function broken(
  change: (world: BypassWorld) => void = () => undefined,
): Promise<BypassWorld> {
  const world = used(change);
  await world.run(endOf("SUCCEEDED"));
  return world;
}

/** The same, before the function was told. */
export function used(change: (world: BypassWorld) => void = () => undefined): BypassWorld {
  const world = new BypassWorld();
  world.gates = [glassGate, iamGate];
  world.runs.push(decidedRun(session("orders-glass", "mallory")));
  change(world);
  return world;
}

/** Time passes, what has expired is deleted, and sweep looks. */
export async function looked(world: BypassWorld, milliseconds = hour): Promise<void> {
  world.clock.advance(milliseconds / 1000);
  world.bypasses.expire(world.clock.now());
  await world.sweep();
}

/** Somebody else reviews everything, and the hub sees it. */
export async function reviewed(world: BypassWorld): Promise<void> {
  for (const { id } of world.bus) world.written.put(id, { reviewer: byUser("ann"), reason });
  await looked(world);
}
