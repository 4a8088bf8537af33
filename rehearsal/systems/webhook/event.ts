/** What the system reads of an event that it is sent. */
import * as v from "valibot";

const schema = v.object({
  type: v.pipe(v.string(), v.regex(/^approval\.[a-z_]+$/)),
  timestamp: v.string(),
  data: v.object({
    sequence: v.number(),
    request: v.object({
      id: v.string(),
      pipelineName: v.string(),
      stageName: v.string(),
      actionName: v.string(),
      customData: v.optional(v.string()),
    }),
    actor: v.optional(v.object({ channel: v.string(), displayName: v.string() })),
    result: v.optional(v.string()),
    reason: v.optional(v.string()),
    decisionUrl: v.optional(v.string()),
  }),
});

export type SentEvent = v.InferOutput<typeof schema>;

/** Undefined for what it does not understand. */
export function parseEvent(body: string): SentEvent | undefined {
  let content: unknown;
  try {
    content = JSON.parse(body);
  } catch {
    return undefined;
  }
  const parsed = v.safeParse(schema, content);
  return parsed.success ? parsed.output : undefined;
}
