/** A site of Jira Cloud, with a project and a service desk. */
import type { CreateStandIn, SystemAnswer, SystemRequest } from "../system";
import { refusedWith } from "./answers";
import { type JiraEntry, parseEntry } from "./entry";
import { act, ticketsOf } from "./people";
import {
  type Call,
  comment,
  createIssue,
  myself,
  ofIssue,
  readChanges,
  readComments,
  readIssue,
  readTransitions,
  searchIssues,
  setProperty,
  transition,
} from "./platform";
import { createRequest, readApprovals } from "./service-desk";
import { Site, type User } from "./site";

interface Account extends User {
  readonly email: string;
  readonly apiToken: string;
  readonly mayWrite: boolean;
}

const writer: Account = {
  ...{ accountId: "5b10a2844c20165700ede21g", displayName: "Approvals" },
  ...{ email: "approvals@example.com", apiToken: "ATATT3xFfGF0-approvals", mayWrite: true },
};

const reader: Account = {
  ...{ accountId: "5b10a2844c20165700ede22h", displayName: "Approvals (reads)" },
  ...{ email: "approvals-reader@example.com", apiToken: "ATATT3xFfGF0-reader", mayWrite: false },
};

/** The first group of each pattern is the issue, by id or key. */
const routes: readonly [string, RegExp, (...parts: string[]) => (call: Call) => SystemAnswer][] = [
  ["GET", /^api\/3\/myself$/, () => myself],
  ["GET", /^api\/3\/search\/jql$/, () => searchIssues],
  ["POST", /^api\/3\/issue$/, () => createIssue],
  ["GET", /^api\/3\/issue\/([\w-]+)$/, (id) => ofIssue(id, readIssue)],
  ["GET", /^api\/3\/issue\/([\w-]+)\/changelog$/, (id) => ofIssue(id, readChanges)],
  [
    "PUT",
    /^api\/3\/issue\/([\w-]+)\/properties\/([\w.-]{1,255})$/,
    (id, key) => ofIssue(id, setProperty(key)),
  ],
  ["GET", /^api\/3\/issue\/([\w-]+)\/comment$/, (id) => ofIssue(id, readComments)],
  ["POST", /^api\/3\/issue\/([\w-]+)\/comment$/, (id) => ofIssue(id, comment)],
  ["GET", /^api\/3\/issue\/([\w-]+)\/transitions$/, (id) => ofIssue(id, readTransitions)],
  ["POST", /^api\/3\/issue\/([\w-]+)\/transitions$/, (id) => ofIssue(id, transition)],
  ["POST", /^servicedeskapi\/request$/, () => createRequest],
  ["GET", /^servicedeskapi\/request\/([\w-]+)\/approval$/, (id) => readApprovals(id)],
];

export const createJira: CreateStandIn = (given, { clock }) => {
  const entry = parseEntry(given);
  const site = new Site(entry, clock);
  return {
    kind: "jira",
    title: `Jira (${new URL(entry.url).host})`,
    origins: [entry.url],
    people: entry.people,
    credentials: credentialsOf(entry),
    answer: (request) => answer(site, request),
    tickets: () => ticketsOf(site),
    act: (ticket, action, person) => act(site, ticket, action, person),
  };
};

function credentialsOf({ url: siteUrl, credentialsArn, readerCredentialsArn }: JiraEntry) {
  const ofWriter = { siteUrl, email: writer.email, apiToken: writer.apiToken };
  const ofReader = {
    ...{ siteUrl, email: reader.email, apiToken: reader.apiToken },
    ticketsByAccountId: writer.accountId,
  };
  return {
    [credentialsArn]: ofWriter,
    ...(readerCredentialsArn !== undefined && { [readerCredentialsArn]: ofReader }),
  };
}

function answer(site: Site, { method, url, headers, body }: SystemRequest): SystemAnswer {
  const user = userOf(headers.authorization);
  if (user === undefined)
    return refusedWith(401, "Client must be authenticated to access this resource.");
  const path = url.pathname.replace(/^\/rest\//, "");
  const route = routes.find(([verb, pattern]) => verb === method && pattern.test(path));
  if (route === undefined) return refusedWith(404, `There is no ${method} ${url.pathname}.`);
  if (method !== "GET" && !user.mayWrite)
    return refusedWith(403, "You do not have permission to do that.");
  if (method !== "GET" && headers["content-type"] !== "application/json")
    return refusedWith(415, "Unsupported Media Type");
  let content: unknown;
  try {
    content = body === "" ? undefined : JSON.parse(body);
  } catch {
    return refusedWith(
      400,
      "There was an error parsing JSON. Check that your request body is valid.",
    );
  }
  const [, pattern, handle] = route;
  const parts = pattern.exec(path)!.slice(1);
  return handle(...parts)({ site, user, query: url.searchParams, content });
}

function userOf(authorization = ""): Account | undefined {
  const [scheme, encoded = ""] = authorization.split(" ");
  if (scheme !== "Basic") return undefined;
  const signedIn = Buffer.from(encoded, "base64").toString("utf8");
  return [writer, reader].find(({ email, apiToken }) => signedIn === `${email}:${apiToken}`);
}
