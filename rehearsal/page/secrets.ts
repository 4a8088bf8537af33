/**
 * The last line of defence: no view holds a secret, and if one should ever get into it, by a log
 * line of a build for example, it does not leave this process.
 */
import type { Rehearsal } from "../session";

const hidden = "(hidden)";

/** Replaces every key of the directory and every credential of the workspace in a JSON text. */
export function withoutSecrets(json: string, rehearsal: SecretHolder): string {
  return secretsOf(rehearsal).reduce((text, secret) => text.replaceAll(secret, hidden), json);
}

export type SecretHolder = Pick<Rehearsal, "slack"> & {
  readonly account: Pick<Rehearsal["account"], "directory">;
};

/** Every secret that the rehearsal gave out. */
export function secretsOf({ account, slack }: SecretHolder): string[] {
  const keys = account.directory
    .accessKeys()
    .flatMap((key) => [key.accessKeyId, key.secretAccessKey, key.sessionToken]);
  const credentials: (string | undefined)[] = Object.values(slack?.credentials() ?? {});
  // The longer first: one may be part of another.
  return [...keys, ...credentials]
    .filter((secret): secret is string => secret !== undefined && secret !== "")
    .sort((a, b) => b.length - a.length);
}
