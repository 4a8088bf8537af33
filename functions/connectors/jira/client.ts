/** Calls of Jira Cloud: its REST API v3 and, of requests, the API of Jira Service Management. Nothing else calls it. */
import * as v from "valibot";
import { TransientError } from "../../domain/errors";
import { answerOf, refusedBy, SystemError } from "../answers";
import type { Http, HttpRequest, HttpResponse } from "../http";
import * as answers from "./answers";
import type { JiraCredentials } from "./settings";
import { type Document, propertyKey } from "./words";

export const jira = "Jira";

const pageSize = 50;
/** A ticket of a request that waits for days has some dozens of changes. */
const mostPages = 20;

export interface JiraClient {
  myself(): Promise<{ accountId: string }>;
  /** Undefined where there is none, or the user may not see it: Jira answers both alike. */
  issue(id: string): Promise<answers.Issue | undefined>;
  /** All of them, the oldest first. */
  changes(id: string): Promise<answers.Change[]>;
  approvals(id: string): Promise<answers.Approval[]>;
  search(jql: string): Promise<answers.FoundIssue[]>;
  createIssue(body: object): Promise<{ id: string; key: string }>;
  createRequest(body: object): Promise<{ id: string; key: string }>;
  setProperty(id: string, value: object): Promise<void>;
  /** The newest first. */
  comments(id: string): Promise<v.InferOutput<typeof answers.comments>["comments"]>;
  comment(id: string, body: Document): Promise<void>;
  transitions(id: string): Promise<v.InferOutput<typeof answers.transitions>["transitions"]>;
  transition(id: string, transitionId: string): Promise<void>;
}

export function createClient(
  siteUrl: string,
  credentials: () => Promise<JiraCredentials>,
  http: Http,
): JiraClient {
  const send = async (
    method: HttpRequest["method"],
    path: string,
    body?: object,
  ): Promise<HttpResponse> => {
    const { email, apiToken } = await credentials();
    const signedIn = Buffer.from(`${email}:${apiToken}`).toString("base64");
    const headers = {
      ...{ accept: "application/json", authorization: `Basic ${signedIn}` },
      ...(body && { "content-type": "application/json" }),
    };
    const text = body && JSON.stringify(body);
    return http({ method, url: `${siteUrl}/rest/${path}`, headers, body: text });
  };

  const get = async <S extends v.GenericSchema>(what: string, path: string, schema: S) =>
    answerOf(jira, what, await send("GET", path), schema);

  const create = async <S extends v.GenericSchema>(path: string, body: object, schema: S) => {
    const response = await send("POST", path, body);
    return answerOf(jira, `the creation of a ticket${refusedFields(response)}`, response, schema);
  };

  const done = async (what: string, response: Promise<HttpResponse>): Promise<void> => {
    const answer = await response;
    // Somebody changes the issue at the same time.
    if (answer.status === 409) throw new SystemError(409, `${jira} was busy with ${what}.`);
    if (answer.status < 200 || answer.status > 299) throw refusedBy(jira, what, answer);
    // Whatever answers with a page in Jira's place has done nothing.
    if (answer.text.trim() !== "") answerOf(jira, what, answer, v.unknown());
  };

  return {
    myself: () => get("the question who it is", "api/3/myself", answers.myself),
    issue: async (id) => {
      const query = `fields=status,creator,summary,labels&properties=${propertyKey}`;
      const response = await send("GET", `api/3/issue/${id}?${query}`);
      if (response.status === 404) return undefined;
      return answerOf(jira, "the reading of an issue", response, answers.issue);
    },
    changes: (id) =>
      allPages(async (start) => {
        const path = `api/3/issue/${id}/changelog?startAt=${start}&maxResults=${pageSize}`;
        const page = await get("the reading of a change log", path, answers.changePage);
        return { ...page, isLast: page.isLast };
      }),
    approvals: (id) =>
      allPages(async (start) => {
        const path = `servicedeskapi/request/${id}/approval?start=${start}&limit=${pageSize}`;
        const page = await get("the reading of approvals", path, answers.approvalPage);
        return { ...page, isLast: page.isLastPage };
      }),
    search: async (jql) => {
      const query = `jql=${encodeURIComponent(jql)}&fields=summary,labels&maxResults=100`;
      return (await get("a search", `api/3/search/jql?${query}`, answers.found)).issues;
    },
    createIssue: (body) => create("api/3/issue", body, answers.created),
    createRequest: async (body) => {
      const made = await create("servicedeskapi/request", body, answers.requestCreated);
      return { id: made.issueId, key: made.issueKey };
    },
    setProperty: (id, value) =>
      done("the property", send("PUT", `api/3/issue/${id}/properties/${propertyKey}`, value)),
    comments: async (id) => {
      const path = `api/3/issue/${id}/comment?orderBy=-created&maxResults=${pageSize}`;
      return (await get("the reading of comments", path, answers.comments)).comments;
    },
    comment: (id, body) => done("a comment", send("POST", `api/3/issue/${id}/comment`, { body })),
    transitions: async (id) => {
      const path = `api/3/issue/${id}/transitions`;
      return (await get("the reading of transitions", path, answers.transitions)).transitions;
    },
    transition: (id, transitionId) =>
      done(
        "a transition",
        send("POST", `api/3/issue/${id}/transitions`, { transition: { id: transitionId } }),
      ),
  };
}

/** What is cut off could say something else: it is all, or none. */
async function allPages<T>(
  page: (start: number) => Promise<{ values: T[]; isLast: boolean }>,
): Promise<T[]> {
  const all: T[] = [];
  for (let read = 0; read < mostPages; read += 1) {
    const { values, isLast } = await page(all.length);
    all.push(...values);
    if (isLast) return all;
    if (values.length === 0) break;
  }
  throw new TransientError("Jira does not come to the end of a list.");
}

/** Ids of the fields that Jira finds fault with; what it says of them stays there. */
function refusedFields({ status, text }: HttpResponse): string {
  if (status !== 400) return "";
  try {
    const { errors } = v.parse(answers.refusal, JSON.parse(text));
    const ids = Object.keys(errors).filter((id) => /^\w{1,60}$/.test(id));
    return ids.length === 0 ? "" : ` with ${ids.slice(0, 10).join(", ")}`;
  } catch {
    return "";
  }
}
