/** A report goes to a CI job's artifacts, which many may read: nothing in it lets anybody do anything. */
import { HiddenValues } from "../aws/codebuild";
import { secretsOf } from "../page/secrets";
import type { Rehearsal } from "../session";
import type { Existing } from "../settings/schema";

/** Shorter ones, such as `1`, are no secrets, and would be found in words. */
const shortest = 4;

/** Of a program that failed before there was an account to ask. */
export function hiderOfSettings({ secrets = {} }: Existing): (text: string) => string {
  return hider(Object.values(secrets).flatMap(valuesIn));
}

/** Hides keys, Slack's credentials, values of secrets and of parameters, and tokens of approvals. */
export function hiderOf(rehearsal: Rehearsal, tokens: Iterable<string>): (text: string) => string {
  const { secrets, parameters } = rehearsal.account;
  const stored = [
    ...secrets.arns().flatMap((arn) => valuesIn(secrets.find(arn)?.value)),
    ...parameters.arns().flatMap((arn) => {
      const { type, value } = parameters.find(arn) ?? {};
      return type === "SecureString" ? valuesIn(value) : [];
    }),
  ];
  return hider([...secretsOf(rehearsal), ...stored, ...tokens]);
}

function hider(values: readonly string[]): (text: string) => string {
  const hidden = new HiddenValues();
  for (const value of values) if (value.length >= shortest) hidden.add(value);
  return (text) => hidden.hide(text);
}

/** The value, and where it is JSON each text in it. */
function valuesIn(value: string | undefined): string[] {
  if (value === undefined) return [];
  try {
    return [value, ...textsIn(JSON.parse(value))];
  } catch {
    return [value];
  }
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** Of these the form is fixed, and a secret that is a word would break it. */
const fixed = ["version", "script", "result", "requestedAt", "decidedAt"];

/** The same with every text in it changed. */
export function mapTexts<T>(value: T, change: (text: string) => string): T {
  if (typeof value === "string") return change(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => mapTexts(one, change)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    fixed.includes(key) ? one : mapTexts(one, change),
  ]);
  return Object.fromEntries(entries) as T;
}
