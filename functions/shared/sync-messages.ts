/** Says in Slack how a request stands, until every message of it shows the truth. */
import { describe } from "../adapters/log";
import { SlackError } from "../channels/slack/client";
import type { Log, RequestStore, SlackApi } from "../domain/ports";
import { faceOf, recordRendered } from "../domain/messages";
import { isOpen } from "../domain/transitions";
import type { ApprovalRequest, GateSettings } from "../domain/types";
import { requestMessage } from "../channels/slack/views/message";
import { update } from "./update";

export interface SyncMessagesPorts {
  readonly requests: RequestStore;
  readonly slack: Pick<SlackApi, "updateMessage">;
  readonly log: Log;
}

/** Updates the messages that show something else: a request has ended, or may be decided now. */
export async function syncMessages(
  request: ApprovalRequest,
  settings: GateSettings,
  ports: SyncMessagesPorts,
): Promise<ApprovalRequest> {
  let current = request;
  for (;;) {
    const stale = current.messages.find(lags(current));
    if (stale === undefined) return current;
    const { channel, ts } = stale;
    const { action, token, status } = current;
    const says = isOpen(current) ? "has its buttons now" : "shows how the request ended";
    const about = { action, token, status, says };
    await show({ channel, ts, ...requestMessage(current, settings) }, about, settings, ports);
    current = await update(ports.requests, current, (latest) =>
      latest.messages.some((message) => message.ts === ts && lags(latest)(message))
        ? recordRendered(latest, ts)
        : undefined,
    );
  }
}

const lags =
  (request: ApprovalRequest) =>
  ({ shows }: { shows: string }): boolean =>
    shows !== faceOf(request);

type Message = Parameters<SlackApi["updateMessage"]>[0];

/**
 * Changes a message. A message that is gone needs no update, which answers false; everything else is
 * tried again by whoever called.
 */
export async function show(
  message: Message,
  about: { readonly says: string } & Pick<ApprovalRequest, "action" | "token">,
  settings: Pick<GateSettings, "channel">,
  { slack, log }: Pick<SyncMessagesPorts, "slack" | "log">,
): Promise<boolean> {
  const { says, ...what } = about;
  try {
    await slack.updateMessage(message);
    log.info("message_updated", { ...what, says });
    return true;
  } catch (error) {
    if (!(error instanceof SlackError)) throw error;
    // A channel that the gate has left may be deleted; one that it uses is somebody's to mend.
    const isLeft = error.code === "channel_not_found" && message.channel !== settings.channel;
    if (!error.gone && !isLeft) throw error;
    log.error("message_unchangeable", {
      ...what,
      ...describe(error),
      remedy: error.remedy,
    });
    return false;
  }
}
