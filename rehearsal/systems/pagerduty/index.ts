/** An account of PagerDuty with one service: its alerts, and who is on call. */
import type { CreateStandIn } from "../system";
import { Alerts, routingKey } from "./alerts";
import { parseEntry } from "./entry";
import { apiToken, Schedules } from "./schedules";

/** PagerDuty's support pages, "Service Regions". */
const hosts = {
  us: { events: "https://events.pagerduty.com", rest: "https://api.pagerduty.com" },
  eu: { events: "https://events.eu.pagerduty.com", rest: "https://api.eu.pagerduty.com" },
} as const;

export const createPagerDuty: CreateStandIn = (given, { clock }) => {
  const entry = parseEntry(given);
  const { credentialsArn, readerCredentialsArn, people } = entry;
  const { events, rest } = hosts[entry.serviceRegion];
  const alerts = new Alerts(clock);
  const schedules = new Schedules(entry);
  return {
    kind: "pagerduty",
    title: `PagerDuty (${new URL(rest).host})`,
    origins: [events, rest],
    people,
    credentials:
      readerCredentialsArn === undefined
        ? { [credentialsArn]: { routingKey, apiToken } }
        : { [credentialsArn]: { routingKey }, [readerCredentialsArn]: { apiToken } },
    answer: (request) =>
      request.url.origin === events ? alerts.answer(request) : schedules.answer(request),
    tickets: () => [...alerts.tickets(), ...schedules.tickets()],
    act: (ticket, action, person) => {
      if (action === "acknowledge") alerts.acknowledge(ticket, people[person]);
      else schedules.change(ticket, action, person);
    },
  };
};
