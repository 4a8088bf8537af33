/** What the decider believes of a change: what it says, and whom the audit log names. */
import type { ServiceNowSettings } from "../../../contract/connectors";
import type { Clock } from "../../domain/ports";
import type { Ticket, TicketReader, TicketState } from "../connector";
import type { Change } from "./answers";
import type { ServiceNowClient } from "./client";
import { judge, moverOf, type Verdict } from "./judge";

export interface Instance {
  readonly settings: ServiceNowSettings;
  readonly client: ServiceNowClient;
  readonly clock: Clock;
}

export function createChangeReader(of: Instance): TicketReader {
  return {
    read: async (sysId) => {
      const change = await of.client.change(sysId);
      if (change === undefined) return undefined;
      const { sys_id, number, correlation_id: correlation } = change;
      return {
        ticket: ticketOf(of.settings, sys_id.value, number.value),
        ...(correlation.value !== "" && { requestId: correlation.value }),
        state: await stateOf(change, of),
      };
    },
  };
}

async function stateOf(change: Change, of: Instance): Promise<TicketState> {
  const judgement = judge(change, of.settings.states, of.clock.now());
  if ("why" in judgement) return { kind: "waiting", why: judgement.why };
  return decided(change, judgement.verdict, of);
}

/** The log is read after the change: of a change that was moved on meanwhile, it names another value. */
async function decided(
  { sys_id: { value: sysId } }: Change,
  { result, field, value }: Verdict,
  { client }: Instance,
): Promise<TicketState> {
  const rows = await client.audit(sysId, field);
  const mover = rows && moverOf(rows, value);
  if (mover === undefined) {
    return { kind: "waiting", why: `${verbs[result]}, but who moved it cannot be read` };
  }
  const id = mover.user.value;
  const displayName = (await client.nameOf(id)) ?? id;
  return { kind: "decided", id: mover.sys_id.value, result, person: { id, displayName } };
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
