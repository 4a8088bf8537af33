/** What sweep hands over: actions to look after, though no event of CodePipeline names them. */
import * as v from "valibot";
import { actionKeyPattern } from "../../contract/patterns";
import type { ActionKey } from "../../contract/records";
import { eventSource } from "./published-event";

const detailType = "Sweep";

const key = new RegExp(`^${actionKeyPattern}$`);

export const isActionKey = (action: string): boolean => key.test(action);

const schema = v.object({
  source: v.literal(eventSource),
  "detail-type": v.literal(detailType),
  actions: v.array(v.pipe(v.string(), v.regex(key))),
});

/** Undefined for every other event. */
export function parseSweep(event: unknown): readonly ActionKey[] | undefined {
  const parsed = v.safeParse(schema, event);
  return parsed.success ? parsed.output.actions : undefined;
}

export const sweepOf = (actions: readonly ActionKey[]): v.InferInput<typeof schema> => ({
  source: eventSource,
  "detail-type": detailType,
  actions: [...actions],
});
