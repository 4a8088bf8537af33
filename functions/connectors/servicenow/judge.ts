/** What a change means for its request: go in one combination of its fields alone, and no in two. */
import type { ServiceNowStates } from "../../../contract/connectors";
import type { DecisionResult } from "../../domain/types";
import { oneLine, shorten } from "../../domain/text";
import type { AuditRow, Change } from "./answers";

/** What has decided, if somebody who may has brought it there. */
export interface Verdict {
  readonly result: DecisionResult;
  /** The field whose newest value decided, and that value. */
  readonly field: "state" | "approval";
  readonly value: string;
}

export type Judgement = { readonly verdict: Verdict } | { readonly why: string };

export function judge(change: Change, states: ServiceNowStates, now: Date): Judgement {
  const { state, approval, on_hold: onHold } = change;
  if (approval.value === "rejected") {
    return { verdict: { result: "Rejected", field: "approval", value: "rejected" } };
  }
  if (state.value === states.canceled) {
    return { verdict: { result: "Rejected", field: "state", value: states.canceled } };
  }
  const window = windowOf(change);
  const isOpen = window !== undefined && window.start <= now && now <= window.end;
  const isGo =
    state.value === states.implement &&
    approval.value === "approved" &&
    onHold.value === "false" &&
    isOpen;
  if (!isGo) return { why: whyNot(change, now) };
  return { verdict: { result: "Approved", field: "state", value: states.implement } };
}

interface Window {
  readonly start: Date;
  readonly end: Date;
}

function windowOf({ start_date: from, end_date: to }: Change): Window | undefined {
  const start = momentOf(from.value);
  const end = momentOf(to.value);
  return start === undefined || end === undefined ? undefined : { start, end };
}

const momentForm = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)$/;

/** ServiceNow stores moments in UTC; undefined where it is none that there is. */
export function momentOf(text: string): Date | undefined {
  const [, day, time] = momentForm.exec(text) ?? [];
  if (day === undefined) return undefined;
  const at = new Date(`${day}T${time}Z`);
  // 31 February is the 3rd of March elsewhere.
  return !Number.isNaN(at.getTime()) && written(at) === text ? at : undefined;
}

const written = (at: Date): string => at.toISOString().slice(0, 19).replace("T", " ");

/** `Scheduled; its window opens 2026-12-01 06:00 UTC`. The same as long as the change is. */
function whyNot(change: Change, now: Date): string {
  const { state, approval, on_hold: onHold } = change;
  const parts = [shown(state) || "its state cannot be read"];
  if (approval.value !== "approved") parts.push(`approval: ${shown(approval) || "none"}`);
  if (onHold.value === "true") parts.push("on hold");
  else if (onHold.value !== "false") parts.push("whether it is on hold cannot be read");
  parts.push(...windowWords(windowOf(change), now));
  return parts.join("; ");
}

function windowWords(window: Window | undefined, now: Date): string[] {
  if (window === undefined) return ["it has no planned start and end"];
  if (now < window.start) return [`its window opens ${minuteOf(window.start)}`];
  return now > window.end ? [`its window closed ${minuteOf(window.end)}`] : [];
}

const minuteOf = (at: Date): string => `${written(at).slice(0, 16)} UTC`;

const shown = ({ value, shown: label }: Change["state"]): string =>
  shorten(oneLine(label || value), 60);

/**
 * Who brought it to the verdict, by the audit log; undefined where that does not say so for certain: the newest row of
 * the field has another value, or two people were there within its second.
 */
export function moverOf(
  rows: readonly AuditRow[],
  { field, value }: Verdict,
): AuditRow | undefined {
  const moves = rows.filter((row) => row.fieldname.value === field);
  const newest = moves.reduce((latest, row) => later(latest, row.sys_created_on.value), "");
  const last = moves.filter((row) => row.sys_created_on.value === newest);
  const [mover, ...others] = last.filter((row) => row.newvalue.value === value);
  if (mover === undefined || mover.user.value === "") return undefined;
  return others.every(({ user }) => user.value === mover.user.value) ? mover : undefined;
}

const later = (one: string, other: string): string => (one > other ? one : other);

/** Instances may be set to keep the values of a new record in the audit log as well, within its second or the next. */
const creationSeconds = 2;

/**
 * The request that the change was opened for, by the user that opens them. Whoever may write the field can have any
 * change name any request afterwards, among them one that somebody has long brought to Implement: that counts nothing,
 * nor does a change that others have opened, nor one whose audit log cannot be read whole.
 */
export function requestNamedBy(
  change: Change,
  rows: readonly AuditRow[] | undefined,
  ticketsBy: string,
): string | undefined {
  const { correlation_id: correlation, sys_created_on: created, sys_created_by: opener } = change;
  if (rows === undefined || opener.value !== ticketsBy) return undefined;
  const until = momentOf(created.value)?.getTime() ?? Number.NEGATIVE_INFINITY;
  const isOfCreation = ({ oldvalue, sys_created_on: at }: AuditRow): boolean => {
    const time = momentOf(at.value)?.getTime() ?? Number.POSITIVE_INFINITY;
    return oldvalue.value === "" && time <= until + creationSeconds * 1000;
  };
  const marks = rows.filter((row) => row.fieldname.value === "correlation_id");
  return correlation.value !== "" && marks.every(isOfCreation) ? correlation.value : undefined;
}
