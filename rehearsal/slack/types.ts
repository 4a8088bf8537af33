/** The local Slack, as the rest of the rehearsal sees it. */

/** The outside world of an example: `slack.rehearsal.yaml` in its folder. */
export interface Workspace {
  readonly team: string;
  /** Id of the one app. */
  readonly app: string;
  /** ARN of the Secrets Manager secret or SSM parameter that holds the app's credentials. */
  readonly credentialsArn: string;
  /** Where the signing secret lies apart: the ARN of the secret or parameter that holds it. */
  readonly signingSecretArn?: string;
  /** User name by user id. */
  readonly users: Readonly<Record<string, string>>;
  /** E-mail address by user id, of those who have one here. */
  readonly emails?: Readonly<Record<string, string>>;
  readonly userGroups: Readonly<Record<string, { handle: string; users: readonly string[] }>>;
  /** Channel name by channel id. */
  readonly channels: Readonly<Record<string, string>>;
  readonly grid?: Grid;
}

/** The organisation that the workspace belongs to. */
export interface Grid {
  /** Id of the organisation. */
  readonly enterprise: string;
  /** True where the app is installed for the whole organisation, not for one workspace. */
  readonly orgWide?: boolean;
  /** Where a user is at home, by user id: another workspace, or an organisation. */
  readonly homes?: Readonly<Record<string, string>>;
}

export interface SlackMessage {
  readonly channel: string;
  readonly ts: string;
  readonly text: string;
  /** Set where the text was posted with `mrkdwn: false`: marks in it are shown as they are written. */
  readonly isPlain?: boolean;
  readonly blocks: readonly any[];
  /** Set for a message that only this user sees. */
  readonly onlyFor?: string;
  readonly edited?: boolean;
  /** The message in whose thread it stands. */
  readonly threadTs?: string;
  /** Set for what a person wrote: an app may not change it. */
  readonly from?: string;
}

/** How a request reached the app's Interactivity URL. */
export type Deliver = (
  url: string,
  request: { method: string; headers: readonly (readonly [string, string])[]; body: Buffer },
) => Promise<{ status: number; body: string }>;

/** What a person sees after a click: a dialog that opened, an error, or nothing. */
export interface ClickResult {
  /**
   * Status of the app's answer; 0 where it did not come within three seconds, and 200 where Slack
   * itself refused the values, so that nothing had to be sent.
   */
  readonly status: number;
  /** The dialog that the app opened meanwhile. */
  readonly viewId?: string;
  /** Errors that the dialog shows, by block id. */
  readonly errors?: Readonly<Record<string, string>>;
  /** What Slack itself tells the person where the app's answer is no answer to it. */
  readonly trouble?: string;
  /** The page that a link button opened in the person's browser. */
  readonly opened?: string;
}

/** One request to the app, as it was sent: whoever has it can send it again. */
export interface SentRequest {
  readonly url: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

export interface SlackWorkspace {
  readonly workspace: Workspace;
  /** `http://127.0.0.1:PORT/api/`, what the functions reach as https://slack.com/api/. */
  readonly apiUrl: string;
  /** JSON of the credentials, as a person copies it into the secret. */
  credentials(): { botToken: string; signingSecret: string; previousSigningSecret?: string };
  /** Makes a new signing secret; the one before stays in the credentials where it is kept. */
  rotate(options?: { keepPrevious?: boolean }): void;
  /** Installs the app from its manifest: takes scopes and the Interactivity URL from it. */
  install(manifest: string): void;
  /** Where clicks go; undefined before the app is installed. */
  interactivityUrl(): string | undefined;
  /** Headers that Slack would send with this body, for a request made by hand. */
  sign(body: string, at?: Date): [string, string][];
  /** Every request to the app so far. */
  requests(): readonly SentRequest[];
  /** Messages of a channel, oldest first, as this user sees them. */
  messages(channel: string, user?: string): SlackMessage[];
  /** A person writes into a channel. Answers the message's ts. */
  say(user: string, channel: string, text: string): string;
  /** An administrator deletes a message, whoever wrote it. */
  remove(message: { channel: string; ts: string }): void;
  /**
   * Presses a button of a message. `shown` is the message as this person's window still shows it,
   * where it was changed meanwhile.
   */
  click(
    user: string,
    message: { channel: string; ts: string },
    actionId: string,
    options?: { shown?: SlackMessage },
  ): Promise<ClickResult>;
  /** The dialog as it is shown; undefined where there is none, or none any more. */
  view(viewId: string): any;
  /**
   * Sends a dialog; `values` by block id. `unchecked` leaves out what Slack's window checks, as
   * somebody does who sends requests without one.
   */
  submit(
    user: string,
    viewId: string,
    values: Record<string, string>,
    options?: { unchecked?: boolean },
  ): Promise<ClickResult>;
  /**
   * Makes calls of a method fail, once unless told otherwise: an error code, "ratelimited",
   * "timeout" (nothing is done), "timeout-late" (it is done, and no answer comes), "http_503", or
   * "bare" (it is done, and the answer leaves out what it may leave out).
   */
  fail(method: string, how: string, times?: number): void;
  heal(): void;
  /** Calls `listener` after every change that somebody could see. Answers how to stop it. */
  onChange(listener: () => void): () => void;
  close(): Promise<void>;
}
