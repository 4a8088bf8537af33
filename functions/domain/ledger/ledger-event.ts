/** What wakes the ledger: an event of the hub's bus, and what it has kept itself. Nothing of it gets into an entry. */
import * as v from "valibot";
import { actionKeyPattern } from "../../../contract/patterns";
import { type ActionKey, actionKey } from "../../../contract/records";
import { eventSource } from "../published-event";
import { eventTypes } from "../request-events";
import { bypassTypes } from "./entry";

export type Woken =
  | {
      readonly kind: "request";
      readonly action: ActionKey;
      readonly requestId: string;
      /** Of the event, in its request. */
      readonly sequence: number;
    }
  | { readonly kind: "bypass"; readonly id: string }
  | { readonly kind: "archive"; readonly sequence: number };

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(1));
const id = v.pipe(v.string(), v.regex(/^[\w-]{1,100}$/));
const key = v.pipe(v.string(), v.regex(new RegExp(`^${actionKeyPattern}$`)));

const ofRequest = v.object({
  source: v.literal(eventSource),
  "detail-type": v.picklist(eventTypes),
  detail: v.object({
    sequence: count,
    request: v.object({
      id,
      ...{ pipelineName: v.string(), stageName: v.string(), actionName: v.string() },
    }),
  }),
});

const ofBypass = v.object({
  source: v.literal(eventSource),
  "detail-type": v.picklist(bypassTypes),
  detail: v.object({ id }),
});

const archiveType = "Archive";

const ofArchive = v.object({
  source: v.literal(eventSource),
  "detail-type": v.literal(archiveType),
  sequence: count,
});

/** Undefined for every other event. */
export function parseLedgerEvent(event: unknown): Woken | undefined {
  const happened = v.safeParse(ofRequest, event);
  if (happened.success) {
    const { sequence, request } = happened.output.detail;
    const action = actionKey(request.pipelineName, request.stageName, request.actionName);
    if (!v.is(key, action)) return undefined;
    return { kind: "request", action, requestId: request.id, sequence };
  }
  const bypassed = v.safeParse(ofBypass, event);
  if (bypassed.success) return { kind: "bypass", id: bypassed.output.detail.id };
  const again = v.safeParse(ofArchive, event);
  return again.success ? { kind: "archive", sequence: again.output.sequence } : undefined;
}

/** With this the function can be invoked to archive an entry once more. */
export const archiveOf = (sequence: number): v.InferInput<typeof ofArchive> => ({
  source: eventSource,
  "detail-type": archiveType,
  sequence,
});
