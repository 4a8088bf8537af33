/** What wakes a connector: an event on the hub's bus, or its own schedule. */
import * as v from "valibot";
import { type ActionKey, actionKey } from "../../../contract/records";
import { bypassEventSchema, type BypassEvent } from "../bypass/bypass-event";
import { reviewEventSchema, type ReviewEvent } from "../bypass/review-event";
import { eventSource } from "../published-event";
import { eventTypes } from "../request-events";
import { isActionKey } from "../sweep-event";

const happened = v.object({
  source: v.literal(eventSource),
  "detail-type": v.picklist(eventTypes),
  detail: v.object({
    request: v.object({ pipelineName: v.string(), stageName: v.string(), actionName: v.string() }),
  }),
});

const bypassed = v.object({
  source: v.literal(eventSource),
  detail: v.union([bypassEventSchema, reviewEventSchema]),
});

/** EventBridge User Guide, "Scheduled events". */
const scheduled = v.object({
  source: v.literal("aws.events"),
  "detail-type": v.literal("Scheduled Event"),
});

export type Woken =
  | { readonly kind: "request"; readonly action: ActionKey }
  | { readonly kind: "bypass"; readonly event: BypassEvent | ReviewEvent }
  | { readonly kind: "schedule" };

/** Undefined for everything else. Of a request's event only the action counts: the table has the truth. */
export function parseWoken(event: unknown): Woken | undefined {
  if (v.is(scheduled, event)) return { kind: "schedule" };
  const request = v.safeParse(happened, event);
  if (request.success) {
    const { pipelineName, stageName, actionName } = request.output.detail.request;
    const action = actionKey(pipelineName, stageName, actionName);
    return isActionKey(action) ? { kind: "request", action } : undefined;
  }
  const bypass = v.safeParse(bypassed, event);
  return bypass.success ? { kind: "bypass", event: bypass.output.detail } : undefined;
}
