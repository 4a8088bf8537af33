/** Messages that Slack has just refused to change: to ask again at each press would use up its patience. */
import { SlackError } from "../client";
import { type Spot, spotKey } from "../../../domain/messages";
import type { Clock } from "../../../domain/ports";
import type { SlackApi } from "../ports";

/** Long for who presses again and again, short for who has invited the app again. */
const minutesKept = 5;
/** A container has seen enough: what it forgets costs one more call. */
const spotsKept = 1000;

export interface Unchangeable {
  /** What Slack said of the message in the last minutes. */
  of(spot: Spot): SlackError | undefined;
  /** The same API, which does not ask again. */
  sparing<T extends Pick<SlackApi, "updateMessage">>(slack: T): Pick<SlackApi, "updateMessage">;
}

/** For one container. What may heal by itself, be it a rate limit, is not remembered. */
export function createUnchangeable(clock: Clock): Unchangeable {
  const refusals = new Map<string, { readonly until: number; readonly error: SlackError }>();
  const of = (spot: Spot): SlackError | undefined => {
    const found = refusals.get(spotKey(spot));
    return found !== undefined && clock.now().getTime() < found.until ? found.error : undefined;
  };
  const remember = (spot: Spot, error: SlackError): void => {
    // Anew, so that the first key is the one that was set first.
    refusals.delete(spotKey(spot));
    const [oldest] = refusals.keys();
    if (refusals.size >= spotsKept) refusals.delete(oldest);
    refusals.set(spotKey(spot), { until: clock.now().getTime() + minutesKept * 60_000, error });
  };
  const sparing: Unchangeable["sparing"] = (slack) => ({
    updateMessage: async (message) => {
      const refused = of(message);
      if (refused !== undefined) throw refused;
      try {
        await slack.updateMessage(message);
      } catch (error) {
        // With a remedy: somebody has to do something before it can be otherwise.
        if (error instanceof SlackError && error.remedy !== undefined) remember(message, error);
        throw error;
      }
    },
  });
  return { of, sparing };
}
