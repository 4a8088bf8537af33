/** Parts of a policy statement that somebody else wrote: whom it is for, and on what condition. */

/** A statement as it was written; nothing about it is known yet. */
export type Written = Record<string, unknown> & { readonly Sid?: string };

export function isPlainRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined ? [] : [value];
}

export function awsAccounts(principal: unknown): unknown[] {
  return isPlainRecord(principal) ? listOf(principal["AWS"]) : [];
}

export function servicesOf(principal: unknown): unknown[] {
  return isPlainRecord(principal) ? listOf(principal["Service"]) : [];
}

/** IAM User Guide, "AWS global condition context keys": what says from where a call comes. */
const sourceKeys = {
  service: ["aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths"],
  anybody: [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceorgid",
    "aws:sourceowner",
  ],
};

/** Without IfExists and ForAllValues, which hold where the key is not in the request at all. */
const positive =
  /^(?:ForAnyValue:)?(?:StringEquals|StringLike|StringEqualsIgnoreCase|ArnEquals|ArnLike)$/;

/** True when one condition holds only for named accounts, ARNs or organizations. */
export function namesSource(condition: unknown, of: keyof typeof sourceKeys): boolean {
  if (!isPlainRecord(condition)) return false;
  return Object.entries(condition).some(
    ([operator, keys]) =>
      positive.test(operator) &&
      isPlainRecord(keys) &&
      Object.entries(keys).some(
        ([key, values]) =>
          sourceKeys[of].includes(key.toLowerCase()) &&
          listOf(values).length > 0 &&
          listOf(values).every((value) => typeof value === "string" && isNamed(value)),
      ),
  );
}

/**
 * An account, an organization, an ARN with its account, or one bucket, whose ARN has none: a pattern for
 * everybody names nobody.
 */
function isNamed(value: string): boolean {
  const arn = value.split(":");
  return arn.length > 4
    ? /^\d{12}$/.test(arn[4]) || (arn[2] === "s3" && /^[a-z0-9.-]{3,63}$/.test(arn[5] ?? ""))
    : /^(?:\d{12}|o-[a-z0-9]+(?:\/.*)?)$/.test(value);
}
