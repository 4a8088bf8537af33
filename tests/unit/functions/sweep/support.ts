import type { World } from "../support/world";

/** Who decides in the console. */
export const inConsole = "arn:aws:iam::111122223333:user/ann";

/** Sweeps every five minutes, for as long as a notification may be late and until the next full hour. */
export async function sweepFor(world: World, minutes: number): Promise<void> {
  for (let passed = 0; passed < minutes; passed += 5) {
    world.clock.advance(300);
    await world.sweep();
  }
}
