/** The local Slack, as the rest of the rehearsal sees it. */

/** The outside world of an example: `slack.rehearsal.yaml` in its folder. */
export interface Workspace {
  readonly team: string;
  /** Id of the one app. */
  readonly app: string;
  /** ARN of the Secrets Manager secret or SSM parameter that holds the app's credentials. */
  readonly credentialsArn: string;
  /** User name by user id. */
  readonly users: Readonly<Record<string, string>>;
  readonly userGroups: Readonly<Record<string, { handle: string; users: readonly string[] }>>;
  /** Channel name by channel id. */
  readonly channels: Readonly<Record<string, string>>;
}

export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  readonly blocks: readonly any[];
  /** Set for a message that only this user sees. */
  readonly onlyFor?: string;
  readonly edited?: boolean;
}

/** How a request reached the app's Interactivity URL. */
export type Deliver = (
  url: string,
  request: { method: string; headers: readonly (readonly [string, string])[]; body: Buffer },
) => Promise<{ status: number; body: string }>;

/** What a person sees after a click: a dialog that opened, an error, or nothing. */
export interface ClickResult {
  /** Status of the app's answer; 0 where it did not come within three seconds. */
  readonly status: number;
  /** The dialog that the app opened meanwhile. */
  readonly viewId?: string;
  /** Errors that the dialog shows, by block id. */
  readonly errors?: Readonly<Record<string, string>>;
}

export interface SlackWorkspace {
  readonly workspace: Workspace;
  /** `http://127.0.0.1:PORT/api/`, what the functions reach as https://slack.com/api/. */
  readonly apiUrl: string;
  /** JSON of the credentials, as a person copies it into the secret. */
  credentials(): { botToken: string; signingSecret: string; previousSigningSecret?: string };
  /** Installs the app from its manifest: takes scopes and the Interactivity URL from it. */
  install(manifest: string): void;
  /** Messages of a channel, oldest first, as this user sees them. */
  messages(channel: string, user?: string): SlackMessage[];
  /** Presses a button of a message. */
  click(
    user: string,
    message: { channel: string; ts: string },
    actionId: string,
  ): Promise<ClickResult>;
  /** The dialog as it is shown. */
  view(viewId: string): any;
  /** Sends a dialog; `values` by block id. */
  submit(user: string, viewId: string, values: Record<string, string>): Promise<ClickResult>;
  /** Makes calls of a method fail: an error code, "timeout", or "ratelimited". */
  fail(method: string, how: string, times?: number): void;
  heal(): void;
  close(): Promise<void>;
}
