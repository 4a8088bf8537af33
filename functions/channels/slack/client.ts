/** Slack's Web API: the methods that the conversation needs. */
import type { SecretStore } from "../../adapters/secret-store";
import * as v from "valibot";
import type { AppIdentity, BotToken, SlackApi } from "./ports";

/** Slack refused a call, or did not answer it. */
export class SlackError extends Error {
  override readonly name = "SlackError";

  constructor(
    readonly method: string,
    /** Slack's own error code, "ratelimited", "http_500" or "no_answer". */
    readonly code: string,
    /** Seconds that Slack asks to wait. */
    readonly retryAfter?: number,
  ) {
    super(`Slack did not take ${method}: ${code}.`);
  }

  /** True where there is nothing left to update: no later try would find it again. */
  get gone(): boolean {
    return goneCodes.has(this.code);
  }

  /** True where no other try mends it. What people mend in Slack, they may mend while it is tried again. */
  get isFinal(): boolean {
    return this.code === "no_slack_app" || faults.includes(this.code);
  }

  /** What a person has to change, where Slack's code tells it. */
  get remedy(): string | undefined {
    return remedies.get(this.code) ?? goneCodes.get(this.code);
  }
}

/** Slack API documentation: what we ask for is malformed or too long. */
const faults = ["invalid_blocks", "invalid_arguments", "msg_too_long", "msg_blocks_too_long"];

/** Slack API documentation, errors of chat.update: the message cannot be changed any more. */
const goneCodes = new Map<string, string>([
  ["message_not_found", "The message was deleted."],
  ["cant_update_message", "The message was posted by another app."],
  ["edit_window_closed", "The workspace forbids to edit old messages."],
  ["is_archived", "The channel is archived: give the gate another one."],
  ["no_slack_app", "The hub has no Slack app: give it `slack`, or take `slack` from the gate."],
]);

/** Slack API documentation, errors of the methods that are used, and what to do. */
const remedies = new Map<string, string>([
  ["channel_not_found", "Check `channel` of the gate, and invite the app to a private channel."],
  ["not_in_channel", "Invite the app to the channel: /invite @app."],
  ["invalid_auth", "Put the bot token of the installed app into the secret."],
  ["not_authed", "Put the bot token of the installed app into the secret."],
  ["account_inactive", "The app was removed from the workspace: install it again."],
  ["token_revoked", "Install the app again and put the new bot token into the secret."],
  ["missing_scope", "Install the app again from its manifest."],
  ["no_such_subteam", "Check `approverUserGroupIds` of the gate."],
  ...faults.map((code): [string, string] => [
    code,
    "A fault of codepipeline-approvals: please report it.",
  ]),
]);

export interface SlackApiOptions {
  readonly credentials: SecretStore<BotToken>;
  /** Milliseconds for one call. */
  readonly timeout: number;
  readonly fetch?: typeof globalThis.fetch;
}

const answer = v.looseObject({ ok: v.boolean(), error: v.optional(v.string()) });
const postedSchema = v.object({ ts: v.string(), channel: v.string() });
const origin = v.object({
  message: v.object({ app_id: v.nullish(v.string()), team: v.nullish(v.string()) }),
});
const identity = v.object({
  team_id: v.nullish(v.string()),
  app_id: v.nullish(v.string()),
  enterprise_id: v.nullish(v.string()),
});
const members = v.object({ users: v.array(v.string()) });
const account = v.object({ user: v.object({ id: v.string() }) });

/** The API with the credentials' bot token. HTTP 200 with `ok: false` is an error. */
export function createSlackApi({
  credentials,
  timeout,
  fetch = globalThis.fetch,
}: SlackApiOptions): SlackApi {
  const call = async (method: string, body: object | URLSearchParams): Promise<unknown> => {
    const { botToken } = await credentials.read();
    const isForm = body instanceof URLSearchParams;
    const response = await send(method, () =>
      fetch(`https://slack.com/api/${method}`, {
        method: "POST",
        redirect: "error",
        signal: AbortSignal.timeout(timeout),
        headers: {
          authorization: `Bearer ${botToken}`,
          "content-type": isForm
            ? "application/x-www-form-urlencoded"
            : "application/json; charset=utf-8",
        },
        body: isForm ? body.toString() : JSON.stringify(body),
      }),
    );
    return content(method, response);
  };
  let known: { readonly botToken: string; readonly identity: AppIdentity } | undefined;
  return {
    identify: async () => {
      const { botToken } = await credentials.read();
      if (known?.botToken === botToken) return known.identity;
      const found = read("auth.test", identity, await call("auth.test", {}));
      const { team_id: teamId, app_id: appId, enterprise_id: enterpriseId } = found;
      known = {
        botToken,
        identity: {
          teamId: teamId ?? undefined,
          appId: appId ?? undefined,
          enterpriseId: enterpriseId ?? undefined,
        },
      };
      return known.identity;
    },
    postMessage: async (message) => {
      const posted = await call("chat.postMessage", {
        ...message,
        ...asWritten,
        ...plainText,
        ...quiet,
      });
      const { ts, channel } = read("chat.postMessage", postedSchema, posted);
      const from = v.safeParse(origin, posted);
      const { app_id: appId, team: teamId } = from.success
        ? from.output.message
        : { app_id: undefined, team: undefined };
      return { ts, channel, appId: appId ?? undefined, teamId: teamId ?? undefined };
    },
    updateMessage: async (message) =>
      void (await call("chat.update", { ...message, ...asWritten })),
    postEphemeral: async (message) =>
      void (await call("chat.postEphemeral", { ...message, ...asWritten })),
    openView: async (triggerId, view) =>
      void (await call("views.open", { trigger_id: triggerId, view })),
    userGroupMembers: async (userGroupId) => {
      const form = new URLSearchParams({ usergroup: userGroupId });
      const method = "usergroups.users.list";
      return read(method, members, await call(method, form)).users;
    },
    userWithEmail: async (email) => {
      const method = "users.lookupByEmail";
      try {
        const found = await call(method, new URLSearchParams({ email }));
        return read(method, account, found).user.id;
      } catch (error) {
        if (error instanceof SlackError && error.code === "users_not_found") return undefined;
        throw error;
      }
    },
  };
}

/**
 * No word becomes a mention or a link; what we write as one (`<@U…>`) is one. Slack API documentation:
 * chat.update parses unless told otherwise, and the other methods do not.
 */
const asWritten = { parse: "none" };

/** Slack's own types (@slack/web-api): the other methods have no such argument. */
const plainText = { mrkdwn: false };

/** Links in a request are not previewed: a preview would follow them. */
const quiet = { unfurl_links: false, unfurl_media: false };

async function send(method: string, request: () => Promise<Response>): Promise<Response> {
  try {
    return await request();
  } catch {
    // What fetch throws may hold the request, and with it the token.
    throw new SlackError(method, "no_answer");
  }
}

async function content(method: string, response: Response): Promise<unknown> {
  if (response.status === 429) {
    const seconds = Number(response.headers.get("retry-after"));
    throw new SlackError(method, "ratelimited", seconds > 0 ? seconds : 1);
  }
  if (response.status !== 200) throw new SlackError(method, `http_${response.status}`);
  let body: unknown;
  try {
    body = await response.json();
  } catch {
    throw new SlackError(method, "no_answer");
  }
  const { ok, error = "unknown_error" } = read(method, answer, body);
  if (!ok) throw new SlackError(method, error);
  return body;
}

function read<T extends v.GenericSchema>(
  method: string,
  schema: T,
  body: unknown,
): v.InferOutput<T> {
  const result = v.safeParse(schema, body);
  if (!result.success) throw new SlackError(method, "unreadable_answer");
  return result.output;
}
