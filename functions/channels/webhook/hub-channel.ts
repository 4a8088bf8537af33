/** The channel of webhooks in a deployed hub. */
import { createConnectorCredentials } from "../../adapters/connector-credentials";
import { required } from "../../adapters/environment";
import type { DecidingChannel, DecidingChannelPorts } from "../channel";
import { createWebhookChannel } from "./channel";

export const createHubWebhookDecisions = (ports: DecidingChannelPorts): DecidingChannel =>
  createWebhookChannel({
    ...ports,
    credentials: createConnectorCredentials(required("AWS_LAMBDA_FUNCTION_NAME")),
  });
