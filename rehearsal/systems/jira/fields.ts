/** What Jira refuses of a new ticket. */
import type { JiraEntry } from "./entry";
import type { NewIssue } from "./site";

type Values = Readonly<Record<string, unknown>>;

/** By the id of the field. */
export type FieldErrors = Record<string, string>;

export const isObject = (value: unknown): value is Values =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const ofIssues = ["project", "issuetype", "summary", "description", "labels"];
const ofRequests = ["summary", "description"];

/** Fields of `POST /rest/api/3/issue`. */
export function issueErrors(fields: Values, entry: JiraEntry): FieldErrors {
  const { project, issuetype, description, labels } = fields;
  return {
    ...(idIn(project, "key") !== entry.projectKey && {
      project: "valid project is required",
    }),
    ...(idIn(issuetype, "id") !== entry.issueTypeId && {
      issuetype: "Specify a valid issue type",
    }),
    ...(description !== undefined &&
      !isDocument(description) && {
        description:
          "Operation value must be an Atlassian Document (see the Atlassian Document Format)",
      }),
    ...labelErrors(labels),
    ...everyErrors(fields, entry, ofIssues),
  };
}

/** Fields of `POST /rest/servicedeskapi/request`: with `isAdfRequest` rich text is a document, else wiki markup. */
export const requestErrors = (fields: Values, isAdf: boolean, entry: JiraEntry): FieldErrors => ({
  ...(fields.description !== undefined &&
    !(isAdf ? isDocument(fields.description) : typeof fields.description === "string") && {
      description: isAdf
        ? "Operation value must be an Atlassian Document"
        : "data was not a string",
    }),
  ...everyErrors(fields, entry, ofRequests),
});

function everyErrors(fields: Values, entry: JiraEntry, known: readonly string[]): FieldErrors {
  const { summary } = fields;
  const errors: FieldErrors = {};
  if (typeof summary !== "string" || summary.trim() === "")
    errors.summary = "You must specify a summary of the issue.";
  else if (summary.length > 255) errors.summary = "Summary must be less than 255 characters.";
  else if (/[\r\n]/.test(summary))
    errors.summary = "The summary is invalid because it contains newline characters.";
  for (const id of Object.keys(fields)) {
    if (known.includes(id) || Object.hasOwn(entry.fields, id)) continue;
    errors[id] = `Field '${id}' cannot be set. It is not on the appropriate screen, or unknown.`;
  }
  for (const [id, need] of Object.entries(entry.fields)) {
    if (need === "required" && (fields[id] ?? undefined) === undefined)
      errors[id] = `${id} is required.`;
  }
  return errors;
}

function labelErrors(labels: unknown): FieldErrors {
  if (labels === undefined) return {};
  if (!Array.isArray(labels) || !labels.every((one) => typeof one === "string"))
    return { labels: "data was not an array" };
  const spaced = labels.find((one: string) => /\s/.test(one)) as string | undefined;
  if (spaced === undefined) return {};
  return { labels: `The label '${spaced}' contains spaces which is invalid.` };
}

/** Of those that Jira's editor writes, what comments and descriptions are made of. */
export function isDocument(value: unknown): boolean {
  return (
    isObject(value) &&
    value.type === "doc" &&
    value.version === 1 &&
    Array.isArray(value.content) &&
    value.content.every(isParagraph)
  );
}

const isParagraph = (value: unknown): boolean =>
  isObject(value) &&
  value.type === "paragraph" &&
  (value.content === undefined || (Array.isArray(value.content) && value.content.every(isText)));

/** The Atlassian Document Format: the text of a node has one character at least. */
const isText = (value: unknown): boolean =>
  isObject(value) && value.type === "text" && typeof value.text === "string" && value.text !== "";

const idIn = (value: unknown, name: string): unknown => (isObject(value) ? value[name] : undefined);

export function contentOf(fields: Values): NewIssue {
  const { summary, description, labels, ...others } = fields;
  return {
    summary: summary as string,
    description,
    labels: (labels as string[] | undefined) ?? [],
    fields: others,
  };
}
