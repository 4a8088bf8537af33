/** What the channel needs of Slack and of the store of its secrets. */
import type { SecretStore } from "../../adapters/secret-store";

/** What posts. */
export interface BotToken {
  readonly botToken: string;
}

/** What tells Slack's requests from all others, and who has it can word them. */
export interface SigningSecrets {
  readonly signingSecret: string;
  /** For clicks that were accepted before a rotation; a new one is not verified with it. */
  readonly previousSigningSecret?: string;
}

/** One secret that holds both. */
export type Credentials = BotToken & SigningSecrets;

export type CredentialsStore = SecretStore<Credentials>;

/** To whom the bot token belongs, as far as Slack says it. */
export interface AppIdentity {
  readonly teamId?: string;
  readonly appId?: string;
  readonly enterpriseId?: string;
}

/** Slack's Web API, the methods that are used. Each throws a SlackError where `ok` is false. */
export interface SlackApi {
  postMessage(message: {
    channel: string;
    /** The message in whose thread it stands. */
    thread_ts?: string;
    text: string;
    blocks: readonly object[];
  }): Promise<{ channel: string; ts: string; teamId?: string; appId?: string }>;
  updateMessage(message: {
    channel: string;
    ts: string;
    text: string;
    blocks: readonly object[];
  }): Promise<void>;
  postEphemeral(message: {
    channel: string;
    user: string;
    text: string;
    blocks?: readonly object[];
  }): Promise<void>;
  openView(triggerId: string, view: object): Promise<void>;
  /** Asked once for a bot token. */
  identify(): Promise<AppIdentity>;
  /** Ids of the members of a user group. */
  userGroupMembers(userGroupId: string): Promise<readonly string[]>;
  /** Id of the member with this e-mail address; undefined where there is none. */
  userWithEmail(email: string): Promise<string | undefined>;
}
