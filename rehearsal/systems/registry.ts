/** Every stand-in: a new one is a folder beside this file, and a line here. */
import { createJira } from "./jira";
import { createPagerDuty } from "./pagerduty";
import { createServiceNow } from "./servicenow";
import type { CreateStandIn } from "./system";
import { createTeams } from "./teams";
import { createWebhook } from "./webhook";

/** By the `kind` of an entry of `systems.rehearsal.yaml`. */
export const standIns: Readonly<Record<string, CreateStandIn>> = {
  jira: createJira,
  pagerduty: createPagerDuty,
  servicenow: createServiceNow,
  teams: createTeams,
  webhook: createWebhook,
};
