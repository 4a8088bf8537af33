/** Checks of what only Jira has. */
import { type Check, isRecord, quote, throwInvalid } from "../../inputs/model/checks";
import { fields, shaped } from "./field-checks";

/** Id of a status, a type or a desk: Jira's REST API writes numbers as text. */
export const jiraId = (what: string): Check<string> =>
  shaped(
    /^\d{1,19}$/,
    `the id of ${what} in Jira`,
    '"10001"',
    "Copy the number from its address in Jira.",
  );

/** Atlassian documentation, "Change the project key format": an upper-case letter, then letters, digits and _. */
export const projectKey = shaped(
  /^[A-Z][A-Z0-9_]{1,49}$/,
  "the key of a project in Jira",
  "OPS",
  "It stands before the number of each of its issues.",
);

/** Fields of an issue or a request, each with whatever JSON Jira takes. */
const knownFields = fields({
  name: /^[A-Za-z][A-Za-z0-9_]{0,79}$/,
  what: "the id of a field, like customfield_10010,",
  own: ["project", "issuetype", "status", "labels", "reporter", "creator", "resolution"],
  remedy: "Leave it out: the connector, or whoever handles the issue, says it.",
  value: (value) => (value === undefined || value === null ? "have a value" : undefined),
});

/** The same as text: other languages have no type for them. */
export const issueFields: Check<string> = (text, path) => knownFields(objectOf(text, path), path);

function objectOf(text: unknown, path: string): object {
  try {
    const parsed: unknown = typeof text === "string" ? JSON.parse(text) : undefined;
    if (isRecord(parsed)) return parsed;
  } catch {
    // Said below.
  }
  return throwInvalid(
    path,
    `\`${path}\` must be a JSON object as text, got: ${quote(text)}. Use JSON.stringify.`,
  );
}

/** A list that decides has somebody in it: an empty one would never decide, or always. */
export const someStatuses: Check<readonly unknown[]> = (list, path) => {
  if (list.length >= 1 && list.length <= 20) return;
  throwInvalid(
    path,
    `\`${path}\` must have 1 to 20 ids of statuses, got: ${list.length}. Name those that count, each once.`,
  );
};

/** A status means one thing. */
export function distinctStatuses(
  one: readonly unknown[],
  other: readonly unknown[],
  path: string,
  otherPath: string,
): void {
  const both = one.find((id) => id !== undefined && other.includes(id));
  if (both === undefined) return;
  throwInvalid(
    path,
    `\`${path}\` must have no status of \`${otherPath}\`, got ${quote(both)} in both. Take it off one of them.`,
  );
}

/** Exactly one of two records. */
export function oneOfBoth(
  has: readonly [boolean, boolean],
  paths: readonly [string, string],
): void {
  const [first, second] = has;
  if (first !== second) return;
  throwInvalid(
    paths[0],
    `Exactly one of \`${paths[0]}\` and \`${paths[1]}\` must be given, got ${first ? "both" : "none"}. Give ` +
      `\`${paths[0]}\` for issues of a project, or \`${paths[1]}\` for requests of a service desk.`,
  );
}
