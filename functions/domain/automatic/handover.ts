/**
 * What the function `automatic` hands to the decider. It says where to look and nothing else: what is decided
 * the decider asks for itself, so that nobody decides by wording one.
 */
import * as v from "valibot";
import { automaticChannel } from "../../../contract/identities";
import { actionKeyPattern, approvalToken } from "../../../contract/patterns";
import type { ApprovalRequest } from "../types";

const schema = v.object({
  version: v.literal(1),
  channel: v.literal(automaticChannel),
  action: v.pipe(v.string(), v.regex(new RegExp(`^${actionKeyPattern}$`))),
  token: v.pipe(v.string(), v.regex(new RegExp(`^${approvalToken}$`))),
});

export type HandOver = Readonly<v.InferOutput<typeof schema>>;

/** Undefined for everything else. */
export function parseHandOver(event: unknown): HandOver | undefined {
  const parsed = v.safeParse(schema, event);
  return parsed.success ? parsed.output : undefined;
}

export const handOverOf = ({
  action,
  token,
}: Pick<ApprovalRequest, "action" | "token">): HandOver => ({
  ...{ version: 1, channel: automaticChannel },
  ...{ action, token },
});
