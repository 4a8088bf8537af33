/** Which events of a hub's bus wake a connector: `functions/domain/tickets/woken.ts` reads them. */
import type { ConnectorKind } from "../../../contract/connectors";
import { publishedPattern } from "../../hub/model/approval-events";

/** What happens to requests: `functions/domain/request-events.ts`. */
export const requestEvents = [
  "Requested",
  "Reminded",
  "SlaBreached",
  "Escalated",
  "Voted",
  "Deciding",
  "Decided",
  "Expired",
  "Cancelled",
];

/** Uses of break-glass roles, and reviews: `functions/domain/bypass/`. */
const emergencies = [
  { "detail-type": ["Bypassed"], detail: { kind: ["BreakGlassAssumed", "BreakGlassUsed"] } },
  { "detail-type": ["Reviewed"] },
];

/** PagerDuty alone is told of emergencies. */
export function eventsFor(kind: ConnectorKind): object {
  const requests = { "detail-type": requestEvents };
  return kind === "pagerduty"
    ? { ...publishedPattern, $or: [requests, ...emergencies] }
    : { ...publishedPattern, ...requests };
}
