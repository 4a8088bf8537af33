/**
 * Asks whether a person is on call at this moment: PagerDuty says whose schedule it is, by e-mail address, and Slack
 * whose account has that very address. Whoever is let in was asked about at that moment. What cannot be asked lets nobody in,
 * and is not asked again: people decide.
 */
import { describe } from "../../../adapters/log";
import type { ConnectorCredentials } from "../../../adapters/connector-credentials";
import { withTimeout } from "../../../adapters/timeout";
import type { Connector } from "../../../connectors/connector";
import type { Http } from "../../../connectors/http";
import { connectorActor } from "../../../domain/connector-actor";
import { FinalError, remedyOf, TransientError } from "../../../domain/errors";
import type { Clock, Log } from "../../../domain/ports";
import type { AccountOf } from "../../../domain/rule/whose";
import type { GateConnector } from "../../../domain/tickets/gate-connector";
import type { Actor, GateSettings } from "../../../domain/types";
import { type OnCall, onCallConnectors } from "../on-call";
import { refusedLately } from "./refused-lately";

export interface OnCallPorts {
  readonly connectorOf: (kind: string) => Connector | undefined;
  readonly credentials: ConnectorCredentials;
  readonly http: Http;
  /** Slack's answer of this moment, remembered by nobody. */
  readonly accountNow: AccountOf;
  readonly clock: Clock;
  readonly log: Log;
}

/** Milliseconds: the decider has half a minute for everything. */
const patience = 12_000;

/** More people are on call for no schedule; each is a call of Slack's. */
const mostPeople = 20;

export const createOnCall = (ports: OnCallPorts): OnCall =>
  refusedLately(asking(ports), ports.clock);

function asking(ports: OnCallPorts): OnCall {
  return async (settings, person) => {
    const { action } = settings;
    const answers = await Promise.all(
      onCallConnectors(settings).map(async (connector) => {
        const about = { action, person: person.id, connector: connector.name };
        try {
          const asked = isOnCall(settings, connector, person, ports);
          if (!(await withTimeout(patience, "Who is on call", asked))) return "not-on-call";
          ports.log.info("on_call", about);
          return "on-call";
        } catch (error) {
          ports.log.warn("on_call_unread", {
            ...about,
            ...describe(error),
            remedy: remedyOf(error),
          });
          return "unread";
        }
      }),
    );
    return (["on-call", "unread"] as const).find((one) => answers.includes(one)) ?? "not-on-call";
  };
}

async function isOnCall(
  { deciderRoleArn }: GateSettings,
  { kind, name, settings, credentialsArn, scheduleIds }: GateConnector,
  person: Actor,
  { connectorOf, credentials, http, accountNow, clock, log }: OnCallPorts,
): Promise<boolean> {
  const createOf = connectorOf(kind)?.createOnCall;
  if (createOf === undefined) throw new FinalError(`Nobody is on call in ${kind}.`);
  const whoIsOnCall = createOf({
    ...{ settings, http, clock, log },
    credentials: () => credentials.read(deciderRoleArn, credentialsArn, connectorActor(kind, name)),
  });
  const emails = await whoIsOnCall(scheduleIds);
  if (emails.length > mostPeople) throw new TransientError(`${emails.length} people are on call.`);
  const accounts = await Promise.allSettled(emails.map((email) => accountNow(email)));
  if (accounts.some((one) => one.status === "fulfilled" && one.value === person.id)) return true;
  const unread = accounts.find((one) => one.status === "rejected");
  // Perhaps theirs.
  if (unread !== undefined) throw unread.reason;
  return false;
}
