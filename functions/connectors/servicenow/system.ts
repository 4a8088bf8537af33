/** What a connector's function does in ServiceNow. */
import { FinalError } from "../../domain/errors";
import { requestId } from "../../domain/request-events";
import type { ApprovalRequest } from "../../domain/types";
import type { Ticket, TicketSystem } from "../connector";
import { createChangeReader, type Instance, ticketOf } from "./reader";
import type { Change } from "./answers";
import type { ServiceNowClient } from "./client";
import { requestNamedBy } from "./judge";
import * as words from "./words";

/** More than one change bears a request's id only where somebody has put it there. */
const mostLookedAt = 10;

export function createChangeSystem(of: Instance): TicketSystem {
  const { client, settings } = of;
  const { states, fields } = settings;
  const find = async (request: ApprovalRequest): Promise<Ticket | undefined> => {
    const found = await changeOf(requestId(request), client);
    return found && ticketOf(settings, found.sys_id.value, found.number.value);
  };
  return {
    ...createChangeReader(of),

    open: async (request) => {
      const found = await find(request);
      if (found !== undefined) return found;
      const { sysId, number } = await client.create(words.newChange(request, fields));
      return ticketOf(settings, sysId, number);
    },

    find,

    tell: async (event, request, ticket) => {
      if (ticket === undefined || !words.isWorthANote(event)) return;
      const change = await client.change(ticket.id);
      if (change === undefined) throw gone();
      // Nobody may write on what is closed, and whoever closed it has seen it.
      if ([states.canceled, states.closed].includes(change.state.value)) return;
      if (change.work_notes.shown.includes(words.markOf(event))) return;
      // What was approved there goes its way.
      const isCalledOff =
        words.isEnd(event) && event.result !== "Approved" && change.approval.value !== "approved";
      await client.update(ticket.id, {
        ...(isCalledOff && { state: states.canceled }),
        work_notes: words.noteOf(request, event),
      });
    },
  };
}

/** Who has deleted it knows; whose rights were taken does not, and nor does anybody who looks at the change. */
const gone = (): FinalError =>
  new FinalError("ServiceNow shows no change of the ticket any more.", {
    remedy:
      "Let the user of the connector's credentials read the change, and say on it by hand what has become of the request.",
  });

/** The change that an answer which was lost has left behind: opened for this request, and for no other one before. */
async function changeOf(id: string, client: ServiceNowClient): Promise<Change | undefined> {
  for (const change of (await client.changesOf(id)).slice(0, mostLookedAt)) {
    const rows = await client.audit(change.sys_id.value);
    if (requestNamedBy(change, rows, await client.ticketsBy()) === id) return change;
  }
  return undefined;
}
