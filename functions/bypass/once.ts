/** Says what is to be said once. */
import { TransientError } from "../domain/errors";
import type { BypassTable, Clock, SaidEvent } from "../domain/ports";

export interface OncePorts {
  readonly bypasses: BypassTable;
  readonly clock: Clock;
}

/** In this order; the names are kept. */
export type Steps = Readonly<Record<string, () => Promise<void>>>;

/**
 * What was done is noted step by step, so that a fault of one makes the other be done no second time. A run that
 * dies between saying and noting it says it once more; on the bus it has the same id. Answers the event as it was
 * first seen: who consumes it again finds the same. Undefined where it was said before.
 */
export async function once<E extends SaidEvent>(
  event: E,
  stepsOf: (event: E) => Steps,
  { bypasses, clock }: OncePorts,
): Promise<E | undefined> {
  const claim = await bypasses.claim(event, clock.now());
  if (claim.kind === "told") return undefined;
  if (claim.kind !== "claimed") throw new TransientError("Another run says this bypass.");
  for (const [step, take] of Object.entries(stepsOf(claim.event))) {
    if (claim.told.includes(step)) continue;
    await take();
    await bypasses.note(event.id, step);
  }
  await bypasses.finish(event.id);
  return claim.event;
}
