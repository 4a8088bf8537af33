/** What a connector's function does in ServiceNow. */
import { requestId } from "../../domain/request-events";
import type { TicketSystem } from "../connector";
import { createChangeReader, type Instance, ticketOf } from "./reader";
import * as words from "./words";

export function createChangeSystem(of: Instance): TicketSystem {
  const { client, settings } = of;
  const { states, fields } = settings;
  return {
    ...createChangeReader(of),

    open: async (request) => {
      // An answer that was lost has left one behind.
      const [found] = await client.changesOf(requestId(request));
      if (found !== undefined) return ticketOf(settings, found.sys_id.value, found.number.value);
      const { sysId, number } = await client.create(words.newChange(request, fields));
      return ticketOf(settings, sysId, number);
    },

    tell: async (event, request, ticket) => {
      if (ticket === undefined || !words.isWorthANote(event)) return;
      const change = await client.change(ticket.id);
      const isOver = [states.canceled, states.closed].includes(change?.state.value ?? "");
      // Nobody may write on what is closed, and whoever closed it has seen it.
      if (change === undefined || isOver) return;
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
