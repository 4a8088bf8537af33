/** The JQL that connectors write: comparisons that are joined by AND, and an order by creation. */
import type { Issue, User } from "./site";

/** Jira's search shows what is new a little later. */
const indexedAfterSeconds = 3;

const clause = /^(\w+)\s*(=|>=)\s*(?:"([^"]*)"|([\w.()-]+))$/;

interface JqlContext {
  readonly user: User;
  readonly now: Date;
  readonly projectKey: string;
}

/** Undefined for what Jira, or this part of it, does not understand. */
export function search(
  jql: string,
  issues: readonly Issue[],
  asked: JqlContext,
): readonly Issue[] | undefined {
  const [, where, order] = /^(.*?)(?:\s+ORDER BY\s+(created ASC))?$/i.exec(jql.trim()) ?? [];
  if (!where || (/\bORDER BY\b/i.test(jql) && order === undefined)) return undefined;
  const tests = where.split(/\s+AND\s+/i).map((one) => testOf(one, asked));
  if (tests.includes(undefined)) return undefined;
  const indexed = asked.now.getTime() - indexedAfterSeconds * 1000;
  return issues.filter(
    (issue) => issue.created.getTime() <= indexed && tests.every((test) => test!(issue)),
  );
}

function testOf(
  text: string,
  { user, now, projectKey }: JqlContext,
): ((issue: Issue) => boolean) | undefined {
  const [, field, operator, quoted, bare] = clause.exec(text.trim()) ?? [];
  const value = quoted ?? bare;
  switch (`${field} ${operator}`) {
    case "project =":
      return () => value === projectKey;
    case "labels =":
      return ({ labels }) => labels.includes(value);
    case "creator =":
      return ({ creator }) =>
        creator.accountId === (value === "currentUser()" ? user.accountId : value);
    case "created >=": {
      const minutes = /^-(\d+)m$/.exec(value)?.[1];
      const since = now.getTime() - Number(minutes) * 60_000;
      return minutes === undefined ? undefined : ({ created }) => created.getTime() >= since;
    }
    default:
      return undefined;
  }
}
