/** The arguments that only a webhook has. */
import type * as pulumi from "@pulumi/pulumi";
import type { WebhookSettings } from "../../contract/connectors";
import { reservedConcurrency } from "../hub/model/hub-checks";
import { decisionUrl } from "../hub/model/runtime-checks";
import type { ShapesOf } from "../inputs/argument-shape";
import { optional, required, shapesOf, type Validated, validateFields } from "../inputs/fields";
import { number, string } from "../inputs/kinds";
import { parseArn } from "../scope/model/arn";
import { functionUrlIn } from "../scope/model/region-checks";
import type { WebhookConnectorArgs } from "../webhook-args";
import { connectorShapes, type ConnectorSpec } from "./arguments";
import { settingsText } from "./kinds";
import { webhookUrl } from "./model/url-checks";

const systemArguments = {
  url: required(string(webhookUrl)),
  decisionUrl: optional(string(decisionUrl)),
  reservedConcurrency: optional(number(reservedConcurrency)),
};

export const webhookShapes: ShapesOf<WebhookConnectorArgs> = {
  ...connectorShapes,
  ...shapesOf(systemArguments),
};

export interface WebhookSpec extends Pick<
  Validated<typeof systemArguments>,
  "decisionUrl" | "reservedConcurrency"
> {
  readonly settings: pulumi.Input<string>;
}

export function validateWebhook(
  input: WebhookConnectorArgs,
  { credentialsSecretArn }: ConnectorSpec,
): WebhookSpec {
  const { url, ...rest } = validateFields(input, systemArguments, (key) => key);
  // The credentials are in the hub's Region, or refused.
  if (rest.decisionUrl === undefined && typeof credentialsSecretArn === "string") {
    functionUrlIn(parseArn(credentialsSecretArn, "credentialsSecretArn").region, "decisionUrl");
  }
  return { ...rest, settings: settingsText<WebhookSettings>({ url }, "url") };
}
