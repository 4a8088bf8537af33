/** What a late notification adds to a request that sweep has found. */
import type { Notification } from "./notification";
import { type Change, isOpen, next } from "./transitions";
import type { ApprovalRequest } from "./types";

const toldByNotification = [
  ...["expires", "consoleLink", "approvalReviewLink", "externalEntityLink", "customData"],
] as readonly (keyof Notification & keyof ApprovalRequest)[];

/**
 * An open request that sweep has found learns once, from its notification, what CodePipeline's API does not
 * show; its messages are drawn again, so that whoever decides has seen it. Undefined for every other.
 */
export function completed(
  request: ApprovalRequest,
  notification: Notification,
): ApprovalRequest | undefined {
  if (request.unnotified !== true || !isOpen(request)) return undefined;
  const told = toldByNotification
    .filter((key) => notification[key] !== undefined)
    .map((key) => [key, notification[key]]);
  const longer = (Date.parse(notification.expires) - Date.parse(request.expires)) / 1000;
  return next(request, {
    ...(Object.fromEntries(told) as Change),
    unnotified: false,
    ttl: request.ttl + Math.max(0, Math.ceil(longer)),
    messages: request.messages.map((message) => ({ ...message, shows: "UNCONFIRMED" as const })),
  });
}
