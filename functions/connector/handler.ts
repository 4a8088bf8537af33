/**
 * The function of a connector: opens and closes tickets of the gates that name it, and has the decider look at them.
 * It is woken by the hub's events and by its schedule, and each time looks at the table of requests, which it cannot
 * change. To be woken twice, late or for nothing is harmless.
 */
import type { ActionKey } from "../../contract/records";
import { aggregate } from "../adapters/classify";
import { describe } from "../adapters/log";
import { MalformedError, remedyOf } from "../domain/errors";
import type { GateStore, RequestStore, UnsettledIndex } from "../domain/ports";
import { parseWoken, type Woken } from "../domain/tickets/woken";
import { isOpen } from "../domain/transitions";
import type { GateSettings } from "../domain/types";
import { bringOn, type BringOnPorts } from "./bring-on";

export interface Ports extends BringOnPorts {
  readonly gates: GateStore;
  readonly requests: Pick<RequestStore, "read" | "unsettled">;
  readonly unsettled: UnsettledIndex;
}

export type Handler = (event: unknown) => Promise<void>;

export function createHandler(ports: Ports): Handler {
  return async (event) => {
    const woken = parseWoken(event);
    switch (woken?.kind) {
      case "request":
        return all([woken.action], ports);
      case "schedule":
        return all(await actionsOf(ports), ports);
      case "bypass":
        return tellOfBypass(woken.event, ports);
      case undefined:
        throw new MalformedError("The event is none of the hub's bus, nor of the schedule.");
    }
  };
}

/** Those with open requests, and those with something left to do. */
async function actionsOf({ unsettled, tickets }: Ports): Promise<ActionKey[]> {
  const [open, pending] = await Promise.all([unsettled.actions(), tickets.pending()]);
  return [...new Set([...open, ...pending.map(({ action }) => action)])];
}

/** Each request for itself: what fails of one holds up no other. */
async function all(actions: readonly ActionKey[], ports: Ports): Promise<void> {
  const pending = await ports.tickets.pending();
  const failures: unknown[] = [];
  for (const action of actions) {
    try {
      const settings = await ports.gates.read(action);
      const isOurs = settings !== undefined && names(settings, ports);
      const open = isOurs ? await openTokens(action, ports) : [];
      const begun = pending.filter((row) => row.action === action).map(({ token }) => token);
      for (const token of new Set([...open, ...begun])) {
        await attempt(
          () => bringOn(action, token, isOurs, ports),
          { action, token },
          failures,
          ports,
        );
      }
    } catch (error) {
      ports.log.error("tickets_failed", { action, ...describe(error), remedy: remedyOf(error) });
      failures.push(error);
    }
  }
  if (failures.length > 0)
    throw aggregate(failures, `${failures.length} tickets were not brought on.`);
}

const names = ({ connectors = [] }: GateSettings, { kind, name }: Ports): boolean =>
  connectors.some((one) => one.kind === kind && one.name === name);

async function openTokens(action: ActionKey, { requests }: Ports): Promise<string[]> {
  const { requests: found } = await requests.unsettled(action);
  return found.filter(isOpen).map(({ token }) => token);
}

async function attempt(
  work: () => Promise<void>,
  about: { readonly action: ActionKey; readonly token: string },
  failures: unknown[],
  { log }: Ports,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error("ticket_failed", { ...about, ...describe(error), remedy: remedyOf(error) });
    failures.push(error);
  }
}

/** Of a gate that names the connector; what fails is tried again by Lambda, and kept at last. */
async function tellOfBypass(
  event: Extract<Woken, { kind: "bypass" }>["event"],
  ports: Ports,
): Promise<void> {
  const { system, gates, log } = ports;
  if (system.tellOfBypass === undefined) return;
  for (const action of event.gates) {
    const settings = await gates.read(action);
    if (settings === undefined || !names(settings, ports)) continue;
    await system.tellOfBypass(event);
    return log.info("ticket_told", { action, type: event.type });
  }
}
