/** Answers of Jira's REST API: an issue and what belongs to it, in the forms that Atlassian describes. */
import type { SystemAnswer } from "../system";
import type { Approval, ChangeItem, Issue, Site, User } from "./site";

export const refusedWith = (
  status: number,
  message: string,
  errors: Readonly<Record<string, string>> = {},
): SystemAnswer => ({
  status,
  body: { errorMessages: message === "" ? [] : [message], errors },
});

export const noIssue = refusedWith(
  404,
  "Issue does not exist or you do not have permission to see it.",
);

/** `2026-11-29T07:00:00.000+0000` */
const jiraTime = (at: Date): string => at.toISOString().replace("Z", "+0000");

export const userAnswer = ({ accountId, displayName }: User, url: string) => ({
  self: `${url}/rest/api/3/user?accountId=${encodeURIComponent(accountId)}`,
  ...{ accountId, accountType: "atlassian", displayName, active: true, timeZone: "UTC" },
});

const statusAnswer = ({ entry: { statuses, url } }: Site, id: string) => ({
  ...{ self: `${url}/rest/api/3/status/${id}`, id, name: statuses[id] },
});

/** `fields` and `properties` as they are asked for: lists with commas. */
export function issueAnswer(site: Site, issue: Issue, query: URLSearchParams, isSearch = false) {
  const { url } = site.entry;
  const all: Readonly<Record<string, unknown>> = {
    ...issue.fields,
    status: statusAnswer(site, issue.statusId),
    creator: userAnswer(issue.creator, url),
    reporter: userAnswer(issue.creator, url),
    ...{ summary: issue.summary, labels: issue.labels, description: issue.description },
    created: jiraTime(issue.created),
  };
  const asked = listed(query, "fields");
  const shown = isSearch ? asked : asked.length === 0 ? Object.keys(all) : asked;
  const fields = Object.entries(all).filter(([name]) => shown.includes(name));
  const keys = listed(query, "properties");
  const properties = [...issue.properties].filter(([key]) => keys.includes(key));
  return {
    ...{ id: issue.id, key: issue.key, self: `${url}/rest/api/3/issue/${issue.id}` },
    fields: Object.fromEntries(fields),
    ...(keys.length > 0 && { properties: Object.fromEntries(properties) }),
  };
}

const listed = (query: URLSearchParams, name: string): string[] =>
  query.getAll(name).flatMap((value) => value.split(","));

/** A page of a list; Jira answers no more at once than it likes to. */
export function pageOf<T>(all: readonly T[], start: number, wanted: number, most: number) {
  const values = all.slice(start, start + Math.min(wanted, most));
  return { values, isLast: start + values.length >= all.length };
}

export const changeAnswer =
  ({ entry: { url } }: Site) =>
  ({ id, created, author, items }: Issue["changes"][number]) => ({
    ...{ id, author: userAnswer(author, url), created: jiraTime(created) },
    items: items.map((item: ChangeItem) => ({
      ...item,
      ...{ fieldtype: "jira", fieldId: item.field },
    })),
  });

export const commentAnswer =
  ({ entry: { url } }: Site, issue: Issue) =>
  ({ id, created, author, body }: Issue["comments"][number]) => ({
    ...{ self: `${url}/rest/api/3/issue/${issue.id}/comment/${id}`, id, body },
    ...{ author: userAnswer(author, url), created: jiraTime(created) },
  });

export const transitionsAnswer = (site: Site) => ({
  expand: "transitions",
  transitions: site.statusIds.map((id, index) => ({
    ...{ id: String(11 + 10 * index), name: site.entry.statuses[id] },
    ...{ to: statusAnswer(site, id), hasScreen: false, isGlobal: true, isAvailable: true },
  })),
});

/** Service desks give dates in three ways. */
const dateAnswer = (at: Date) => ({
  ...{ iso8601: at.toISOString(), jira: jiraTime(at) },
  ...{ friendly: at.toUTCString(), epochMillis: at.getTime() },
});

export const approvalAnswer =
  ({ entry: { people } }: Site) =>
  ({ id, created, completed, finalDecision, answers }: Approval) => ({
    ...{ id, name: "Waiting for approval", finalDecision, canAnswerApproval: false },
    approvers: [...answers].map(([accountId, approverDecision]) => ({
      approver: { accountId, displayName: people[accountId], active: true },
      approverDecision,
    })),
    createdDate: dateAnswer(created),
    ...(completed && { completedDate: dateAnswer(completed) }),
  });

export const requestAnswer = (
  { entry }: Site,
  { creator: { accountId, displayName }, ...issue }: Issue,
) => ({
  ...{ issueId: issue.id, issueKey: issue.key, summary: issue.summary },
  ...{ requestTypeId: entry.requestTypeId, serviceDeskId: entry.serviceDeskId },
  createdDate: dateAnswer(issue.created),
  reporter: { accountId, displayName, active: true },
  currentStatus: {
    status: entry.statuses[issue.statusId],
    statusDate: dateAnswer(issue.created),
  },
});
