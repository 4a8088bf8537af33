/** What a request event measures. Each event is measured once: it is the one who publishes it that asks. */
import { counts, durations } from "../../contract/measures";
import { type BusinessHours, openMinutes } from "../../contract/working-time";
import type { RequestEvent } from "./request-events";
import type { ApprovalRequest } from "./types";

export interface Measure {
  readonly name: string;
  readonly unit: "Count" | "Seconds";
  readonly value: number;
}

type Measured = Pick<ApprovalRequest, "requestedAt" | "history" | "sla">;

const one = (name: string): Measure => ({ name, unit: "Count", value: 1 });

export function measuresOf(request: Measured, event: RequestEvent): Measure[] {
  switch (event.type) {
    case "Requested":
      return [one(counts.requested)];
    case "Reminded":
      return [one(counts.reminded)];
    case "SlaBreached":
      return [one(counts.slaBreached)];
    case "Escalated":
      return [one(counts.escalated)];
    case "Voted":
    case "Deciding":
      return firstResponse(request, event);
    case "Decided":
      return [
        one(event.result === "Approved" ? counts.approved : counts.rejected),
        ...firstResponse(request, event),
        ...decision(request, event),
      ];
    case "Expired":
      return [one(counts.expired)];
    case "Cancelled":
      return [one(counts.cancelled)];
  }
}

/** Who votes or begins to decide has answered, and whoever decides elsewhere answers by deciding. */
function firstResponse(request: Measured, event: RequestEvent): Measure[] {
  const answers = (request.history ?? []).filter(({ type }) =>
    ["Voted", "Deciding", "Decided"].includes(type),
  );
  const isFirst = answers.every(({ sequence }) => sequence >= event.sequence);
  return isFirst ? elapsed(durations.toFirstResponse, request, event) : [];
}

function decision(request: Measured, event: RequestEvent): Measure[] {
  return [
    ...elapsed(durations.toDecision, request, event),
    ...workingTime(request, event, request.sla?.businessHours),
  ];
}

function elapsed(name: string, { requestedAt }: Measured, { time }: RequestEvent): Measure[] {
  return seconds(name, (Date.parse(time) - Date.parse(requestedAt)) / 1000);
}

/** Without business hours there is no working time but all of it. */
function workingTime(
  { requestedAt }: Measured,
  { time }: RequestEvent,
  hours: BusinessHours | undefined,
): Measure[] {
  if (hours === undefined) return [];
  try {
    const minutes = openMinutes(new Date(requestedAt), new Date(time), hours);
    return seconds(durations.workingToDecision, minutes * 60);
  } catch {
    // A time zone that this machine does not know.
    return [];
  }
}

/** CloudWatch refuses what is no number; clocks of two services may differ by less than a second. */
function seconds(name: string, value: number): Measure[] {
  return Number.isFinite(value) ? [{ name, unit: "Seconds", value: Math.max(0, value) }] : [];
}
