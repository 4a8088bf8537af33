/** Reads a ticket of Jira with all that says what it means. */
import type { ConnectorContext, Ticket, TicketReader } from "../connector";
import { createClient, type JiraClient } from "./client";
import { requestOf, stateByApproval, stateByStatus } from "./judge";
import { type JiraConnection, parseCredentials, parseSettings } from "./settings";

/** One look at Jira, or one thing done there: signed in once. */
export interface Visit {
  readonly client: JiraClient;
  /** Account id of the user that opens the tickets. */
  readonly ownId: string;
}

export function createVisits({ credentials, http }: ConnectorContext, { siteUrl }: JiraConnection) {
  return async (): Promise<Visit> => {
    const read = parseCredentials(await credentials(), { siteUrl });
    const client = createClient(siteUrl, () => Promise.resolve(read), http);
    // Jira answers many a question without a user who is known as well, and shows nothing.
    const { accountId } = await client.myself();
    return { client, ownId: read.ticketsByAccountId ?? accountId };
  };
}

/** Everybody with a licence finds an issue there, and Jira leads others on to the portal. */
export const ticketOf = (siteUrl: string, { id, key }: { id: string; key: string }): Ticket => ({
  ...{ id, label: key },
  url: `${siteUrl}/browse/${encodeURIComponent(key)}`,
});

export function createReader(of: ConnectorContext): TicketReader {
  const settings = parseSettings(of.settings);
  const visit = createVisits(of, settings);
  return {
    read: async (id) => {
      // Jira also finds issues by keys, which may come to name another one.
      if (!/^\d{1,18}$/.test(id)) return undefined;
      const { client, ownId } = await visit();
      const issue = await client.issue(id);
      if (issue === undefined) return undefined;
      const changes = await client.changes(id);
      const state =
        settings.mode === "issue"
          ? stateByStatus(issue, changes, settings, ownId)
          : stateByApproval(await client.approvals(id), of.clock.now(), ownId);
      const requestId = requestOf(issue, changes, ownId);
      return { ticket: ticketOf(settings.siteUrl, issue), requestId, state };
    },
  };
}
