/** The channels of the Slack workspace with their messages. */
import { shownText } from "../../slack/render-text";
import type { SlackMessage, SlackWorkspace } from "../../slack/types";
import { blockViews } from "./blocks";
import { slackKey } from "../people";
import type { ChannelView, MessageView } from "./types";

/** Messages of a channel that are shown, the newest. */
const mostMessages = 100;

/** Every channel; `appName` is whom the messages of the app are from. */
export function channelViews(slack: SlackWorkspace | undefined, appName: string): ChannelView[] {
  if (slack === undefined) return [];
  return Object.entries(slack.workspace.channels).map(([id, name]) => ({
    id,
    name,
    messages: messagesIn(slack, id)
      .slice(-mostMessages)
      .map((message) => messageView(message, slack, appName)),
  }));
}

/** What anybody sees, each message once, in the order in which they were written. */
function messagesIn(slack: SlackWorkspace, channel: string): SlackMessage[] {
  const users = [undefined, ...Object.keys(slack.workspace.users)];
  const seen = users.flatMap((user) => slack.messages(channel, user));
  const each = new Map(seen.map((message) => [message.ts, message]));
  return [...each.values()].sort((a, b) => moment(a) - moment(b) || (a.ts < b.ts ? -1 : 1));
}

function moment({ ts }: SlackMessage): number {
  return Number(ts) * 1000;
}

function messageView(
  message: SlackMessage,
  { workspace }: SlackWorkspace,
  appName: string,
): MessageView {
  const { ts, text, blocks, from, onlyFor, edited = false } = message;
  return {
    ts,
    at: new Date(moment(message)).toISOString(),
    author: from === undefined ? appName : (workspace.users[from] ?? from),
    text: shownText(text, workspace).join("\n"),
    blocks: blocks.flatMap((block) => blockViews(block, workspace)),
    ...(onlyFor === undefined ? {} : { onlyFor: slackKey(onlyFor) }),
    edited,
  };
}

/** The app's name in the manifest that the program gives out. */
export function appNameIn(manifest: unknown): string {
  try {
    return String(JSON.parse(String(manifest)).display_information.name);
  } catch {
    return "App";
  }
}
