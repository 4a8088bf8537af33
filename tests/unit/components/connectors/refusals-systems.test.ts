/** What each system's own arguments refuse. */
import { types } from "../../../support/components";
import { type Refused, refuses } from "../../../support/refusal-table";
import { issue, jira, later, pagerDuty, refused, request, serviceNow, webhook } from "./support";

const ofState = (implement: unknown) => serviceNow({ states: { implement } });
const notFilled = (name: string, whose: string): string =>
  `\`fields["${name}"]\` must be a field that the program fills in, got: "${name}". Leave it out: the connector, ` +
  `or whoever handles the ${whose}, says it.`;

const systems: Refused[] = [
  {
    title: "a standard change without a template",
    plain: () => serviceNow({ changeType: "standard" }),
    later: () => serviceNow({ changeType: later("standard") }),
    carrier: types.function,
    path: "standardTemplateId",
    reason:
      "`standardTemplateId` must be given for standard changes, got none. Give the sys_id of the template's version.",
  },
  {
    title: "a template of a change that is not standard",
    plain: () => serviceNow({ standardTemplateId: "46e8219ba9fe1981013806b3e2c8a7b5" }),
    path: "standardTemplateId",
    reason:
      '`standardTemplateId` must stand beside `changeType: "standard"` alone, got one beside "normal". Leave it out.',
  },
  refused(
    "another type of changes",
    (changeType) => serviceNow({ changeType }),
    "Normal",
    "changeType",
    '`changeType` must be one of normal, standard, emergency, got: "Normal". Did you mean "normal"?',
  ),
  refused(
    "a state that is a name",
    ofState,
    "Implement",
    "states.implement",
    '`states.implement` must be the value of a change\'s state, as text, like "-1", got: "Implement". Copy it from ' +
      "the choice list of change_request.state.",
  ),
  refused(
    "one state for two meanings",
    ofState,
    "4",
    "states.canceled",
    '`states.canceled` must be another state than `states.implement`, got: "4" for both. Copy each from the choice ' +
      "list of change_request.state.",
  ),
  ...["state", "approval", "correlation_id", "on_hold"].map((name) =>
    refused(
      `the field ${name} of a change, which is not the program's`,
      (fields) => serviceNow({ fields }),
      { [name]: "approved" },
      `fields["${name}"]`,
      notFilled(name, "change"),
    ),
  ),
  refused(
    "what is too much to say",
    (fields) => serviceNow({ fields }),
    { description: "x".repeat(1000), justification: "x".repeat(1000), test_plan: "x".repeat(1000) },
    "fields",
    "`fields` must leave the connector's settings within 2500 bytes of JSON, got 3186 in all. Give fewer or shorter " +
      "fields: let the system fill them in.",
  ),
  {
    title: "neither issues nor requests, and both",
    plain: () => jira({}),
    path: "issue",
    reason:
      "Exactly one of `issue` and `request` must be given, got none. Give `issue` for issues of a project, or " +
      "`request` for requests of a service desk.",
  },
  {
    title: "issues beside requests",
    plain: () => jira({ issue, request }),
    path: "issue",
    reason:
      "Exactly one of `issue` and `request` must be given, got both. Give `issue` for issues of a project, or " +
      "`request` for requests of a service desk.",
  },
  ...(["approvedStatusIds", "rejectedStatusIds"] as const).map((key) =>
    refused(
      `no ${key}`,
      (ids) => jira({ issue: { ...issue, [key]: ids } }),
      [],
      `issue.${key}`,
      `\`issue.${key}\` must have 1 to 20 ids of statuses, got: 0. Name those that count, each once.`,
    ),
  ),
  refused(
    "a status that approves and rejects",
    (rejectedStatusIds) => jira({ issue: { ...issue, rejectedStatusIds } }),
    ["10020", "10011"],
    "issue.rejectedStatusIds",
    '`issue.rejectedStatusIds` must have no status of `issue.approvedStatusIds`, got "10011" in both. Take it off ' +
      "one of them.",
  ),
  refused(
    "a status of the end that approves",
    (closedStatusId) => jira({ issue, closedStatusId }),
    "10010",
    "closedStatusId",
    '`closedStatusId` must have no status of `issue.approvedStatusIds`, got "10010" in both. Take it off one of them.',
  ),
  refused(
    "a status by its name",
    (approvedStatusIds) => jira({ issue: { ...issue, approvedStatusIds } }),
    ["Approved"],
    "issue.approvedStatusIds[0]",
    '`issue.approvedStatusIds[0]` must be the id of a status in Jira, like "10001", got: "Approved". Copy the number ' +
      "from its address in Jira.",
  ),
  refused(
    "the key of an issue as that of a project",
    (projectKey) => jira({ issue: { ...issue, projectKey } }),
    "OPS-17",
    "issue.projectKey",
    '`issue.projectKey` must be the key of a project in Jira, like OPS, got: "OPS-17". It stands before the number of ' +
      "each of its issues.",
  ),
  refused(
    "the status of an issue as a field",
    (fields) => jira({ issue, fields }),
    '{"status":{"id":"10010"}}',
    'fields["status"]',
    notFilled("status", "issue"),
  ),
  refused(
    "fields that are no object",
    (fields) => jira({ issue, fields }),
    "[1]",
    "fields",
    '`fields` must be a JSON object as text, got: "[1]". Use JSON.stringify.',
  ),
  refused(
    "another severity",
    (severity) => pagerDuty({ severity }),
    "high",
    "severity",
    '`severity` must be one of critical, error, warning, info, got: "high". Choose one of them or leave it out for ' +
      "the default.",
  ),
  refused(
    "another service region",
    (serviceRegion) => pagerDuty({ serviceRegion }),
    "ap",
    "serviceRegion",
    '`serviceRegion` must be us or eu, got: "ap". Did you mean "us"?',
  ),
  refused(
    "an address for decisions without TLS",
    (decisionUrl) => webhook({ decisionUrl }),
    "http://approvals.acme.com/",
    "decisionUrl",
    "`decisionUrl` must be an address that begins with https://, of at most 2048 characters, like " +
      'https://approvals.example.com/decisions, got: "http://approvals.acme.com/". Write it out from https:// on.',
  ),
];

describe("a system's own arguments refuse", () => {
  refuses(systems);
});
