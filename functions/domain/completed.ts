/** What a late notification adds to a request that sweep has found. */
import type { Notification } from "./notification";
import { type Change, next } from "./transitions";
import type { ApprovalRequest } from "./types";

const toldByNotification = [
  ...["expires", "consoleLink", "approvalReviewLink", "externalEntityLink", "customData"],
] as readonly (keyof Notification & keyof ApprovalRequest)[];

/**
 * A request that sweep has found learns from a late notification what CodePipeline's API does not show.
 * Undefined where a notification has told of it before: each has a link for the review.
 */
export function completed(
  request: ApprovalRequest,
  notification: Notification,
): ApprovalRequest | undefined {
  const { approvalReviewLink, consoleLink } = request;
  if (approvalReviewLink !== undefined || consoleLink !== undefined) return undefined;
  const told = toldByNotification
    .filter((key) => notification[key] !== undefined && notification[key] !== request[key])
    .map((key) => [key, notification[key]]);
  return told.length === 0 ? undefined : next(request, Object.fromEntries(told) as Change);
}
