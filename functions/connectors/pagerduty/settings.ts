/** What a connector of PagerDuty is deployed with, and what lies in its secrets. */
import * as v from "valibot";
import type { PagerDutySettings } from "../../../contract/connectors";

export const settingsSchema = v.object({
  serviceRegion: v.picklist(["us", "eu"]),
  severity: v.picklist(["critical", "error", "warning", "info"]),
}) satisfies v.GenericSchema<PagerDutySettings>;

/** PagerDuty's support pages, "Service Regions": its hosts for events, and for the REST API. */
export const hosts = {
  us: { events: "https://events.pagerduty.com", rest: "https://api.pagerduty.com" },
  eu: { events: "https://events.eu.pagerduty.com", rest: "https://api.eu.pagerduty.com" },
} as const satisfies Record<PagerDutySettings["serviceRegion"], object>;

/** Events API v2: "routing_key" is the integration key of a service, 32 characters. */
export const writerSchema = v.object({
  routingKey: v.pipe(v.string(), v.regex(/^[0-9a-zA-Z]{32}$/)),
});

/** A key of the REST API that may read alone: who has it learns who is on call. */
export const readerSchema = v.object({
  apiToken: v.pipe(v.string(), v.regex(/^[\x21-\x7e]{1,200}$/)),
});
