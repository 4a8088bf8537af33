/**
 * Anybody in the channel can click, and each click of somebody whom no list names would be a call of PagerDuty and
 * some of Slack, until both are throttled for who is on call. Who was turned away is not asked about again for a
 * moment; who is let in was asked about at that very moment.
 */
import type { Clock } from "../../../domain/ports";
import { type OnCall, type OnCallAnswer, onCallConnectors } from "../on-call";

/** Milliseconds: who comes on call meanwhile clicks once more. */
const pause = 15_000;

export function refusedLately(ask: OnCall, clock: Clock): OnCall {
  const refused = new Map<string, { readonly until: number; readonly answer: OnCallAnswer }>();
  return async (settings, person) => {
    const now = clock.now().getTime();
    for (const [one, { until }] of refused) if (until <= now) refused.delete(one);
    const key = JSON.stringify([person.id, onCallConnectors(settings)]);
    const known = refused.get(key);
    if (known !== undefined) return known.answer;
    const answer = await ask(settings, person);
    if (answer !== "on-call") refused.set(key, { until: now + pause, answer });
    return answer;
  };
}
