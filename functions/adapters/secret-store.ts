/**
 * A secret that is used often: from Secrets Manager or from an SSM SecureString, read once in five minutes, or again
 * where it may have been changed.
 */
import * as v from "valibot";
import type { Clock } from "../domain/ports";
import { readSecretText } from "./aws/secrets";
import { type Timer, withTimeout } from "./timeout";

export interface SecretStore<T> {
  /**
   * Cached; `refresh` reads again where the store was not asked for half a minute. What failed fails
   * again for five to eight seconds, without a read.
   */
  read(options?: { refresh?: boolean }): Promise<T>;
}

export interface StoreOptions {
  /** Reads the text behind an ARN. Defaults to AWS. */
  readonly readSecret?: (arn: string) => Promise<string>;
  readonly timer?: Timer;
  /** From 0 to less than 1. */
  readonly random?: () => number;
}

/** What a secret must hold, and how it is said to who has to mend it. */
export interface SecretForm<T> {
  readonly schema: v.GenericSchema<unknown, T>;
  /** `Slack credentials`. */
  readonly name: string;
  readonly fields: string;
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

/** A store that reads at most once at a time and keeps what it read for five minutes. */
export function createSecretStore<T>(
  arn: string,
  form: SecretForm<T>,
  clock: Clock,
  { readSecret = readSecretText, timer, random = Math.random }: StoreOptions = {},
): SecretStore<T> {
  let kept: { at: number; value: T } | undefined;
  let failed: { until: number; error: unknown } | undefined;
  let reading: Promise<T> | undefined;
  /** When the store was last read, including failed reads: forged requests must not add reads to a failing store. */
  let askedAt = -Infinity;
  const read = async (): Promise<T> => {
    askedAt = clock.now().getTime();
    const text = await readSecret(arn).catch((error: unknown) => unquoted(error, form));
    const value = parse(text, form);
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
function unquoted(error: unknown, { name }: SecretForm<unknown>): never {
  if (!(error instanceof SyntaxError)) throw error;
  throw new Error(`The answer of the store with the ${name} could not be parsed.`);
}

/** What is wrong is said by its field; the value stays where it is. */
function parse<T>(text: string, { schema, name, fields }: SecretForm<T>): T {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new Error(`The ${name} are not JSON. Put the value into the secret again.`);
  }
  const result = v.safeParse(schema, content);
  if (result.success) return result.output;
  const field = v.getDotPath(result.issues[0]) ?? "the whole value";
  throw new Error(
    `The ${name} cannot be used: ${field} is missing or malformed. The secret is JSON ` +
      `with ${fields}, without white space in them.`,
  );
}
