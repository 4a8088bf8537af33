/** What a connector of Jira is deployed with, and what it signs in with. */
import * as v from "valibot";
import { parsedCredentials, parsedText } from "../answers";
import { needOwnOrigin, ownOrigin } from "../origin";

const text = v.pipe(v.string(), v.minLength(1));

const everyMode = {
  siteUrl: v.pipe(v.string(), v.regex(/^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+$/)),
  fields: v.record(v.string(), v.unknown()),
  closedStatusId: v.optional(text),
};

const ofIssues = v.object({
  ...everyMode,
  mode: v.literal("issue"),
  /** It stands in JQL. */
  projectKey: v.pipe(v.string(), v.regex(/^[A-Z][A-Z0-9_]+$/)),
  issueTypeId: text,
  approvedStatusIds: v.pipe(v.array(text), v.minLength(1)),
  rejectedStatusIds: v.pipe(v.array(text), v.minLength(1)),
});

/** The service desk's own approval decides: no status does. */
const ofRequests = v.object({
  ...everyMode,
  mode: v.literal("request"),
  serviceDeskId: text,
  requestTypeId: text,
  approvedStatusIds: v.pipe(v.array(text), v.length(0)),
  rejectedStatusIds: v.pipe(v.array(text), v.length(0)),
});

const schema = v.variant("mode", [ofIssues, ofRequests]);

export type JiraConnection = v.InferOutput<typeof schema>;
export type IssueSettings = v.InferOutput<typeof ofIssues>;

export const parseSettings = (content: string): JiraConnection =>
  parsedText("The settings of a connector of Jira", content, schema);

const credentials = v.object({
  siteUrl: ownOrigin,
  email: text,
  apiToken: text,
  /** Of the user that opens the tickets, where these credentials are another user's. */
  ticketsByAccountId: v.optional(text),
});

export type JiraCredentials = v.InferOutput<typeof credentials>;

/** Throws where they are another site's. */
export function parseCredentials(
  content: string,
  { siteUrl }: Pick<JiraConnection, "siteUrl">,
): JiraCredentials {
  const read = parsedCredentials("The credentials of a connector of Jira", content, credentials);
  needOwnOrigin("siteUrl", read.siteUrl, siteUrl);
  return read;
}
