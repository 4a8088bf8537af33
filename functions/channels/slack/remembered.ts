/** What Slack says of its people, remembered for at most five minutes: members of user groups, e-mail addresses. */
import type { Clock } from "../../domain/ports";

/** Long enough for Slack's tier 2 (20 calls a minute), short enough for a person who was removed. */
const cacheSeconds = 300;

/** Only what Slack has really answered is remembered; a failure is asked again. */
export function remembered<T>(
  ask: (of: string) => Promise<T>,
  clock: Clock,
): (of: string) => Promise<T> {
  const kept = new Map<string, { readonly at: number; readonly answer: T }>();
  return async (of) => {
    const known = kept.get(of);
    const now = clock.now().getTime();
    if (known !== undefined && now - known.at < cacheSeconds * 1000) return known.answer;
    const answer = await ask(of);
    kept.set(of, { at: now, answer });
    return answer;
  };
}
