/** Every kind of connector: a new one is a folder beside this file, and a line here. */
import type { ConnectorKind } from "../../contract/connectors";
import type { Connector } from "./connector";
import { jira } from "./jira";
import { pagerDuty } from "./pagerduty";
import { servicenow } from "./servicenow";
import { teams } from "./teams";
import { webhook } from "./webhook";

const registry: Partial<Readonly<Record<ConnectorKind, Connector>>> = {
  jira,
  pagerduty: pagerDuty,
  servicenow,
  teams,
  webhook,
};

export const connectorOf = (kind: string): Connector | undefined =>
  Object.hasOwn(registry, kind) ? registry[kind as ConnectorKind] : undefined;
