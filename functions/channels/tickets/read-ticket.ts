/** A ticket as its system shows it now, read with the right of the gate that names the connector. */
import type { ConnectorCredentials } from "../../adapters/connector-credentials";
import type { Connector, TicketReading } from "../../connectors/connector";
import type { Http } from "../../connectors/http";
import { connectorActor } from "../../domain/connector-actor";
import { FinalError } from "../../domain/errors";
import type { GateConnector } from "../../domain/tickets/gate-connector";
import type { GateSettings } from "../../domain/types";
import type { DecidingChannelPorts } from "../channel";

export interface ReadPorts extends DecidingChannelPorts {
  readonly connectorOf: (kind: string) => Connector | undefined;
  readonly credentials: ConnectorCredentials;
  readonly http: Http;
}

/** Throws where it cannot be read: then it decides nothing, and is tried again. */
export async function readTicket(
  id: string,
  { deciderRoleArn }: GateSettings,
  { kind, name, settings, credentialsArn }: GateConnector,
  { connectorOf, credentials, http, clock, log }: ReadPorts,
): Promise<TicketReading | undefined> {
  const createReader = connectorOf(kind)?.createReader;
  if (createReader === undefined) throw new FinalError(`Tickets of ${kind} decide nothing.`);
  let text: Promise<string> | undefined;
  const actor = connectorActor(kind, name);
  const reader = createReader({
    ...{ settings, http, clock, log },
    credentials: () => (text ??= credentials.read(deciderRoleArn, credentialsArn, actor)),
  });
  return reader.read(id);
}
