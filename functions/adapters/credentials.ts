/** The Slack app's credentials, from Secrets Manager or from an SSM SecureString. */
import * as v from "valibot";
import type { Clock, Credentials, CredentialsStore } from "../domain/ports";
import { readParameter, readSecretValue } from "./aws/secrets";
import { type Timer, within } from "./deadline";

/** Reads the text behind an ARN. */
export type ReadSecret = (arn: string) => Promise<string>;

/** How long a value that was read is used without a look at the store. */
const cacheSeconds = 300;
/** A wrong signature may mean a rotation; a flood of them must not become a flood of reads. */
const refreshSeconds = 30;
/** All who ask wait for one read: without an end, one lost answer would stop the function for good. */
const longestRead = 2000;

const secret = v.pipe(v.string(), v.minLength(16));
const schema = v.object({
  botToken: v.pipe(v.string(), v.startsWith("xoxb-")),
  signingSecret: secret,
  previousSigningSecret: v.optional(secret),
});

/** A store that reads at most once at a time and keeps what it read for five minutes. */
export function createCredentialsStore(
  arn: string,
  clock: Clock,
  readSecret: ReadSecret = readFromAws,
  timer?: Timer,
): CredentialsStore {
  let kept: { at: number; value: Credentials } | undefined;
  let reading: Promise<Credentials> | undefined;
  const read = async (): Promise<Credentials> => {
    const value = parse(await readSecret(arn));
    kept = { at: clock.now().getTime(), value };
    return value;
  };
  return {
    read: async ({ refresh = false } = {}) => {
      const age = kept === undefined ? Infinity : (clock.now().getTime() - kept.at) / 1000;
      if (kept !== undefined && age < (refresh ? refreshSeconds : cacheSeconds)) return kept.value;
      reading ??= within(longestRead, "Reading the credentials", read(), timer).finally(
        () => (reading = undefined),
      );
      return reading;
    },
  };
}

/** What is wrong is said by its field; the value stays where it is. */
function parse(text: string): Credentials {
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
      "with botToken (xoxb-…) and signingSecret.",
  );
}

async function readFromAws(arn: string): Promise<string> {
  const text = await (arn.split(":")[2] === "ssm" ? readParameter(arn) : readSecretValue(arn));
  if (text === undefined) throw new Error("The Slack credentials have no text value.");
  return text;
}
