/** What a company's own system posts when somebody there has decided. */
import * as v from "valibot";

const schema = v.object({
  type: v.literal("approval.decision"),
  timestamp: v.pipe(v.string(), v.isoTimestamp()),
  data: v.object({
    requestId: v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/)),
    decision: v.picklist(["approved", "rejected"]),
    /** As that system names its people. */
    actor: v.object({
      id: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
      name: v.optional(v.pipe(v.string(), v.minLength(1), v.maxLength(256))),
    }),
    reason: v.optional(v.string()),
  }),
});

export type WebhookDecision = v.InferOutput<typeof schema>["data"] & {
  /** ISO 8601. */
  readonly decidedAt: string;
};

/** Names the field that is wrong; what was sent is not quoted. */
export type ReadDecision = { readonly decision: WebhookDecision } | { readonly problem: string };

export function readDecision(body: Buffer): ReadDecision {
  let content: unknown;
  try {
    content = JSON.parse(body.toString("utf8"));
  } catch {
    return { problem: "The body is not JSON." };
  }
  const parsed = v.safeParse(schema, content);
  if (parsed.success) {
    const { data, timestamp } = parsed.output;
    return { decision: { ...data, decidedAt: timestamp } };
  }
  const field = v.getDotPath(parsed.issues[0]) ?? "the body";
  return { problem: `Missing or malformed: ${field}.` };
}

export const resultOf = ({ decision }: Pick<WebhookDecision, "decision">) =>
  decision === "approved" ? "Approved" : "Rejected";
