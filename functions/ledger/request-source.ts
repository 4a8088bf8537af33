/** The history of a request, as the ledger takes it: each event behind the one before. */
import { ledgerPartitions } from "../../contract/ledger";
import type { ActionKey } from "../../contract/records";
import { describe } from "../adapters/log";
import type { JsonObject } from "../domain/ledger/canonical";
import type { GateRecords } from "../domain/ledger/ports";
import { recordOf } from "../domain/ledger/record";
import type { Log } from "../domain/ports";
import { requestId } from "../domain/request-events";
import type { ApprovalRequest } from "../domain/types";
import type { Source } from "./append";

export interface RequestSourcePorts {
  readonly gates: GateRecords;
  readonly log: Log;
}

export function requestSource(request: ApprovalRequest, ports: RequestSourcePorts): Source {
  const { action, token, history } = request;
  let gate: Promise<JsonObject | undefined> | undefined;
  return {
    of: `${ledgerPartitions.request}${requestId(request)}`,
    after: async (through) => {
      const event = history?.find(({ sequence }) => sequence > through);
      if (event === undefined) return undefined;
      const { sequence } = event;
      // A history keeps its first events and its newest ones.
      const omitted = sequence - through - 1;
      if (omitted > 0) {
        ports.log.error("ledger_events_lost", { action, token, events: omitted, through });
      }
      gate ??= gateOf(action, ports);
      return { sequence, recorded: recordOf(request, event, await gate, omitted) };
    },
  };
}

/** What cannot be read of a gate keeps no event out of the ledger. */
async function gateOf(
  action: ActionKey,
  { gates, log }: RequestSourcePorts,
): Promise<JsonObject | undefined> {
  try {
    return await gates.record(action);
  } catch (error) {
    log.warn("ledger_gate_unread", { action, ...describe(error) });
    return undefined;
  }
}
