/** What wakes the reminder: a request has begun, or the next step of one is due. Both name an action alone. */
import * as v from "valibot";
import { actionKeyPattern } from "../../contract/patterns";
import type { ActionKey } from "../../contract/records";
import { eventSource } from "./published-event";
import { parseRequested } from "./requested-event";

const detailType = "Reminder";

const scheduled = v.object({
  source: v.literal(eventSource),
  "detail-type": v.literal(detailType),
  action: v.pipe(v.string(), v.regex(new RegExp(`^${actionKeyPattern}$`))),
});

/** Undefined for every other event. */
export function parseReminder(event: unknown): ActionKey | undefined {
  const due = v.safeParse(scheduled, event);
  return due.success ? due.output.action : parseRequested(event);
}

/** What a schedule says when it fires. */
export const reminderOf = (action: ActionKey): v.InferInput<typeof scheduled> => ({
  source: eventSource,
  "detail-type": detailType,
  action,
});
