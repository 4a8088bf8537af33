/** What Slack sends when somebody presses a button or sends a dialog, signed as Slack signs. */
import type { LambdaFunctionURLEvent } from "aws-lambda";
import { signatureOf } from "../../../../functions/channels/slack/signature";

export const secret = "8f742231b10e8888abcd99yyyzzz85a5";
export const now = new Date("2026-11-22T21:00:00Z");
export const action = "orders/Release/manager";
export const token = "11111111-2222-4333-8444-555555555555";

const origin = {
  team: { id: "T0TEAM0001", domain: "team" },
  api_app_id: "A0APP00001",
  enterprise: null,
  is_enterprise_install: false,
  user: { id: "U0ANN00001", username: "ann", name: "ann", team_id: "T0TEAM0001" },
  token: "deprecated-verification-token",
};

/** A press of a button. */
export function blockActions(button = "approve", overrides: object = {}): any {
  return {
    type: "block_actions",
    ...origin,
    trigger_id: "123.456.abc",
    response_url: "https://hooks.slack.com/actions/T0/1/x",
    container: { type: "message", message_ts: "1.1", channel_id: "C0RELEASES1" },
    channel: { id: "C0RELEASES1", name: "releases" },
    message: { ts: "1.1", text: "Approval needed" },
    actions: [
      {
        type: "button",
        action_id: button,
        block_id: "b",
        value: JSON.stringify({ a: action, t: token }),
        action_ts: "2.2",
      },
    ],
    ...overrides,
  };
}

/** A dialog that was sent. */
export function viewSubmission(
  reason: string | null = "Load test passed.",
  target: object = {},
  overrides: object = {},
): any {
  const metadata = { r: "Approved", a: action, t: token, c: "C0RELEASES1", m: "1.1", ...target };
  return {
    type: "view_submission",
    ...origin,
    trigger_id: "123.456.abc",
    view: {
      id: "V1",
      type: "modal",
      callback_id: "decision",
      private_metadata: JSON.stringify(metadata),
      state: { values: { reason: { reason: { type: "plain_text_input", value: reason } } } },
    },
    response_urls: [],
    ...overrides,
  };
}

export function formOf(payload: unknown): string {
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}

/** What Slack posts of a message in a channel, to an endpoint for events; `typed` is unescaped in it. */
export function eventBody(typed: string): string {
  const text = { type: "rich_text_section", elements: [{ type: "text", text: typed }] };
  return JSON.stringify({
    ...{ token: "deprecated-verification-token", team_id: "T0TEAM0001", api_app_id: "A0APP00001" },
    event: { type: "app_mention", user: "U0EVE00001", blocks: [{ elements: [text] }] },
    type: "event_callback",
  });
}

export function secondsOf(date: Date): string {
  return String(Math.floor(date.getTime() / 1000));
}

export interface EventOptions {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly base64?: boolean;
  readonly at?: Date;
  readonly secret?: string;
}

/** The event that a Function URL makes of a request, signed unless the headers say otherwise. */
export function urlEvent(
  body: string | Buffer,
  options: EventOptions = {},
): LambdaFunctionURLEvent {
  const { method = "POST", base64 = true, at = now, secret: signedWith = secret } = options;
  const raw = Buffer.from(body);
  const timestamp = secondsOf(at);
  const signed = {
    "content-type": "application/x-www-form-urlencoded",
    "x-slack-request-timestamp": timestamp,
    "x-slack-signature": signatureOf(signedWith, timestamp, raw),
  };
  return {
    version: "2.0",
    rawPath: "/",
    rawQueryString: "",
    headers: options.headers ?? signed,
    requestContext: { http: { method, path: "/" } },
    body: raw.toString(base64 ? "base64" : "utf8"),
    isBase64Encoded: base64,
  } as unknown as LambdaFunctionURLEvent;
}
