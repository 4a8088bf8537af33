/** PagerDuty's two APIs: events that page people, and who is on call. Nothing else calls PagerDuty. */
import * as v from "valibot";
import type { PagerDutySettings } from "../../../contract/connectors";
import { TransientError } from "../../domain/errors";
import { answerOf, refusedBy } from "../answers";
import type { Http } from "../http";
import { hosts } from "./settings";

/** Events API v2, "Send an event": what becomes of an alert. */
export type AlertEvent =
  | {
      readonly event_action: "trigger";
      readonly dedup_key: string;
      readonly client: string;
      readonly payload: {
        readonly summary: string;
        readonly source: string;
        readonly severity: PagerDutySettings["severity"];
        readonly component?: string;
        readonly class: string;
        readonly custom_details: Readonly<Record<string, string>>;
      };
      readonly links: readonly { readonly href: string; readonly text: string }[];
    }
  | { readonly event_action: "resolve"; readonly dedup_key: string };

type Of = Pick<PagerDutySettings, "serviceRegion">;

/** PagerDuty answers 202: it has taken the event, and works on it later. */
export async function sendEvent(
  { serviceRegion }: Of,
  routingKey: string,
  event: AlertEvent,
  http: Http,
): Promise<void> {
  const response = await http({
    method: "POST",
    url: `${hosts[serviceRegion].events}/v2/enqueue`,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ routing_key: routingKey, ...event }),
  });
  if (response.status !== 202) throw refusedBy("PagerDuty", "an event", response);
}

const moment = v.nullish(
  v.pipe(
    v.string(),
    v.check((at) => !Number.isNaN(Date.parse(at))),
  ),
);

/** Of one entry: the user is a reference without an address where `include[]` was not heeded, or they are gone. */
const entry = v.object({
  user: v.nullish(v.object({ id: v.string(), email: v.nullish(v.string()) })),
  schedule: v.nullish(v.object({ id: v.string() })),
  start: moment,
  end: moment,
});

const page = v.object({ oncalls: v.array(entry), more: v.boolean() });

export type OnCallEntry = v.InferOutput<typeof entry>;

/** REST API, "Pagination": at most 100 a page. More pages than these are no answer about a few schedules. */
const perPage = 100;
const mostPages = 10;

/** Everybody who is on call for one of the schedules at this moment, of all pages. */
export async function readOnCalls(
  { serviceRegion }: Of,
  apiToken: string,
  { scheduleIds, at }: { readonly scheduleIds: readonly string[]; readonly at: Date },
  http: Http,
): Promise<OnCallEntry[]> {
  const found: OnCallEntry[] = [];
  const now = at.toISOString();
  for (let read = 0; read < mostPages; read += 1) {
    const query = new URLSearchParams([
      ...scheduleIds.map((id): [string, string] => ["schedule_ids[]", id]),
      ["include[]", "users"],
      ["time_zone", "UTC"],
      ["since", now],
      ["until", now],
      ["limit", String(perPage)],
      ["offset", String(read * perPage)],
    ]);
    const response = await http({
      method: "GET",
      url: `${hosts[serviceRegion].rest}/oncalls?${query.toString()}`,
      headers: {
        authorization: `Token token=${apiToken}`,
        accept: "application/vnd.pagerduty+json;version=2",
        "content-type": "application/json",
      },
    });
    const { oncalls, more } = answerOf("PagerDuty", "who is on call", response, page);
    found.push(...oncalls);
    if (!more) return found;
  }
  throw new TransientError("PagerDuty names more people on call than any schedule has.");
}
