/** What people see of tickets in Jira, and do about them: among them what nobody should believe. */
import type { SystemTicket } from "../system";
import type { Issue, Site, User } from "./site";

interface Action {
  readonly id: string;
  readonly label: string;
  readonly act: (site: Site, issue: Issue, person: User) => void;
}

const moveTo = (id: string, label: string, status: string): Action => ({
  ...{ id, label },
  act: (site, issue, person) => site.move(issue, person, status),
});

const answering = (id: string, label: string, decision: "approved" | "declined"): Action => ({
  ...{ id, label },
  act: (site, issue, person) => site.answer(issue, person, decision),
});

const otherRequest = "0".repeat(32);

/** Whoever may edit an issue may do this by the API. */
const forging: readonly Action[] = [
  {
    ...{ id: "edit property", label: "Have it name another request" },
    act: (_, { properties }) => {
      for (const key of properties.keys()) properties.set(key, { requestId: otherRequest });
    },
  },
  {
    ...{ id: "edit labels", label: "Put another request's label on it" },
    act: (site, issue, person) => site.relabel(issue, person, [`approval-${otherRequest}`]),
  },
];

function actionsOf(site: Site, issue: Issue): readonly Action[] {
  const [, approved, rejected] = site.statusIds;
  const { statuses } = site.entry;
  const deciding =
    issue.approval === undefined
      ? [
          moveTo("approve", `Move to ${statuses[approved]}`, approved),
          moveTo("reject", `Move to ${statuses[rejected]}`, rejected),
        ]
      : issue.approval.finalDecision === "pending"
        ? [answering("approve", "Approve", "approved"), answering("decline", "Decline", "declined")]
        : [];
  const elsewhere = site.statusIds.filter((id) => id !== issue.statusId);
  const moves = elsewhere.map((id) =>
    moveTo(`move to ${statuses[id]}`, `Move to ${statuses[id]}`, id),
  );
  const shown = new Set(deciding.map(({ label }) => label));
  return [...deciding, ...moves.filter(({ label }) => !shown.has(label)), ...forging];
}

export const ticketsOf = (site: Site): readonly SystemTicket[] =>
  site.issues.map((issue) => ({
    id: issue.key,
    title: issue.summary,
    state: site.entry.statuses[issue.statusId],
    lines: [
      ...textOf(issue.description),
      ...issue.comments.map(
        ({ author, body }) => `${author.displayName}: ${textOf(body).join(" ")}`,
      ),
    ],
    actions: actionsOf(site, issue).map(({ id, label }) => ({ id, label })),
  }));

export function act(site: Site, key: string, action: string, accountId: string): void {
  const issue = site.find(key);
  const found = issue && actionsOf(site, issue).find(({ id }) => id === action);
  if (issue === undefined || found === undefined)
    throw new Error(`Nobody can do "${action}" to ${key} now.`);
  found.act(site, issue, { accountId, displayName: site.entry.people[accountId] });
}

/** The paragraphs of a text in wiki markup as Jira shows them, or of a document. */
function textOf(value: unknown): string[] {
  if (typeof value === "string") return shownWiki(value).split("\n\n");
  const { content = [] } = (value ?? {}) as { content?: { content?: { text: string }[] }[] };
  return content.map(({ content: nodes = [] }) => nodes.map(({ text }) => text).join(""));
}

/** Text Formatting Notation: links, pictures and mentions, whoever has written them. */
const shownWiki = (text: string): string =>
  text
    .replace(/\[~accountid:([\w:-]+)\]/g, "@$1")
    .replace(/\[([^\]|]+)\|(https?:[^\]]+)\]/g, "<link to $2: $1>")
    .replace(/!(https?:[^!\s]+)!/g, "<picture $1>");
