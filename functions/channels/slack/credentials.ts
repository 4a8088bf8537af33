/**
 * The Slack app's credentials, from Secrets Manager or from an SSM SecureString: in one secret, or the
 * signing secret in one of its own, which who only posts may not read.
 */
import * as v from "valibot";
import {
  createSecretStore,
  type SecretForm,
  type SecretStore,
  type StoreOptions,
} from "../../adapters/secret-store";
import type { Clock } from "../../domain/ports";
import type { BotToken, Credentials, CredentialsStore, SigningSecrets } from "./ports";

/** White space that came along when it was pasted would make every signature wrong. */
const secret = v.pipe(v.string(), v.regex(/^\S{16,}$/));
/** It goes into a header, which takes printable ASCII alone. */
const botToken = v.pipe(v.string(), v.regex(/^xoxb-[!-~]+$/));
const signing = { signingSecret: secret, previousSigningSecret: v.optional(secret) };

const name = "Slack credentials";

const posts: SecretForm<BotToken> = {
  schema: v.object({ botToken }),
  name,
  fields: "botToken (xoxb-…)",
};
const verifies: SecretForm<SigningSecrets> = {
  schema: v.object(signing),
  name,
  fields: "signingSecret",
};
const both: SecretForm<Credentials> = {
  schema: v.object({ botToken, ...signing }),
  name,
  fields: "botToken (xoxb-…) and signingSecret",
};

/** For who verifies and posts, where one secret holds all: it is read once for both. */
export function createCredentialsStore(
  arn: string,
  clock: Clock,
  options?: StoreOptions,
): CredentialsStore {
  return createSecretStore(arn, both, clock, options);
}

/** For who only posts: whatever else lies in the secret is passed over. */
export function createBotTokenStore(
  arn: string,
  clock: Clock,
  options?: StoreOptions,
): SecretStore<BotToken> {
  return createSecretStore(arn, posts, clock, options);
}

/** For who verifies, where the signing secret lies in a secret of its own. */
export function createSigningStore(
  arn: string,
  clock: Clock,
  options?: StoreOptions,
): SecretStore<SigningSecrets> {
  return createSecretStore(arn, verifies, clock, options);
}
