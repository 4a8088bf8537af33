/** Checks of what describes a hub's ledger. */
import { absent, type Check, integer, known, quote, throwInvalid } from "../../inputs/model/checks";
import { oneOf } from "../../inputs/model/choices";
import { bucketName as name, objectLockYears } from "../../inputs/model/limits";

/** S3 API Reference, "ObjectLockRetention". */
const modes = ["GOVERNANCE", "COMPLIANCE"] as const;

export const defaultMode = modes[0];
/** Said out loud where nobody can take it back: of the other mode alone there is a default. */
export const defaultYears = 1;

export const retentionMode: Check<string> = (value, path) =>
  oneOf(modes, value, path, "leave it out for the default");

export const retentionInYears = integer(objectLockYears, " of years");

export const bucketName: Check<string> = (value, path) => {
  const { min, max, pattern } = name;
  const fits = typeof value === "string" && value.length >= min && value.length <= max;
  if (fits && pattern.test(value)) return;
  const given: unknown = value;
  const remedy =
    typeof given === "string" && given.startsWith("arn:")
      ? "Give the name alone, which is the last part of the ARN."
      : "Copy it from the bucket's output or from the console, or leave it out for a new bucket.";
  throwInvalid(
    path,
    `\`${path}\` must be the name of a bucket, ${min} to ${max} characters of ${name.characters}, a letter or a ` +
      `digit at both ends, like approvals-ledger, got: ${quote(value)}. ${remedy}`,
  );
};

/** How a new bucket keeps what is in it. What is still to come is passed over. */
export interface Retention {
  readonly retentionMode?: unknown;
  readonly retentionInYears?: unknown;
}

/** A default of years that nobody can take back would be somebody's surprise. */
export function yearsWrittenOut({ retentionMode: mode, ...rest }: Retention, path: string): void {
  if (!known(mode) || mode !== "COMPLIANCE" || !absent(rest.retentionInYears)) return;
  throwInvalid(
    `${path}.retentionInYears`,
    `\`${path}.retentionInYears\` must be given beside \`${path}.retentionMode\` COMPLIANCE, got none. Nobody can ` +
      "delete such an entry before its time, neither you nor AWS: write out for how many years.",
  );
}

/** A given bucket keeps its entries as its owner has set it: another rule here would change nothing. */
export function nothingForGivenBucket(retention: Retention, path: string): void {
  for (const key of ["retentionMode", "retentionInYears"] as const) {
    if (absent(retention[key])) continue;
    throwInvalid(
      `${path}.${key}`,
      `\`${path}.${key}\` must not stand beside \`${path}.bucketName\`, got both: nothing of a bucket that exists ` +
        "is changed. Set its Object Lock where it is made, and leave " +
        `\`${path}.${key}\` out.`,
    );
  }
}
