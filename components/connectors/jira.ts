/** The arguments that only Jira has. */
import type * as pulumi from "@pulumi/pulumi";
import type { JiraSettings } from "../../contract/connectors";
import type { ShapesOf } from "../inputs/argument-shape";
import { defaultsTo, optional, required, shapesOf, validateFields } from "../inputs/fields";
import { given, whenKnown } from "../inputs/inputs";
import { judged, listOf, record, string } from "../inputs/kinds";
import { needList } from "../inputs/model/records";
import { requirePlain } from "../inputs/require-plain";
import type { JiraConnectorArgs, JiraIssue, JiraServiceRequest } from "../jira-args";
import { connectorShapes } from "./arguments";
import { origin, settingsText } from "./kinds";
import * as check from "./model/jira-checks";

const wanted = { what: "a Jira site", example: "https://example.atlassian.net" };
const someStatuses = judged(listOf(string(check.jiraId("a status"))), check.someStatuses);

/** A list that is left out decides nothing, or everything: it is given. */
const statuses: typeof someStatuses = {
  ...someStatuses,
  validate: (value, path) => {
    if (!given(value)) needList(value, path, true);
    return someStatuses.validate(value, path);
  },
};

const issueArguments = {
  projectKey: required(string(check.projectKey)),
  issueTypeId: required(string(check.jiraId("a type of issues"))),
  approvedStatusIds: required(statuses),
  rejectedStatusIds: required(statuses),
};

const requestArguments = {
  serviceDeskId: required(string(check.jiraId("a service desk"))),
  requestTypeId: required(string(check.jiraId("a type of requests"))),
};

const issueShapes: ShapesOf<JiraIssue> = shapesOf(issueArguments);
const requestShapes: ShapesOf<JiraServiceRequest> = shapesOf(requestArguments);

const systemArguments = {
  siteUrl: required(origin(wanted)),
  issue: optional(
    record(issueShapes, (issue: JiraIssue, path) =>
      validateFields(requirePlain(issue, path) as never, issueArguments, (key) => `${path}.${key}`),
    ),
  ),
  request: optional(
    record(requestShapes, (request: JiraServiceRequest, path) =>
      validateFields(
        requirePlain(request, path) as never,
        requestArguments,
        (key) => `${path}.${key}`,
      ),
    ),
  ),
  fields: defaultsTo("{}", string(check.issueFields)),
  closedStatusId: optional(string(check.jiraId("a status"))),
};

export const jiraShapes: ShapesOf<JiraConnectorArgs> = {
  ...connectorShapes,
  ...shapesOf(systemArguments),
};

export function jiraSettings(input: JiraConnectorArgs): pulumi.Input<string> {
  check.oneOfBoth([given(input.issue), given(input.request)], ["issue", "request"]);
  const of = validateFields(input as never, systemArguments, (key) => key);
  const { siteUrl, issue, request, closedStatusId } = of;
  const fields = whenKnown(of.fields, (text) => JSON.parse(text) as JiraSettings["fields"]);
  const decided = issue ?? { approvedStatusIds: [], rejectedStatusIds: [] };
  const settings = {
    ...{ siteUrl, mode: issue === undefined ? "request" : "issue" },
    ...{ ...request, ...decided, fields, closedStatusId },
  };
  return whenKnown(settings as pulumi.Input<JiraSettings>, (known) => {
    meansOneThing(known);
    return settingsText<JiraSettings>(known, "fields");
  });
}

/** No status approves and rejects, or decides a request that ended elsewhere. */
function meansOneThing({ approvedStatusIds, rejectedStatusIds, closedStatusId }: JiraSettings) {
  const [approved, rejected] = ["issue.approvedStatusIds", "issue.rejectedStatusIds"];
  check.distinctStatuses(rejectedStatusIds, approvedStatusIds, rejected, approved);
  const closed = closedStatusId === undefined ? [] : [closedStatusId];
  check.distinctStatuses(closed, approvedStatusIds, "closedStatusId", approved);
  check.distinctStatuses(closed, rejectedStatusIds, "closedStatusId", rejected);
}
