/** Ids of AWS's forms that are the same in every run: a test compares them. */
import { createHash } from "node:crypto";

const digest = (seed: string): string => createHash("sha256").update(seed).digest("hex");

/** So many hexadecimal digits; up to 64. */
export const hex = (seed: string, length: number): string => digest(seed).slice(0, length);

/** As a KMS key and a connection have it. */
export const uuid = (seed: string): string =>
  hex(seed, 32).replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-a$4-$5");

/** Capital letters, as in the end of a secret's ARN and in IAM's unique ids. */
export const letters = (seed: string, length: number): string =>
  [...digest(seed)]
    .slice(0, length)
    .map((digit) => String.fromCharCode(65 + Number.parseInt(digit, 16)))
    .join("");
