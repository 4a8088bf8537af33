/**
 * What of a request's history is on the hub's event bus. The stream of the table carries each event there
 * once; a stream keeps its records for 24 hours, so publisher notes how far it came, and sweep has the
 * rest published that no record told of.
 */
import type { RequestEvent } from "./request-events";
import { isSettled } from "./transitions";
import type { ApprovalRequest } from "./types";

type Told = Pick<ApprovalRequest, "history" | "publishedThrough">;

/** Events that are not noted to be on the bus, oldest first. */
export function unpublished({ history = [], publishedThrough = 0 }: Told): RequestEvent[] {
  return history.filter(({ sequence }) => sequence > publishedThrough);
}

/** True while an event is not noted to be in the ledger of the hub. */
export const hasUnrecorded = ({
  history,
  ledgerThrough = 0,
}: Pick<ApprovalRequest, "history" | "ledgerThrough">): boolean =>
  (history?.at(-1)?.sequence ?? 0) > ledgerThrough;

/** True when nothing is left to do: it ended, every message says how, every event is on the bus and in the ledger. */
export const isFinished = (request: ApprovalRequest): boolean =>
  isSettled(request) &&
  unpublished(request).length === 0 &&
  // Absent where its hub had no ledger when it began.
  (request.ledgerThrough === undefined || !hasUnrecorded(request));

/** What publisher has put on the bus, by sequence. */
export interface PublishedRange {
  readonly through: number;
  /** Zero where nothing before it is in doubt. */
  readonly after: number;
}

/**
 * What is on the bus once the events of one write are. `before` is what the write replaced: who writes a
 * request writes it as they had read it, and may so take back what was noted meanwhile. Undefined where
 * there is nothing to note.
 */
export function publishedBy(
  request: ApprovalRequest,
  events: readonly RequestEvent[],
  before: Told | undefined,
): PublishedRange | undefined {
  const noted = Math.max(request.publishedThrough ?? 0, before?.publishedThrough ?? 0);
  const last = events.at(-1)?.sequence;
  if (last === undefined) return noted === 0 ? undefined : { through: noted, after: 0 };
  const previous = events[0].sequence - 1;
  return { through: Math.max(last, noted), after: previous <= noted ? 0 : previous };
}
