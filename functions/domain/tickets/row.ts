/**
 * What a connector keeps of a request: which of its events it has told, where its ticket is, and when a failed call
 * is tried again. One conditional write at a time: of two runs one has the request in hand, and learns that the
 * other was there.
 */
import * as v from "valibot";
import { leaseInSeconds } from "../../../contract/timing";
import { MalformedError } from "../errors";
import { requestId } from "../request-events";
import type { ApprovalRequest } from "../types";

const instant = v.pipe(v.string(), v.isoTimestamp());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const schema = v.object({
  schemaVersion: v.literal(1),
  action: v.string(),
  token: v.string(),
  requestId: v.string(),
  /** Counts the writes. */
  version: v.pipe(count, v.minValue(1)),
  /** Sequence of the newest request event that was told, or given up. */
  through: count,
  ticket: v.optional(v.object({ id: v.string(), label: v.string(), url: v.optional(v.string()) })),
  /** What the ticket said when the decider was told to look at last. */
  handedOver: v.optional(v.string()),
  handedOverAt: v.optional(instant),
  /** Until then a run has it in hand. */
  leaseUntil: v.optional(instant),
  /** Failed tries of what comes next, when the first of them failed, and when it is tried again. */
  attempts: v.optional(count, 0),
  failedAt: v.optional(instant),
  nextTryAt: v.optional(instant),
  /** True when nothing is left to do. */
  isClosed: v.optional(v.boolean(), false),
  /** Epoch seconds after which DynamoDB may delete it. */
  ttl: count,
});

export type TicketRow = Readonly<v.InferOutput<typeof schema>>;

export function parseRow(item: unknown): TicketRow {
  const parsed = v.safeParse(schema, item);
  if (parsed.success) return parsed.output;
  const field = v.getDotPath(parsed.issues[0]) ?? "the item";
  throw new MalformedError(`The stored ticket cannot be read: ${field} is not as it should be.`);
}

/** As long as the request itself is kept, it may be looked up here. */
export const newRow = (request: ApprovalRequest): TicketRow => ({
  schemaVersion: 1,
  ...{ action: request.action, token: request.token, requestId: requestId(request) },
  ...{ version: 1, through: 0, attempts: 0, isClosed: false, ttl: request.ttl },
});

export type RowChange = Partial<Omit<TicketRow, "version" | "action" | "token" | "requestId">>;

export const nextRow = (row: TicketRow, change: RowChange): TicketRow => ({
  ...row,
  ...change,
  version: row.version + 1,
});

export const isHeld = ({ leaseUntil }: TicketRow, now: Date): boolean =>
  leaseUntil !== undefined && now < new Date(leaseUntil);

/** In this run's hands. */
export const leased = (row: TicketRow, now: Date): TicketRow =>
  nextRow(row, { leaseUntil: new Date(now.getTime() + leaseInSeconds * 1000).toISOString() });

/** Another run was here: whoever has it in hand looks at the request once more before it lets go. */
export const touched = (row: TicketRow): TicketRow => nextRow(row, {});

const noFailure: RowChange = { attempts: 0, failedAt: undefined, nextTryAt: undefined };

/** Events up to there were told. */
export const toldThrough = (row: TicketRow, through: number, change: RowChange = {}): TicketRow =>
  nextRow(row, { ...noFailure, through, ...change });

/** Tried again at `at`. */
export const failedOnce = (row: TicketRow, now: Date, at: Date): TicketRow =>
  nextRow(row, {
    attempts: row.attempts + 1,
    failedAt: row.failedAt ?? now.toISOString(),
    nextTryAt: at.toISOString(),
  });

export const isDue = ({ nextTryAt }: TicketRow, now: Date): boolean =>
  nextTryAt === undefined || now >= new Date(nextTryAt);
