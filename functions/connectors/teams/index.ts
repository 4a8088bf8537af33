/**
 * Microsoft Teams: shows requests in a channel, through a flow of the Workflows app. Nobody decides there: a flow
 * cannot prove who has pressed a button, so there is none. A card cannot be changed either: what happens later is
 * another card.
 */
import { isEnd } from "../../domain/request-events";
import { isOpen } from "../../domain/transitions";
import { parsedCredentials, parsedText } from "../answers";
import type { Connector } from "../connector";
import type { AdaptiveCard } from "./card";
import { postCard } from "./client";
import { credentialsSchema, settingsSchema } from "./settings";
import { endCard, overdueCard, waitingCard } from "./words";

export const teams: Connector = {
  kind: "teams",
  createSystem: ({ settings, credentials, http }) => {
    parsedText("The settings of the Teams connector", settings, settingsSchema);
    const post = async (card: AdaptiveCard): Promise<void> => {
      const text = await credentials();
      const { webhookUrl } = parsedCredentials("The credentials of Teams", text, credentialsSchema);
      await postCard(webhookUrl, card, http);
    };
    return {
      open: async (request) => {
        // Of what has ended, the card of its end says all.
        if (isOpen(request)) await post(waitingCard(request));
        return undefined;
      },
      tell: async (event, request) => {
        if (event.type === "Escalated" && isOpen(request)) await post(overdueCard(request));
        if (isEnd(event)) await post(endCard(request));
      },
    };
  },
};
