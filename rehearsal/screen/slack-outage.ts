/** Slack as it is when it is down. */
import type { Rehearsal } from "../session";

const methods = ["chat.postMessage", "chat.update", "chat.postEphemeral", "views.open"];

/** Slack answers nothing but errors, or is well again. */
export function toggleSlack({ slack }: Pick<Rehearsal, "slack">, fails: boolean): void {
  if (!fails) return slack?.heal();
  for (const method of methods) slack?.fail(method, "internal_error", Infinity);
}
