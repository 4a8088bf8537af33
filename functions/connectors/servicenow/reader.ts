/** What the decider believes of a change: what it says, and whom the audit log names. */
import type { ServiceNowSettings } from "../../../contract/connectors";
import type { Clock } from "../../domain/ports";
import type { Ticket, TicketReader, TicketState } from "../connector";
import type { AuditRow, Change } from "./answers";
import type { ServiceNowClient } from "./client";
import { judge, momentOf, moverOf, requestNamedBy, type Verdict } from "./judge";

export interface Instance {
  readonly settings: ServiceNowSettings;
  readonly client: ServiceNowClient;
  readonly clock: Clock;
}

export function createChangeReader(of: Instance): TicketReader {
  const { client, settings, clock } = of;
  return {
    read: async (sysId) => {
      const change = await client.change(sysId);
      if (change === undefined) return undefined;
      // After the change: of one that was moved on meanwhile, the log names another value.
      const rows = await client.audit(sysId);
      const judgement = judge(change, settings.states, clock.now());
      return {
        ticket: ticketOf(settings, change.sys_id.value, change.number.value),
        requestId: requestNamedBy(change, rows, await client.ticketsBy()),
        state:
          "why" in judgement
            ? { kind: "waiting", why: judgement.why }
            : await decided(change, judgement.verdict, rows, client),
      };
    },
  };
}

async function decided(
  { sys_created_by: opener }: Change,
  verdict: Verdict,
  rows: readonly AuditRow[] | undefined,
  client: ServiceNowClient,
): Promise<TicketState> {
  const { result } = verdict;
  const waiting = (why: string): TicketState => ({
    kind: "waiting",
    why: `${verbs[result]}, but ${why}`,
  });
  const mover = rows && moverOf(rows, verdict);
  const moved = mover && momentOf(mover.sys_created_on.value);
  if (mover === undefined || moved === undefined || opener.value === "") {
    return waiting("who moved it cannot be read");
  }
  const id = mover.user.value;
  // The connector's own user calls off what has ended; nobody decides what they have asked for.
  if (id === opener.value) return waiting("by whoever opened it");
  const displayName = (await client.nameOf(id)) ?? id;
  const at = Math.floor(moved.getTime() / 1000);
  return { kind: "decided", id: mover.sys_id.value, result, at, person: { id, displayName } };
}

const verbs = { Approved: "approved", Rejected: "rejected" } as const;

export const ticketOf = (
  { instanceUrl }: Pick<ServiceNowSettings, "instanceUrl">,
  id: string,
  label: string,
): Ticket => ({
  ...{ id, label },
  url: `${instanceUrl}/nav_to.do?uri=${encodeURIComponent(`change_request.do?sys_id=${id}`)}`,
});
