/** What the receiver hands over, and what others make of it. */
import * as assert from "node:assert/strict";
import { sign } from "../../../../../functions/connectors/standard-webhooks";
import { decisions } from "../../support/ticket-world";
import { secret, type WebhookWorld } from "../../support/webhook-world";

/** What the receiver hands over when somebody has decided. */
export async function handedOver(world: WebhookWorld, said: object = {}): Promise<any> {
  assert.equal(await world.post(said), 202);
  return world.handedOver.shift();
}

export const undecided = (world: WebhookWorld): void => {
  assert.deepEqual(decisions(world), []);
  assert.equal(world.request().status, "PENDING");
};

/** It is refused, and there is a line in the log. */
export async function refused(world: WebhookWorld, event: unknown, words: RegExp): Promise<void> {
  world.lines.length = 0;
  await world.decide(event).catch(() => undefined);
  undecided(world);
  assert.match(JSON.stringify(world.lines), words);
}

/** The same as if the system had signed it. */
export const signedAnew = (event: any, body: string, by = secret, away = 0) => {
  const timestamp = String(Number(event.headers.timestamp) + away);
  const { id } = event.headers;
  const signature = sign({ id, timestamp, body: Buffer.from(body) }, { secret: by });
  return { ...event, headers: { id, timestamp, signature }, body };
};
