/** What wakes the reminder: a request has begun, or the next step of one is due. Both name an action alone. */
import * as v from "valibot";
import { actionKeyPattern } from "../../contract/patterns";
import { type ActionKey, actionKey } from "../../contract/records";
import { eventSource } from "./published-event";

const detailType = "Reminder";

const key = v.pipe(v.string(), v.regex(new RegExp(`^${actionKeyPattern}$`)));

const scheduled = v.object({
  source: v.literal(eventSource),
  "detail-type": v.literal(detailType),
  action: key,
});

const requested = v.object({
  source: v.literal(eventSource),
  "detail-type": v.literal("Requested"),
  detail: v.object({
    request: v.object({ pipelineName: v.string(), stageName: v.string(), actionName: v.string() }),
  }),
});

/** Undefined for every other event. */
export function parseReminder(event: unknown): ActionKey | undefined {
  const due = v.safeParse(scheduled, event);
  if (due.success) return due.output.action;
  const begun = v.safeParse(requested, event);
  if (!begun.success) return undefined;
  const { pipelineName, stageName, actionName } = begun.output.detail.request;
  const action = actionKey(pipelineName, stageName, actionName);
  return v.is(key, action) ? action : undefined;
}

/** What a schedule says when it fires. */
export const reminderOf = (action: ActionKey): v.InferInput<typeof scheduled> => ({
  source: eventSource,
  "detail-type": detailType,
  action,
});
