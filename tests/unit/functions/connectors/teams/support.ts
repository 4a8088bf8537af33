/** A channel of Teams, and the flow that posts cards in it. */
import { teams } from "../../../../../functions/connectors/teams/index";
import { FakeHttp, surroundings } from "../support";

export const webhookUrl =
  "https://prod-12.westeurope.logic.azure.com:443/workflows/0a1b/triggers/manual/paths/invoke?" +
  "api-version=2016-06-01&sig=0Hf8nLpQ7-secret";

export interface Card {
  readonly body: readonly {
    readonly type: string;
    readonly inlines: { type: string; text: string }[];
  }[];
  readonly actions: readonly {
    readonly type: string;
    readonly title: string;
    readonly url: string;
  }[];
}

export function channel(credentials: object | string = { webhookUrl }) {
  const http = new FakeHttp();
  http.answers = [{ status: 202 }];
  const system = teams.createSystem(surroundings(http, {}, credentials));
  const cards = () =>
    (http.bodies as { attachments: { content: Card }[] }[]).map(
      ({ attachments }) => attachments[0].content,
    );
  return { http, system, cards };
}
