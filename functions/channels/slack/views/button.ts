/** What a button of ours carries: which request it is about. It holds no right and no secret. */
import { actionKeyPattern, approvalToken } from "../../../../contract/patterns";
import type { ActionKey } from "../../../../contract/records";
import * as v from "valibot";
import { MalformedError } from "../../../domain/errors";

/** `action_id` of the three buttons. */
export const buttons = { approve: "approve", reject: "reject", open: "open" } as const;

export interface ButtonTarget {
  readonly action: ActionKey;
  readonly token: string;
}

/** What the dialog says besides: by these two waiting requests of one action can be told apart. */
export interface ButtonLabel {
  readonly execution?: string;
  readonly version?: string;
}

export const actionSchema = v.pipe(v.string(), v.regex(new RegExp(`^${actionKeyPattern}$`)));
export const tokenSchema = v.pipe(v.string(), v.regex(new RegExp(`^${approvalToken}$`)));

const label = v.optional(v.pipe(v.string(), v.maxLength(200)));
const schema = v.strictObject({ a: actionSchema, t: tokenSchema, e: label, v: label });

/** At most 302 characters of names, 36 of a token and twice 200: far below Slack's 2000. */
export function buttonValue(
  { action, token }: ButtonTarget,
  { execution, version }: ButtonLabel = {},
): string {
  return JSON.stringify({ a: action, t: token, e: execution, v: version });
}

export function readButtonValue(text: string): ButtonTarget & ButtonLabel {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw new MalformedError("The button's value is not JSON.");
  }
  const parsed = v.safeParse(schema, content);
  if (!parsed.success) throw new MalformedError("The button's value names no request.");
  const { a: action, t: token, e: execution, v: version } = parsed.output;
  return {
    action,
    token,
    ...(execution === undefined ? {} : { execution }),
    ...(version === undefined ? {} : { version }),
  };
}
