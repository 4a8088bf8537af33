/** The channels of tickets in a deployed hub. */
import type { DecidingKind } from "../../../contract/connectors";
import { createConnectorCredentials } from "../../adapters/connector-credentials";
import { required } from "../../adapters/environment";
import { createHttp } from "../../connectors/http";
import { connectorOf } from "../../connectors/registry";
import type { DecidingChannel, DecidingChannelPorts } from "../channel";
import { createTicketChannel } from "./channel";

export const createHubTickets =
  (kind: DecidingKind) =>
  (ports: DecidingChannelPorts): DecidingChannel =>
    createTicketChannel(kind, {
      ...ports,
      connectorOf,
      credentials: createConnectorCredentials(required("AWS_LAMBDA_FUNCTION_NAME")),
      http: createHttp(),
    });
