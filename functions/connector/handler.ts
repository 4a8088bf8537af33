/**
 * The function of a connector: opens and closes tickets of the gates that name it, and has the decider look at them.
 * It is woken by the hub's events and by its schedule, and each time looks at the table of requests, which it cannot
 * change. To be woken twice, late or for nothing is harmless.
 */
import type { ActionKey } from "../../contract/records";
import { aggregate, classify } from "../adapters/classify";
import { describe } from "../adapters/log";
import { FinalError, MalformedError, remedyOf } from "../domain/errors";
import type { GateStore, RequestStore, UnsettledIndex } from "../domain/ports";
import { namedConnector } from "../domain/tickets/gate-connector";
import { parseWoken, type Woken } from "../domain/tickets/woken";
import { isOpen } from "../domain/transitions";
import type { GateSettings } from "../domain/types";
import { severalAtOnce } from "../shared/at-once";
import { eachRequest } from "../shared/look-after";
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
        return bringAllOn([woken.action], await ports.tickets.pending(), ports);
      case "schedule":
        return afterAll(ports);
      case "bypass":
        return tellOfBypass(woken.event, ports);
      case undefined:
        throw new MalformedError("The event is none of the hub's bus, nor of the schedule.");
    }
  };
}

/** Actions with open requests, and those with something left to do. */
async function afterAll(ports: Ports): Promise<void> {
  const { unsettled, tickets } = ports;
  const [open, pending] = await Promise.all([unsettled.actions(), tickets.pending()]);
  const actions = new Set([...open, ...pending.map(({ action }) => action)]);
  await bringAllOn([...actions], pending, ports);
}

type Pending = Awaited<ReturnType<Ports["tickets"]["pending"]>>;

/** A slow system must not have the tickets wait for each other, and bears so many calls. */
const mostAtOnce = 8;

/** Of the 30 seconds that a run has: what is begun later could be cut off. The next minute goes on. */
const beginsWithin = 15_000;

interface Work {
  readonly action: ActionKey;
  readonly token: string;
  readonly isOurs: boolean;
}

/** Each request for itself: what fails of one, or takes long, holds up no other. */
async function bringAllOn(
  actions: readonly ActionKey[],
  pending: Pending,
  ports: Ports,
): Promise<void> {
  const { log, clock, random } = ports;
  const until = clock.now().getTime() + beginsWithin;
  const failures: unknown[] = [];
  const found: Work[] = [];
  await severalAtOnce(actions, mostAtOnce, async (action) => {
    try {
      found.push(...(await workOf(action, pending, ports)));
    } catch (error) {
      log.error("tickets_failed", { action, ...describe(error), remedy: remedyOf(error) });
      failures.push(error);
    }
  });
  const bring = ({ action, token, isOurs }: Work) => bringOn(action, token, isOurs, ports);
  const left = await severalAtOnce(
    // Another one first each time: those at the end are not always those that are left.
    rotated(found, random),
    mostAtOnce,
    async (one) => void failures.push(...(await eachRequest([one], bring, "ticket_failed", log))),
    () => clock.now().getTime() > until,
  );
  if (left > 0) log.warn("tickets_left", { count: left });
  if (failures.length > 0) throw together(failures);
}

/** What was given up no other run finds again: it is kept now. What passes, the schedule tries again. */
function together(failures: readonly unknown[]): Error {
  const final = failures.filter((failure) => classify(failure) instanceof FinalError);
  const message = `${failures.length} tickets were not brought on.`;
  return aggregate(final.length > 0 ? final : failures, message);
}

/** The requests of an action that are open, and those that were begun. */
async function workOf(action: ActionKey, pending: Pending, ports: Ports): Promise<Work[]> {
  const isOurs = names(await ports.gates.read(action), ports);
  const open = isOurs ? await openTokens(action, ports) : [];
  const begun = pending.filter((row) => row.action === action).map(({ token }) => token);
  return [...new Set([...open, ...begun])].map((token) => ({ action, token, isOurs }));
}

function rotated<T>(all: readonly T[], random: () => number): readonly T[] {
  const start = Math.floor(random() * all.length);
  return [...all.slice(start), ...all.slice(0, start)];
}

const names = (settings: GateSettings | undefined, { kind, name }: Ports): boolean =>
  settings !== undefined && namedConnector(settings, kind, name) !== undefined;

async function openTokens(action: ActionKey, { requests }: Ports): Promise<string[]> {
  const { requests: found } = await requests.unsettled(action);
  return found.filter(isOpen).map(({ token }) => token);
}

/** Of a gate that names the connector; what fails is tried again by Lambda, and kept at last. */
async function tellOfBypass(
  event: Extract<Woken, { kind: "bypass" }>["event"],
  ports: Ports,
): Promise<void> {
  const { system, gates, log } = ports;
  if (system.tellOfBypass === undefined) return;
  for (const action of event.gates) {
    if (!names(await gates.read(action), ports)) continue;
    await system.tellOfBypass(event);
    return log.info("ticket_told", { action, type: event.type });
  }
}
