/** The operations of Jira's REST API v3 that connectors call. */
import type { SystemAnswer } from "../system";
import {
  changeAnswer,
  commentAnswer,
  issueAnswer,
  noIssue,
  pageOf,
  refusedWith,
  transitionsAnswer,
  userAnswer,
} from "./answers";
import { contentOf, isDocument, isObject, issueErrors } from "./fields";
import { search } from "./jql";
import type { Issue, Site, User } from "./site";

export interface Call {
  readonly site: Site;
  readonly user: User;
  readonly query: URLSearchParams;
  /** What the body says; undefined where there is none. */
  readonly content: unknown;
}

export const myself = ({ site, user }: Call): SystemAnswer => ({
  status: 200,
  body: userAnswer(user, site.entry.url),
});

export function createIssue({ site, user, content }: Call): SystemAnswer {
  if (!isObject(content) || !isObject(content.fields))
    return refusedWith(400, "one of 'fields' or 'update' required");
  const errors = issueErrors(content.fields, site.entry);
  const { properties = [] } = content;
  const given = (Array.isArray(properties) ? properties : [undefined]) as unknown[];
  if (!given.every((one) => isObject(one) && typeof one.key === "string" && "value" in one))
    return refusedWith(400, "Invalid request payload.");
  if (Object.keys(errors).length > 0) return refusedWith(400, "", errors);
  const issue = site.create(user, contentOf(content.fields), false);
  for (const { key, value } of given as { key: string; value: unknown }[])
    issue.properties.set(key, value);
  const self = `${site.entry.url}/rest/api/3/issue/${issue.id}`;
  return { status: 201, body: { id: issue.id, key: issue.key, self } };
}

export function searchIssues({ site, user, query }: Call): SystemAnswer {
  const asked = { user, now: site.now(), projectKey: site.entry.projectKey };
  const found = search(query.get("jql") ?? "", site.issues, asked);
  if (found === undefined) return refusedWith(400, "Error in the JQL Query.");
  const most = Number(query.get("maxResults") ?? 50);
  const issues = found.slice(0, most).map((issue) => issueAnswer(site, issue, query, true));
  return { status: 200, body: { issues, isLast: found.length <= most } };
}

type OfIssue = (call: Call, issue: Issue) => SystemAnswer;

export const readIssue: OfIssue = ({ site, query }, issue) => ({
  status: 200,
  body: issueAnswer(site, issue, query),
});

export const readChanges: OfIssue = ({ site, query }, issue) => {
  const startAt = Number(query.get("startAt") ?? 0);
  const maxResults = Number(query.get("maxResults") ?? 100);
  const { values, isLast } = pageOf(issue.changes, startAt, maxResults, 100);
  const page = { startAt, maxResults, total: issue.changes.length, isLast };
  return { status: 200, body: { ...page, values: values.map(changeAnswer(site)) } };
};

export const setProperty =
  (key: string): OfIssue =>
  ({ content }, issue) => {
    if (content === undefined) return refusedWith(400, "The property value was not provided.");
    const status = issue.properties.has(key) ? 200 : 201;
    issue.properties.set(key, content);
    return { status, body: {} };
  };

export const readComments: OfIssue = ({ site, query }, issue) => {
  const isNewestFirst = query.get("orderBy") === "-created";
  const all = isNewestFirst ? [...issue.comments].reverse() : issue.comments;
  const startAt = Number(query.get("startAt") ?? 0);
  const maxResults = Number(query.get("maxResults") ?? 100);
  const { values } = pageOf(all, startAt, maxResults, 100);
  const comments = values.map(commentAnswer(site, issue));
  return { status: 200, body: { startAt, maxResults, total: all.length, comments } };
};

export const comment: OfIssue = ({ site, user, content }, issue) => {
  if (!isObject(content) || !isDocument(content.body))
    return refusedWith(400, "", { comment: "Comment body is not valid!" });
  const id = site.comment(issue, user, content.body);
  const made = issue.comments.find((one) => one.id === id)!;
  return { status: 201, body: commentAnswer(site, issue)(made) };
};

export const readTransitions: OfIssue = ({ site }) => ({
  status: 200,
  body: transitionsAnswer(site),
});

export const transition: OfIssue = ({ site, user, content }, issue) => {
  const wanted = isObject(content) && isObject(content.transition) ? content.transition.id : "";
  const found = transitionsAnswer(site).transitions.find(({ id }) => id === wanted);
  if (found === undefined)
    return refusedWith(400, "It is not on the appropriate screen, or unknown transition id.");
  site.move(issue, user, found.to.id);
  return { status: 204 };
};

/** By id or key. */
export const ofIssue =
  (idOrKey: string, answer: OfIssue) =>
  (call: Call): SystemAnswer => {
    const issue = call.site.find(idOrKey);
    return issue === undefined ? noIssue : answer(call, issue);
  };
