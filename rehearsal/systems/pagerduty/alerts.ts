/** The Events API v2 of a service: alerts by their keys, and what it refuses. */
import type { Clock } from "../../clock";
import type { SystemAnswer, SystemRequest, SystemTicket } from "../system";

type Json = Readonly<Record<string, unknown>>;

interface Alert {
  readonly key: string;
  readonly summary: string;
  readonly lines: readonly string[];
  state: "triggered" | "acknowledged" | "resolved";
  readonly log: string[];
}

/** Integration keys have 32 characters. */
export const routingKey = "R0REHEARSAL0REHEARSAL0REHEARSAL0";

/** PagerDuty limits events as it sees fit: this is what it documents as usual, a minute. */
const mostInAMinute = 120;

const severities = ["critical", "error", "warning", "info"];

const invalid = (...errors: string[]): SystemAnswer => ({
  status: 400,
  body: { status: "invalid event", message: "Event object is invalid", errors },
});

const unrecognized: SystemAnswer = {
  status: 400,
  body: {
    status: "Unrecognized object",
    message: "Event object format is unrecognized",
    errors: ["JSON parse error"],
  },
};

export class Alerts {
  private readonly all: Alert[] = [];
  private taken: number[] = [];

  constructor(private readonly clock: Clock) {}

  answer({ method, url, body }: SystemRequest): SystemAnswer {
    if (url.pathname !== "/v2/enqueue") return { status: 404, body: "Not Found" };
    if (method !== "POST") return { status: 405 };
    const now = this.clock.now().getTime();
    this.taken = this.taken.filter((at) => now - at < 60_000);
    if (this.taken.length >= mostInAMinute) {
      return { status: 429, body: { status: "throttle exceeded", message: "Try again later." } };
    }
    const event = objectIn(body);
    if (event === undefined) return unrecognized;
    const errors = problemsOf(event);
    if (errors.length > 0) return invalid(...errors);
    this.taken.push(now);
    const key = typeof event.dedup_key === "string" ? event.dedup_key : `key-${this.all.length}`;
    this.take(event, key);
    const success = { status: "success", message: "Event processed", dedup_key: key };
    return { status: 202, body: success };
  }

  /** A trigger adds to an alert that is open; the others do nothing to what is not there. */
  private take({ event_action: action, payload, links }: Json, key: string): void {
    const open = this.all.find((alert) => alert.key === key && alert.state !== "resolved");
    if (action === "trigger" && open === undefined) {
      const { summary } = payload as { summary: string };
      const lines = linesOf(payload as Json, links);
      this.all.push({ key, summary, lines, state: "triggered", log: [] });
      return;
    }
    if (open === undefined) return;
    if (action === "trigger") open.log.push("Triggered again.");
    else {
      open.state = action === "resolve" ? "resolved" : "acknowledged";
      open.log.push(`${action === "resolve" ? "Resolved" : "Acknowledged"} through the API.`);
    }
  }

  tickets(): SystemTicket[] {
    return this.all.map(({ summary, state, lines, log }, index) => ({
      id: idOf(index),
      title: summary,
      state,
      lines: [...lines, ...log],
      actions: state === "triggered" ? [{ id: "acknowledge", label: "Acknowledge" }] : [],
    }));
  }

  /** False where no alert has the id. */
  acknowledge(id: string, name: string): boolean {
    const alert = this.all.find((_, index) => idOf(index) === id);
    if (alert === undefined) return false;
    alert.state = "acknowledged";
    alert.log.push(`Acknowledged by ${name}.`);
    return true;
  }
}

const idOf = (index: number): string => `A${index + 1}`;

function objectIn(body: string): Json | undefined {
  try {
    const content: unknown = JSON.parse(body);
    return typeof content === "object" && content !== null && !Array.isArray(content)
      ? (content as Json)
      : undefined;
  } catch {
    return undefined;
  }
}

const isText = (value: unknown, max: number): boolean =>
  typeof value === "string" && value !== "" && value.length <= max;

function problemsOf({ routing_key: key, event_action: action, dedup_key: of, ...rest }: Json) {
  const { payload, links = [] } = rest;
  if (typeof key !== "string" || key.length !== 32) {
    return ["Length of 'routing_key' is incorrect (should be 32 characters)"];
  }
  if (key !== routingKey) return ["Invalid routing key"];
  if (!["trigger", "acknowledge", "resolve"].includes(action as string)) {
    return ["'event_action' is invalid (must be one of: trigger, acknowledge, resolve)"];
  }
  if (action !== "trigger") return isText(of, 255) ? [] : ["'dedup_key' is missing or blank"];
  const { summary, source, severity } = (payload ?? {}) as Json;
  const hrefs = Array.isArray(links) ? links.map((one) => (one as Json | null)?.href) : [undefined];
  return [
    ...(of === undefined || isText(of, 255) ? [] : ["'dedup_key' is too long"]),
    ...(isText(summary, 1024) ? [] : ["'payload.summary' is missing, blank or too long"]),
    ...(isText(source, 10_000) ? [] : ["'payload.source' is missing or blank"]),
    ...(severities.includes(severity as string)
      ? []
      : [`'payload.severity' is invalid (must be one of: ${severities.join(", ")})`]),
    ...(hrefs.every((one) => isText(one, 10_000)) ? [] : ["'links' is invalid"]),
  ];
}

function linesOf({ severity, source, custom_details: details = {} }: Json, links: unknown) {
  const said = Object.entries(details as Json).map(
    ([label, value]) => `${label}: ${String(value)}`,
  );
  const linked = ((links ?? []) as { href: string; text?: string }[]).map(
    ({ href, text = "Link" }) => `${text}: ${href}`,
  );
  return [`${String(severity)}, from ${String(source)}`, ...said, ...linked];
}
