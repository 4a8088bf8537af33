/** Says on every channel how a request stands, until every message of it shows the truth. */
import type { Channel } from "../channels/channel";
import { FinalError } from "../domain/errors";
import { faceOf, messageKey, recordRendered } from "../domain/messages";
import type { RequestStore } from "../domain/ports";
import type { ApprovalRequest, GateSettings, PostedMessage } from "../domain/types";
import { update } from "./update";

export interface SyncMessagesPorts {
  readonly requests: RequestStore;
  readonly channels: readonly Pick<Channel, "name" | "update">[];
}

/** Updates the messages that show something else: a request has ended, or may be decided now. */
export async function syncMessages(
  request: ApprovalRequest,
  settings: GateSettings,
  { requests, channels }: SyncMessagesPorts,
): Promise<ApprovalRequest> {
  let current = request;
  for (;;) {
    const stale = current.messages.find(lags(current));
    if (stale === undefined) return current;
    const channel = channels.find(({ name }) => name === stale.channel);
    if (channel === undefined) throw new FinalError(`The hub has no channel ${stale.channel}.`);
    await channel.update(stale, current, settings);
    current = await update(requests, current, (latest) =>
      latest.messages.some((one) => messageKey(one) === messageKey(stale) && lags(latest)(one))
        ? recordRendered(latest, stale)
        : undefined,
    );
  }
}

const lags =
  (request: ApprovalRequest) =>
  ({ shows }: Pick<PostedMessage, "shows">): boolean =>
    shows !== faceOf(request);
