/** What a connector does in Jira: opens an issue or a request, comments on it, and closes it. */
import { FinalError, TransientError } from "../../domain/errors";
import { type RequestEvent, requestId } from "../../domain/request-events";
import type { ApprovalRequest } from "../../domain/types";
import { SystemError } from "../answers";
import type { ConnectorContext, TicketSystem } from "../connector";
import { jira, type JiraClient } from "./client";
import { isOpenedFor } from "./judge";
import { createReader, createVisits, ticketOf, type Visit } from "./reader";
import { type JiraConnection, parseSettings } from "./settings";
import {
  bears,
  commentOn,
  consoleOf,
  descriptionOf,
  documentOf,
  markOf,
  propertyKey,
  summaryOf,
  textOf,
} from "./words";

/** Jira's search shows a new issue after seconds, which is why what may have been created is not looked for at once. */
const secondsToFind = 300;

/** More tickets than one bear a request's mark only where somebody has put it there. */
const mostLookedAt = 10;

const ends: readonly string[] = ["Decided", "Expired", "Cancelled"];

export function createSystem(of: ConnectorContext): TicketSystem {
  const settings = parseSettings(of.settings);
  const visit = createVisits(of, settings);
  return {
    read: (id) => createReader(of).read(id),
    open: async (request) => {
      const { client, ownId } = await visit();
      const found = await find({ client, ownId }, request, settings, of.clock.now());
      const ticket = found ?? (await create(client, request, settings));
      // Jira Service Management takes no property with a new request.
      if (found !== undefined || settings.mode === "request")
        await client.setProperty(ticket.id, { requestId: requestId(request) });
      return ticketOf(settings.siteUrl, ticket);
    },
    find: async (request) => {
      const found = await find(await visit(), request, settings, of.clock.now());
      return found && ticketOf(settings.siteUrl, found);
    },
    tell: async (event, request, ticket) => {
      const text = commentOn(event, request);
      if (ticket === undefined || text === undefined) return;
      const at = await visit();
      await comment(at, ticket.id, text);
      if (ends.includes(event.type) && !isDecidedThere(event))
        await close(at.client, ticket.id, settings.closedStatusId);
    },
  };
}

/** Its ticket goes the way that its workflow has for it. */
const isDecidedThere = ({ actor }: RequestEvent): boolean => actor?.channel === "jira";

interface Made {
  readonly id: string;
  readonly key: string;
}

/** The ticket that an earlier try has created. */
async function find(
  { client, ownId }: Visit,
  request: ApprovalRequest,
  settings: JiraConnection,
  now: Date,
): Promise<Made | undefined> {
  const id = requestId(request);
  const jql =
    settings.mode === "issue"
      ? `project = "${settings.projectKey}" AND labels = "${markOf(id)}"`
      : `creator = currentUser() AND created >= -${minutesSince(request.requestedAt, now)}m`;
  const issues = await client.search(`${jql} ORDER BY created ASC`);
  for (const one of issues
    .filter(({ fields }) => bears(fields, markOf(id)))
    .slice(0, mostLookedAt)) {
    const issue = await client.issue(one.id);
    if (issue && isOpenedFor(id, issue, await client.changes(one.id), ownId)) return issue;
  }
  return undefined;
}

/** With what clocks may differ by: dates of JQL would be in the user's time zone. */
const minutesSince = (at: string, now: Date): number =>
  Math.max(0, Math.ceil((now.getTime() - Date.parse(at)) / 60_000)) + 10;

async function create(
  client: JiraClient,
  request: ApprovalRequest,
  settings: JiraConnection,
): Promise<Made> {
  try {
    return settings.mode === "issue"
      ? await client.createIssue(issueOf(request, settings))
      : await client.createRequest(serviceRequestOf(request, settings));
  } catch (error) {
    const isRefused = error instanceof SystemError && error.status < 500;
    if (isRefused || error instanceof FinalError) throw error;
    const message = `${jira} has not said whether it has created the ticket.`;
    throw new SystemError(0, message, secondsToFind);
  }
}

function issueOf(
  request: ApprovalRequest,
  { projectKey, issueTypeId, fields }: JiraConnection & { readonly mode: "issue" },
): object {
  const id = requestId(request);
  const labels: unknown[] = Array.isArray(fields.labels) ? fields.labels : [];
  return {
    fields: {
      ...fields,
      project: { key: projectKey },
      issuetype: { id: issueTypeId },
      summary: summaryOf(request),
      description: documentOf(descriptionOf(request, "issue"), consoleOf(request)),
      labels: [...labels, markOf(id)],
    },
    properties: [{ key: propertyKey, value: { requestId: id } }],
  };
}

function serviceRequestOf(
  request: ApprovalRequest,
  { serviceDeskId, requestTypeId, fields }: JiraConnection & { readonly mode: "request" },
): object {
  return {
    ...{ serviceDeskId, requestTypeId },
    // A text would be wiki markup, and have links, pictures and mentions that others have worded.
    isAdfRequest: true,
    requestFieldValues: {
      ...fields,
      summary: summaryOf(request, markOf(requestId(request))),
      description: documentOf(descriptionOf(request, "request"), consoleOf(request)),
    },
  };
}

/** An earlier try may have said it. */
async function comment({ client, ownId }: Visit, id: string, text: string): Promise<void> {
  const said = await client.comments(id);
  if (said.some(({ author, body }) => author?.accountId === ownId && textOf(body) === text)) return;
  await client.comment(id, documentOf([text]));
}

async function close(client: JiraClient, id: string, closedStatusId?: string): Promise<void> {
  if (closedStatusId === undefined) return;
  const issue = await client.issue(id);
  if (issue === undefined) throw new TransientError(`${jira} has not shown the ticket.`);
  if (issue.fields.status.id === closedStatusId) return;
  const transition = (await client.transitions(id)).find(({ to }) => to.id === closedStatusId);
  if (transition !== undefined) return client.transition(id, transition.id);
  throw new FinalError(`${jira} has no transition of the ticket into status ${closedStatusId}.`, {
    remedy:
      "Let the workflow lead from every status into the one that closes tickets, and the connector's " +
      "user take that way; close this ticket by hand.",
  });
}
