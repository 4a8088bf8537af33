import * as pulumi from "@pulumi/pulumi";
import type { ConnectorConnection } from "./connector-args";
import { validateConnector } from "./connectors/arguments";
import { connectorContext, createConnector } from "./connectors/connector";
import { pagerDutySettings, pagerDutyShapes } from "./connectors/pager-duty";
import { needArguments } from "./inputs/shapes";
import type { PagerDutyConnectorArgs } from "./pager-duty-args";

/**
 * Pages in PagerDuty where an approval request is escalated or the glass is broken, for the gates that name it, and
 * resolves it at the end. It decides nothing: a gate may let those decide in Slack who are on call.
 * The connectors of a hub have different names.
 *
 * @example
 * const pager = new PagerDutyConnector("pager", {
 *   hub: hub.connection,
 *   credentialsSecretArn: routingKey.arn,
 *   readerCredentialsSecretArn: apiToken.arn,
 * });
 */
export class PagerDutyConnector extends pulumi.ComponentResource {
  /** What gates take as a connector, in this stack or, through a StackReference, in another. */
  public readonly connection: pulumi.Output<ConnectorConnection>;
  /** ARN of the function that calls PagerDuty. */
  public readonly functionArn: pulumi.Output<string>;

  constructor(name: string, args: PagerDutyConnectorArgs, opts?: pulumi.ComponentResourceOptions) {
    needArguments({ name, args, needs: "hub" }, pagerDutyShapes);
    const spec = validateConnector(name, args, "pagerduty");
    const settings = pagerDutySettings(args);
    super("codepipeline-approvals:index:PagerDutyConnector", name, args, opts);

    const context = connectorContext(name, "pagerduty", spec, this);
    const { connection, functionArn } = createConnector(context, settings);
    this.connection = connection;
    this.functionArn = functionArn;
    this.registerOutputs({ connection, functionArn });
  }
}
