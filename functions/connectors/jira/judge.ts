/** What a ticket of Jira means. What is not certain waits: nobody approves by what cannot be read. */
import * as v from "valibot";
import type { SystemPerson, TicketState } from "../connector";
import type { Approval, Change, Issue, JiraUser } from "./answers";
import type { IssueSettings } from "./settings";
import { bears, markOf, propertyKey } from "./words";

const property = v.object({ requestId: v.string() });

/** The request that the ticket was opened for, as its property says; undefined where that is not what it was opened for. */
export function requestOf(
  issue: Issue,
  changes: readonly Change[],
  ownId: string,
): string | undefined {
  const named = v.safeParse(property, issue.properties?.[propertyKey]);
  if (!named.success) return undefined;
  const { requestId } = named.output;
  return isOpenedFor(requestId, issue, changes, ownId) ? requestId : undefined;
}

/**
 * Whoever may edit an issue may change its properties, labels and summary: so the user of the connector must have
 * created it, and it must have borne the request's mark when it was created, which the change log tells and nobody
 * can rewrite.
 */
export const isOpenedFor = (
  requestId: string,
  { fields }: Issue,
  changes: readonly Change[],
  ownId: string,
): boolean =>
  fields.creator?.accountId === ownId && bears(atCreation(fields, changes), markOf(requestId));

function atCreation({ labels, summary }: Issue["fields"], changes: readonly Change[]) {
  const before = (field: string): string | undefined => {
    const first = inOrder(changes).flatMap((change) => itemsOf(change, field))[0];
    return first && (first.fromString ?? "");
  };
  return {
    labels: before("labels")?.split(/\s+/) ?? labels,
    summary: before("summary") ?? summary,
  };
}

/** The status decides, and who moved the issue into it at last. */
export function stateByStatus(
  { fields: { status } }: Issue,
  changes: readonly Change[],
  {
    approvedStatusIds,
    rejectedStatusIds,
  }: Pick<IssueSettings, "approvedStatusIds" | "rejectedStatusIds">,
  ownId: string,
): TicketState {
  // What stands on both lists does not approve.
  const isRejected = rejectedStatusIds.includes(status.id);
  if (!isRejected && !approvedStatusIds.includes(status.id)) return { kind: "waiting" };
  const move = inOrder(changes).findLast((change) => itemsOf(change, "status").length > 0);
  const to = move && itemsOf(move, "status").at(-1)?.to;
  if (move === undefined || to !== status.id)
    return waiting("its change log does not say who moved it there");
  const person = personOf(move.author);
  if (person === undefined) return waiting("its change log does not name who moved it there");
  if (person.id === ownId) return waiting("the connector's own user moved it there");
  const at = secondsOf(Date.parse(move.created));
  return { kind: "decided", id: move.id, result: isRejected ? "Rejected" : "Approved", at, person };
}

const results = new Map([
  ["approved", "Approved"],
  ["declined", "Rejected"],
] as const);

/** A workflow may open the next approval in the same moment. */
const settleMilliseconds = 30_000;

/**
 * The newest approval of the service desk decides, once none is open. It does not tell who answered last: all
 * who answered so have decided it together.
 */
export function stateByApproval(
  approvals: readonly Approval[],
  now: Date,
  ownId: string,
): TicketState {
  const newest = [...approvals].sort(byCreation).at(-1);
  const result = newest && results.get(newest.finalDecision as "approved");
  if (result === undefined || approvals.some(({ finalDecision }) => finalDecision === "pending"))
    return { kind: "waiting" };
  const { id, finalDecision, createdDate, completedDate, approvers } = newest!;
  if (!completedDate) return waiting("its approval does not say when it was completed");
  if (now.getTime() - completedDate.epochMillis < settleMilliseconds) return { kind: "waiting" };
  const people = approvers
    .filter(({ approverDecision }) => approverDecision === finalDecision)
    .map(({ approver }) => personOf(approver));
  if (people.length === 0 || people.includes(undefined))
    return waiting("its approval does not name who decided it");
  const [person, ...others] = (people as SystemPerson[]).sort((a, b) => (a.id < b.id ? -1 : 1));
  if ([person, ...others].some((one) => one.id === ownId))
    return waiting("the connector's own user answered its approval");
  // Of several it is not known when each has answered: what approves is no newer than it can be.
  const isOfSeveral = result === "Approved" && others.length > 0;
  const at = secondsOf((isOfSeveral ? createdDate : completedDate).epochMillis);
  return { kind: "decided", id, result, at, person, ...(others.length > 0 && { others }) };
}

const secondsOf = (milliseconds: number): number => Math.floor(milliseconds / 1000);

const waiting = (why: string): TicketState => ({ kind: "waiting", why });

/** Fields of users may bear the name of one of Jira's own: its id is another. */
const itemsOf = ({ items }: Change, wanted: string): Change["items"] =>
  items.filter(({ field, fieldId }) => (fieldId ?? field) === wanted);

/** Jira's documentation, "Get changelogs": the oldest first. Of one moment the order stays. */
const inOrder = (changes: readonly Change[]): Change[] =>
  [...changes].sort((a, b) => Date.parse(a.created) - Date.parse(b.created));

const byCreation = (a: Approval, b: Approval): number =>
  a.createdDate.epochMillis - b.createdDate.epochMillis || Number(a.id) - Number(b.id);

function personOf(user: JiraUser | null | undefined): SystemPerson | undefined {
  const id = user?.accountId;
  return id ? { id, displayName: user.displayName ?? id } : undefined;
}
