import assert from "node:assert/strict";
import * as programs from "../support/connector-programs";
import {
  connectorCases,
  jiraCases,
  pagerDutyCases,
  serviceNowCases,
  webhookCases,
} from "./connectors";
import { argumentsOf, changes } from "./try-changes";
import { argument } from "./types";

// With the connector that has the most: of the others only their own.
const common = connectorCases.map(argument);

changes("WebhookConnector", [...connectorCases, ...webhookCases], programs.webhookProgram);
changes("ServiceNowConnector", serviceNowCases, programs.serviceNowProgram, common);
changes("JiraConnector", jiraCases, programs.jiraProgram, common);
changes("PagerDutyConnector", pagerDutyCases, programs.pagerDutyProgram, common);

describe("an argument of TeamsConnector", () => {
  it("is one that every connector has", () => {
    assert.deepEqual(argumentsOf("TeamsConnector"), [...common].sort());
  });
});
