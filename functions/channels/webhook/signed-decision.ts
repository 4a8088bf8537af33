/**
 * What the receiver hands to the decider: where to look, and what the company's system signed, word for word. Only the
 * latter is believed, as far as the signature goes: whoever may invoke the function in the account is not thereby that
 * system.
 */
import * as v from "valibot";
import { actionKeyPattern, approvalToken } from "../../../contract/patterns";
import { webhookName } from "./name";

const schema = v.object({
  version: v.literal(1),
  channel: v.literal(webhookName),
  /** Name of the connector. */
  connector: v.pipe(v.string(), v.minLength(1), v.maxLength(100)),
  action: v.pipe(v.string(), v.regex(new RegExp(`^${actionKeyPattern}$`))),
  token: v.pipe(v.string(), v.regex(new RegExp(`^${approvalToken}$`))),
  /** Of Standard Webhooks. */
  headers: v.object({ id: v.string(), timestamp: v.string(), signature: v.string() }),
  body: v.string(),
});

export type SignedDecision = Readonly<v.InferOutput<typeof schema>>;

/** Undefined for everything else. */
export function parseSignedDecision(event: unknown): SignedDecision | undefined {
  const parsed = v.safeParse(schema, event);
  return parsed.success ? parsed.output : undefined;
}
