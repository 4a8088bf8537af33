/**
 * Names and addresses whose case tells nobody apart, compared by the letters of ASCII alone: Unicode lowers the Kelvin
 * sign to `k` as well, and so one person's name to another's.
 */
export const lowered = (text: string): string =>
  text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** IAM User Guide, "IAM identifiers": names that differ in case alone are the same. */
export const sameName = (one: string, other: string): boolean => lowered(one) === lowered(other);
