import { MovableClock } from "../../../../rehearsal/clock";
import { openSlack } from "../../../../rehearsal/slack/slack";
import type { Deliver, Grid, SlackWorkspace, Workspace } from "../../../../rehearsal/slack/types";

export const workspace: Workspace = {
  team: "T0MARKET",
  app: "A0APPROVAL",
  credentialsArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf",
  users: { U0ANN: "ann", U0BOB: "bob" },
  emails: { U0ANN: "ann@example.com" },
  userGroups: { S0SEC: { handle: "security", users: ["U0BOB"] } },
  channels: { C0RELEASES: "releases", C0OTHER: "other" },
};

export const channel = "C0RELEASES";
export const start = new Date("2026-11-23T08:00:00Z");
export const requestUrl = "https://abc.lambda-url.eu-west-1.on.aws/";

export const manifestOf = (
  scopes: string[] = ["chat:write", "usergroups:read", "users:read.email"],
): string =>
  JSON.stringify({
    display_information: { name: "Approvals" },
    features: { bot_user: { display_name: "Approvals" } },
    oauth_config: { scopes: { bot: scopes } },
    settings: { interactivity: { is_enabled: true, request_url: requestUrl } },
  });

export interface Fixture {
  readonly slack: SlackWorkspace;
  /** Stands still until it is moved. */
  readonly clock: MovableClock;
  /** How the app answers; set anew by a test. */
  app: Deliver;
}

/** A workspace with the app installed, which answers every request with an empty 200. */
export async function openFixture(grid?: Grid): Promise<Fixture> {
  const clock = new MovableClock(() => start.getTime());
  const deliver: Deliver = (url, request) => fixture.app(url, request);
  const slack = await openSlack({ workspace: { ...workspace, grid }, clock, deliver });
  slack.install(manifestOf());
  const fixture: Fixture = { slack, clock, app: async () => ({ status: 200, body: "" }) };
  return fixture;
}

export interface CallOptions {
  readonly token?: string;
  readonly type?: string;
  readonly body?: string;
}

/** Calls a method as an app does; the answer's status is put beside its body. */
export async function request(
  slack: SlackWorkspace,
  method: string,
  {
    token = slack.credentials().botToken,
    type = "application/json",
    body = "{}",
  }: CallOptions = {},
): Promise<{ status: number; body: any; retryAfter: string | null }> {
  const response = await fetch(`${slack.apiUrl}${method}`, {
    method: "POST",
    headers: {
      "content-type": type,
      ...(token !== "" && { authorization: `Bearer ${token}` }),
    },
    body,
  });
  const text = await response.text();
  return {
    status: response.status,
    body: text === "" ? undefined : JSON.parse(text),
    retryAfter: response.headers.get("retry-after"),
  };
}

export async function call(slack: SlackWorkspace, method: string, args: object): Promise<any> {
  return (await request(slack, method, { body: JSON.stringify(args) })).body;
}

export const plain = (text: string) => ({ type: "plain_text", text });
export const mrkdwn = (text: string) => ({ type: "mrkdwn", text });
export const section = (text: string) => ({ type: "section", text: mrkdwn(text) });
export const button = (actionId: string, more: object = {}) => ({
  type: "button",
  action_id: actionId,
  text: plain("Press"),
  value: "v",
  ...more,
});

/** Posts a message with the buttons a and b. */
export async function postButtons(slack: SlackWorkspace): Promise<{ channel: string; ts: string }> {
  const link = button("open", { url: "https://example.com/", value: undefined });
  const blocks = [{ type: "actions", elements: [button("a", { style: "primary" }), link] }];
  const { ts } = await call(slack, "chat.postMessage", { channel, text: "Decide", blocks });
  return { channel, ts };
}

export const input = (id: string, more: object = {}) => ({
  type: "input",
  block_id: id,
  label: plain("Reason"),
  element: { type: "plain_text_input", action_id: id, min_length: 3, max_length: 5 },
  ...more,
});

export const modal = (more: object = {}) => ({
  type: "modal",
  callback_id: "decision",
  private_metadata: "secret of the app",
  title: plain("Reject"),
  submit: plain("Reject"),
  close: plain("Cancel"),
  blocks: [input("reason")],
  ...more,
});

/** The payload of a request that the app got. */
export const payloadOf = (body: string | Buffer): any =>
  JSON.parse(new URLSearchParams(body.toString()).get("payload")!);

/** An app that opens the modal with the trigger of each click. */
export function opening(fixture: Fixture, view: object = modal()): Deliver {
  return async (_, { body }) => {
    const { trigger_id: trigger } = payloadOf(body);
    await call(fixture.slack, "views.open", { trigger_id: trigger, view });
    return { status: 200, body: "" };
  };
}
