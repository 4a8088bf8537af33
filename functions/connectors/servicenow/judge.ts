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
function momentOf(text: string): Date | undefined {
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
 * Who brought the field to its value, by the audit log of that field; undefined where it does not say so for certain:
 * the newest row is of another value, or two people were there within its second.
 */
export function moverOf(rows: readonly AuditRow[], value: string): AuditRow | undefined {
  const newest = rows.reduce(
    (latest, { sys_created_on: { value: at } }) => (at > latest ? at : latest),
    "",
  );
  const last = rows.filter((row) => row.sys_created_on.value === newest);
  const movers = last.filter((row) => row.newvalue.value === value);
  const one = movers.at(0);
  const isCertain = movers.every(({ user }) => user.value === one?.user.value);
  return one !== undefined && isCertain && one.user.value !== "" ? one : undefined;
}
