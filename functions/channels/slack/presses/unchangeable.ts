/** Messages that Slack has just refused to change: to ask again at each press would use up its patience. */
import { slackMessage } from "../channel";
import { SlackError } from "../client";
import { messageKey, type MessageRef } from "../../../domain/messages";
import type { Clock } from "../../../domain/ports";
import type { SlackApi } from "../ports";

/** Long for who presses again and again, short for who has invited the app again. */
const minutesKept = 5;
/** A container has seen enough: what it forgets costs one more call. */
const messagesKept = 1000;

export interface Unchangeable {
  /** What Slack said of the message in the last minutes. */
  of(message: MessageRef): SlackError | undefined;
  /** The same API, which does not ask again. */
  sparing<T extends Pick<SlackApi, "updateMessage">>(slack: T): Pick<SlackApi, "updateMessage">;
}

/** For one container. What may heal by itself, be it a rate limit, is not remembered. */
export function createUnchangeable(clock: Clock): Unchangeable {
  const refusals = new Map<string, { readonly until: number; readonly error: SlackError }>();
  const of = (message: MessageRef): SlackError | undefined => {
    const found = refusals.get(messageKey(message));
    return found !== undefined && clock.now().getTime() < found.until ? found.error : undefined;
  };
  const remember = (message: MessageRef, error: SlackError): void => {
    // Anew, so that the first key is the one that was set first.
    refusals.delete(messageKey(message));
    const [oldest] = refusals.keys();
    if (refusals.size >= messagesKept) refusals.delete(oldest);
    refusals.set(messageKey(message), {
      until: clock.now().getTime() + minutesKept * 60_000,
      error,
    });
  };
  const sparing: Unchangeable["sparing"] = (slack) => ({
    updateMessage: async (message) => {
      const ref = slackMessage(message.channel, message.ts);
      const refused = of(ref);
      if (refused !== undefined) throw refused;
      try {
        await slack.updateMessage(message);
      } catch (error) {
        // With a remedy: somebody has to do something before it can be otherwise.
        if (error instanceof SlackError && error.remedy !== undefined) remember(ref, error);
        throw error;
      }
    },
  });
  return { of, sparing };
}
