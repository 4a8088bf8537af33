import * as pulumi from "@pulumi/pulumi";
import type { ConnectorConnection } from "./connector-args";
import { validateConnector } from "./connectors/arguments";
import { connectorContext, createConnector } from "./connectors/connector";
import { createReceiver } from "./connectors/receiver";
import { validateWebhook, webhookShapes } from "./connectors/webhook";
import { needArguments } from "./inputs/shapes";
import type { WebhookConnectorArgs } from "./webhook-args";

/**
 * Posts what happens to the approval requests of the gates that name it to a system of your own, signed as Standard
 * Webhooks, and takes its decisions, signed in the same way, at a public address. Where a gate names who may, they
 * decide: the system says who it was. The connectors of a hub have different names.
 *
 * @example
 * const releases = new WebhookConnector("releases", {
 *   hub: hub.connection,
 *   url: "https://releases.example.com/approvals",
 *   credentialsSecretArn,
 * });
 * export const decisionUrl = releases.decisionUrl;
 */
export class WebhookConnector extends pulumi.ComponentResource {
  /** What gates take as a connector, in this stack or, through a StackReference, in another. */
  public readonly connection: pulumi.Output<ConnectorConnection>;
  /** ARN of the function that posts events. */
  public readonly functionArn: pulumi.Output<string>;
  /** Address that your system posts decisions to. */
  public readonly decisionUrl: pulumi.Output<string>;
  /** ARN of the function that takes decisions, for an endpoint of your own. */
  public readonly receiverFunctionArn: pulumi.Output<string>;
  /** Name of the function that takes decisions, for the permission of an endpoint of your own. */
  public readonly receiverFunctionName: pulumi.Output<string>;

  constructor(name: string, args: WebhookConnectorArgs, opts?: pulumi.ComponentResourceOptions) {
    needArguments({ name, args, needs: "hub" }, webhookShapes);
    const spec = validateConnector(name, args, "webhook", ["connector", "webhook-receiver"]);
    const webhook = validateWebhook(args, spec);
    super("codepipeline-approvals:index:WebhookConnector", name, args, opts);

    const context = connectorContext(name, "webhook", spec, this);
    const receiver = createReceiver(context, webhook);
    const created = createConnector(context, webhook.settings, receiver.decisionUrl);
    this.connection = created.connection;
    this.functionArn = created.functionArn;
    this.decisionUrl = receiver.decisionUrl;
    this.receiverFunctionArn = receiver.functionArn;
    this.receiverFunctionName = receiver.functionName;
    this.registerOutputs({
      connection: this.connection,
      functionArn: this.functionArn,
      decisionUrl: this.decisionUrl,
      receiverFunctionArn: this.receiverFunctionArn,
      receiverFunctionName: this.receiverFunctionName,
    });
  }
}
