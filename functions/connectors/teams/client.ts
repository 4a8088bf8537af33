/** The flow that posts cards in a channel of Teams. Nothing else calls it. */
import { refusedBy } from "../answers";
import type { Http } from "../http";
import type { AdaptiveCard } from "./card";

/** Microsoft Teams documentation, "Create and send messages": a card as the flow's trigger takes it. */
const messageOf = (content: AdaptiveCard): string =>
  JSON.stringify({
    type: "message",
    attachments: [{ contentType: "application/vnd.microsoft.card.adaptive", content }],
  });

/** The flow answers 202 when it has begun: what becomes of it, its owner sees in its history of runs. */
export async function postCard(webhookUrl: string, card: AdaptiveCard, http: Http): Promise<void> {
  const response = await http({
    method: "POST",
    url: webhookUrl,
    headers: { "content-type": "application/json" },
    body: messageOf(card),
  });
  const { status } = response;
  // 200 of a flow that somebody has given an action Response.
  if (status !== 202 && status !== 200) throw refusedBy("Microsoft Teams", "a card", response);
}
