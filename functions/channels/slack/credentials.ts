/**
 * The Slack app's credentials, from Secrets Manager or from an SSM SecureString: in one secret, or the
 * signing secret in one of its own, which who only posts may not read.
 */
import * as v from "valibot";
import type { Clock } from "../../domain/ports";
import type { BotToken, Credentials, CredentialsStore, SecretStore, SigningSecrets } from "./ports";
import { readParameter, readSecretValue } from "../../adapters/aws/secrets";
import { type Timer, withTimeout } from "../../adapters/timeout";

export interface StoreOptions {
  /** Reads the text behind an ARN. Defaults to AWS. */
  readonly readSecret?: (arn: string) => Promise<string>;
  readonly timer?: Timer;
  /** From 0 to less than 1. */
  readonly random?: () => number;
}

/** How long a value that was read is used without a look at the store. */
const cacheSeconds = 300;
/** A wrong signature may mean a rotation; a flood of them must not become a flood of reads. */
const refreshSeconds = 30;
/** Nor must it where there is no value to use: what failed just now fails again without a read. */
const failureSeconds = 5;
/** Up to so many more: containers that failed together would ask together for ever, and fail again. */
const jitterSeconds = 3;
/** All who ask wait for one read: without an end, one lost answer would stop the function for good. */
const longestRead = 2000;

/** White space that came along when it was pasted would make every signature wrong. */
const secret = v.pipe(v.string(), v.regex(/^\S{16,}$/));
/** It goes into a header, which takes printable ASCII alone. */
const botToken = v.pipe(v.string(), v.regex(/^xoxb-[!-~]+$/));
const signing = { signingSecret: secret, previousSigningSecret: v.optional(secret) };

/** What a secret must hold, and how it is said to who has to mend it. */
interface Form<T> {
  readonly schema: v.GenericSchema<unknown, T>;
  readonly fields: string;
}

const posts: Form<BotToken> = {
  schema: v.object({ botToken }),
  fields: "botToken (xoxb-…)",
};
const verifies: Form<SigningSecrets> = {
  schema: v.object(signing),
  fields: "signingSecret",
};
const both: Form<Credentials> = {
  schema: v.object({ botToken, ...signing }),
  fields: "botToken (xoxb-…) and signingSecret",
};

/** For who verifies and posts, where one secret holds all: it is read once for both. */
export function createCredentialsStore(
  arn: string,
  clock: Clock,
  options?: StoreOptions,
): CredentialsStore {
  return createStore(arn, both, clock, options);
}

/** For who only posts: whatever else lies in the secret is passed over. */
export function createBotTokenStore(
  arn: string,
  clock: Clock,
  options?: StoreOptions,
): SecretStore<BotToken> {
  return createStore(arn, posts, clock, options);
}

/** For who verifies, where the signing secret lies in a secret of its own. */
export function createSigningStore(
  arn: string,
  clock: Clock,
  options?: StoreOptions,
): SecretStore<SigningSecrets> {
  return createStore(arn, verifies, clock, options);
}

/** A store that reads at most once at a time and keeps what it read for five minutes. */
function createStore<T>(
  arn: string,
  form: Form<T>,
  clock: Clock,
  { readSecret = readFromAws, timer, random = Math.random }: StoreOptions = {},
): SecretStore<T> {
  let kept: { at: number; value: T } | undefined;
  let failed: { until: number; error: unknown } | undefined;
  let reading: Promise<T> | undefined;
  /** When the store was last read, including failed reads: forged requests must not add reads to a failing store. */
  let askedAt = -Infinity;
  const read = async (): Promise<T> => {
    askedAt = clock.now().getTime();
    const value = parse(await readSecret(arn).catch(unquoted), form);
    kept = { at: clock.now().getTime(), value };
    return value;
  };
  return {
    read: async ({ refresh = false } = {}) => {
      const secondsSince = (at: number): number => (clock.now().getTime() - at) / 1000;
      if (kept !== undefined && secondsSince(kept.at) < cacheSeconds) {
        if (!refresh || secondsSince(askedAt) < refreshSeconds) return kept.value;
      }
      if (failed !== undefined && clock.now().getTime() < failed.until) throw failed.error;
      reading ??= withTimeout(longestRead, "Reading the credentials", read(), timer)
        .catch((error: unknown) => {
          const seconds = failureSeconds + jitterSeconds * random();
          failed = { until: clock.now().getTime() + seconds * 1000, error };
          throw error;
        })
        .finally(() => (reading = undefined));
      return reading;
    },
  };
}

/** A parser quotes what it cannot parse, and that is the answer with the secret in it. */
function unquoted(error: unknown): never {
  if (!(error instanceof SyntaxError)) throw error;
  throw new Error("The answer of the store with the Slack credentials could not be parsed.");
}

/** What is wrong is said by its field; the value stays where it is. */
function parse<T>(text: string, { schema, fields }: Form<T>): T {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error("The Slack credentials are not JSON. Put the value into the secret again.");
  }
  const result = v.safeParse(schema, content);
  if (result.success) return result.output;
  const field = v.getDotPath(result.issues[0]) ?? "the whole value";
  throw new Error(
    `The Slack credentials cannot be used: ${field} is missing or malformed. The secret is JSON ` +
      `with ${fields}, without white space in them.`,
  );
}

async function readFromAws(arn: string): Promise<string> {
  const text = await (arn.split(":")[2] === "ssm" ? readParameter(arn) : readSecretValue(arn));
  if (text === undefined) throw new Error("The Slack credentials have no text value.");
  return text;
}
