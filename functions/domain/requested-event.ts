/** The bus says that a request has begun. It names an action alone. */
import * as v from "valibot";
import { actionKeyPattern } from "../../contract/patterns";
import { type ActionKey, actionKey } from "../../contract/records";
import { eventSource } from "./published-event";

const requested = v.object({
  source: v.literal(eventSource),
  "detail-type": v.literal("Requested"),
  detail: v.object({
    request: v.object({ pipelineName: v.string(), stageName: v.string(), actionName: v.string() }),
  }),
});

const key = new RegExp(`^${actionKeyPattern}$`);

/** Undefined for every other event. */
export function parseRequested(event: unknown): ActionKey | undefined {
  const begun = v.safeParse(requested, event);
  if (!begun.success) return undefined;
  const { pipelineName, stageName, actionName } = begun.output.detail.request;
  const action = actionKey(pipelineName, stageName, actionName);
  return key.test(action) ? action : undefined;
}
