/** What Jira answers: of each answer what is used, in the names of Atlassian's API description. */
import * as v from "valibot";

const text = v.string();
const optional = v.nullish(text);
const list = <S extends v.GenericSchema>(item: S) => v.array(item);

const user = v.object({ accountId: optional, displayName: optional });

export const myself = v.object({ accountId: v.pipe(text, v.minLength(1)) });

const issueOf = <E extends v.ObjectEntries>(fields: E) =>
  v.object({ id: text, key: text, fields: v.object(fields) });

export const issue = v.object({
  ...issueOf({
    status: v.object({ id: text }),
    creator: v.nullish(user),
    summary: optional,
    labels: v.nullish(list(text)),
  }).entries,
  properties: v.nullish(v.record(text, v.unknown())),
});

const change = v.object({
  id: text,
  created: v.pipe(
    text,
    v.check((at) => !Number.isNaN(Date.parse(at)), "is no moment"),
  ),
  author: v.nullish(user),
  items: list(v.object({ field: optional, fieldId: optional, to: optional, fromString: optional })),
});

export const changePage = v.object({ isLast: v.boolean(), values: list(change) });

const approval = v.object({
  id: text,
  finalDecision: text,
  createdDate: v.object({ epochMillis: v.number() }),
  completedDate: v.nullish(v.object({ epochMillis: v.number() })),
  approvers: list(v.object({ approver: user, approverDecision: text })),
});

export const approvalPage = v.object({ isLastPage: v.boolean(), values: list(approval) });

export const found = v.object({
  issues: list(issueOf({ summary: optional, labels: v.nullish(list(text)) })),
});

export const created = v.object({ id: text, key: text });

export const requestCreated = v.object({ issueId: text, issueKey: text });

export const comments = v.object({
  comments: list(v.object({ author: v.nullish(user), body: v.unknown() })),
});

export const transitions = v.object({
  transitions: list(v.object({ id: text, to: v.object({ id: text }) })),
});

export const refusal = v.object({ errors: v.record(text, v.unknown()) });

export type JiraUser = v.InferOutput<typeof user>;
export type Issue = v.InferOutput<typeof issue>;
export type Change = v.InferOutput<typeof change>;
export type Approval = v.InferOutput<typeof approval>;
export type FoundIssue = v.InferOutput<typeof found>["issues"][number];
