/** What one run draws in Slack: nothing twice, and nothing that is left standing after the request ended. */
import { messageKey, type MessageRef } from "../../../domain/messages";
import type { Log } from "../../../domain/ports";
import type { SlackApi } from "../ports";
import type { ApprovalRequest, GateSettings } from "../../../domain/types";
import { createSlackUpdate, slackMessage, updateMessage } from "../channel";
import { slackName } from "../name";
import { syncMessages, type SyncMessagesPorts } from "../../../shared/sync-messages";
import { requestMessage } from "../views/message";

export interface CanvasPorts extends SyncMessagesPorts {
  readonly slack: Pick<SlackApi, "updateMessage">;
  readonly log: Log;
}

export interface Canvas {
  readonly settings: GateSettings;
  /** False where the message cannot be changed any more. */
  draw(ref: MessageRef, says: string, message: Message): Promise<boolean>;
  /** How the request ended: in its messages, in this one, and wherever else this run has drawn. */
  end(request: ApprovalRequest, ref: MessageRef): Promise<void>;
}

type Message = ReturnType<typeof requestMessage>;

export function createCanvas(
  about: Pick<ApprovalRequest, "action" | "token">,
  settings: GateSettings,
  { slack, log, requests, channels }: CanvasPorts,
): Canvas {
  const { action, token } = about;
  const seen = new Map<string, { readonly ref: MessageRef; content?: string }>();
  const at = (ref: MessageRef) => {
    const key = messageKey(ref);
    const one = seen.get(key) ?? { ref };
    seen.set(key, one);
    return one;
  };
  const contentOf = ({
    text,
    blocks,
  }: Pick<Parameters<SlackApi["updateMessage"]>[0], "text" | "blocks">): string =>
    JSON.stringify([text, blocks]);
  const noting: CanvasPorts["slack"] = {
    updateMessage: async (message) => {
      const one = at(slackMessage(message.channel, message.ts));
      // What fails may have been taken all the same.
      one.content = undefined;
      await slack.updateMessage(message);
      one.content = contentOf(message);
    },
  };
  const update = createSlackUpdate({ slack: noting, log });
  const others = channels.filter(({ name }) => name !== slackName);
  const ports = { requests, channels: [{ name: slackName, update }, ...others] };
  const draw: Canvas["draw"] = async (ref, says, message) => {
    const one = at(ref);
    if (one.content === contentOf(message)) return true;
    const about = { action, token, says };
    const { place: channel, id: ts } = ref;
    return updateMessage({ channel, ts, ...message }, about, settings, { slack: noting, log });
  };
  const end: Canvas["end"] = async (request, ref) => {
    const message = requestMessage(await syncMessages(request, settings, ports), settings);
    // Whatever the table says of this message: somebody saw a button on it.
    at(ref);
    for (const one of [...seen.values()]) {
      await draw(one.ref, "shows how the request ended", message);
    }
  };
  return { settings, draw, end };
}
