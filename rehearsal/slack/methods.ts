/** The methods of the Web API that the local Slack has, and what they refuse. */
import type { App } from "./app";
import { blockProblems, limits } from "./blocks";
import type { Channels } from "./channels";
import type { Dialogs } from "./dialogs";
import type { SlackMessage, Workspace } from "./types";
import { viewProblems } from "./view";

/** Everything that a call can read or change. */
export interface SlackState {
  readonly workspace: Workspace;
  readonly app: App;
  readonly channels: Channels;
  readonly dialogs: Dialogs;
  /** Somebody could see something new. */
  changed(): void;
}

/** `ok: false`, with Slack's code. */
export class Refusal extends Error {
  constructor(
    readonly code: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(code);
  }
}

type Arguments = Readonly<Record<string, unknown>>;

interface Method {
  readonly scope?: string;
  /** False for methods that read: Slack does not look into a JSON body of theirs. */
  readonly takesJson: boolean;
  readonly run: (args: Arguments, office: SlackState) => Record<string, unknown>;
}

/** Slack API documentation, "Truncating really long messages"; since then lowered (measured). */
const longestText = 4000;

export const methods: Readonly<Record<string, Method>> = {
  "auth.test": {
    takesJson: true,
    run: (_, { workspace: { team, grid }, app }) => ({
      url: "https://rehearsal.slack.com/",
      ...{ team: "rehearsal", team_id: grid?.orgWide ? grid.enterprise : team },
      ...(grid && { enterprise_id: grid.enterprise }),
      ...{ user: app.installed?.name, bot_id: app.botId, app_id: app.id },
      is_enterprise_install: grid?.orgWide ?? false,
    }),
  },
  "chat.postMessage": {
    scope: "chat:write",
    takesJson: true,
    run: (args, office) => {
      const channel = channelOf(args, office);
      const draft = { ...contentOf(args), ...formatOf(args), ...threadOf(args, channel, office) };
      const message = office.channels.add(channel, draft);
      office.changed();
      return { channel, ts: message.ts, message: wire(message, office) };
    },
  },
  "chat.update": {
    scope: "chat:write",
    takesJson: true,
    run: (args, office) => {
      const channel = channelOf(args, office);
      const before = office.channels.find(channel, String(args.ts));
      // A message for one person is nowhere but in that person's window.
      if (before === undefined || before.onlyFor !== undefined)
        throw new Refusal("message_not_found");
      if (before.from !== undefined) throw new Refusal("cant_update_message");
      const message = office.channels.change(before, contentOf(args));
      office.changed();
      const { ts, text } = message;
      return { channel, ts, text, message: wire(message, office) };
    },
  },
  "chat.postEphemeral": {
    scope: "chat:write",
    takesJson: true,
    run: (args, office) => {
      const channel = channelOf(args, office);
      const onlyFor = String(args.user);
      if (!Object.hasOwn(office.workspace.users, onlyFor)) throw new Refusal("user_not_in_channel");
      const { ts } = office.channels.add(channel, { ...contentOf(args), onlyFor });
      office.changed();
      return { message_ts: ts };
    },
  },
  "users.lookupByEmail": {
    scope: "users:read.email",
    takesJson: false,
    run: ({ email }, { workspace: { users, emails = {} } }) => {
      if (email === undefined) {
        throw invalid("invalid_arguments", ["[ERROR] missing required field: email"]);
      }
      const [id] = Object.keys(emails).filter((one) => emails[one] === String(email).toLowerCase());
      if (id === undefined) throw new Refusal("users_not_found");
      return { user: { id, name: users[id], profile: { email: emails[id] } } };
    },
  },
  "usergroups.users.list": {
    scope: "usergroups:read",
    takesJson: false,
    run: ({ usergroup }, { workspace }) => {
      if (usergroup === undefined) {
        throw invalid("invalid_arguments", ["[ERROR] missing required field: usergroup"]);
      }
      const id = String(usergroup);
      if (!Object.hasOwn(workspace.userGroups, id)) throw new Refusal("no_such_subteam");
      return { users: workspace.userGroups[id].users };
    },
  },
  "views.open": {
    takesJson: true,
    run: ({ trigger_id: trigger, view }, { dialogs, changed }) => {
      const missing = Object.entries({ trigger_id: trigger, view }).flatMap(([name, value]) =>
        value === undefined ? [`[ERROR] missing required field: ${name}`] : [],
      );
      if (missing.length > 0) throw invalid("invalid_arguments", missing);
      const content = fromJson(view, "invalid_arguments");
      const wrong = viewProblems(content);
      if (wrong.length > 0) throw invalid("invalid_arguments", wrong);
      const refusal = dialogs.refusal(String(trigger));
      if (refusal !== undefined) throw new Refusal(refusal);
      const shown = dialogs.open(String(trigger), content);
      changed();
      return { view: shown };
    },
  },
};

function channelOf({ channel }: Arguments, { workspace }: SlackState): string {
  const id = String(channel);
  if (!Object.hasOwn(workspace.channels, id)) throw new Refusal("channel_not_found");
  return id;
}

/** Text and blocks of a message, checked as Slack checks them. */
function contentOf({ text = "", blocks }: Arguments): { text: string; blocks: any[] } {
  const content = blocks === undefined ? [] : fromJson(blocks, "invalid_blocks_format");
  if (!Array.isArray(content)) throw new Refusal("invalid_blocks_format");
  const words = String(text);
  if (words === "" && content.length === 0) throw new Refusal("no_text");
  if (words.length > longestText) throw new Refusal("msg_too_long");
  const wrong = blockProblems(content);
  if (wrong.length > 0) throw invalid("invalid_blocks", wrong);
  if (JSON.stringify(content).length > limits.allBlocks) throw new Refusal("msg_blocks_too_long");
  return { text: words, blocks: content };
}

/**
 * Slack's own types (@slack/web-api, ChatPostMessageArguments): `mrkdwn` is an argument of
 * chat.postMessage alone. The other methods format every text.
 */
function formatOf({ mrkdwn }: Arguments): { isPlain?: true } {
  return String(mrkdwn) === "false" ? { isPlain: true } : {};
}

/** Slack posts to the channel itself where the thread's message is gone, and says nothing (measured by others). */
function threadOf(
  { thread_ts: ts }: Arguments,
  channel: string,
  { channels }: SlackState,
): { threadTs?: string } {
  if (ts === undefined || channels.find(channel, String(ts)) === undefined) return {};
  return { threadTs: String(ts) };
}

/** Objects come as they are, or as JSON in a form's field. */
function fromJson(value: unknown, code: string): unknown {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    throw new Refusal(code);
  }
}

function invalid(code: string, messages: string[]): Refusal {
  return new Refusal(code, { errors: messages, response_metadata: { messages } });
}

/** A message as the API and the payloads of clicks have it. */
export function wire(
  { ts, text, blocks }: SlackMessage,
  { workspace, app }: Pick<SlackState, "workspace" | "app">,
): Record<string, unknown> {
  const { team } = workspace;
  return { type: "message", ts, text, blocks, bot_id: app.botId, app_id: app.id, team };
}
