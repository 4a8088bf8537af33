import * as pulumi from "@pulumi/pulumi";
import type { ConnectorConnection } from "./connector-args";
import { validateConnector } from "./connectors/arguments";
import { connectorContext, createConnector } from "./connectors/connector";
import { serviceNowSettings, serviceNowShapes } from "./connectors/service-now";
import { needArguments } from "./inputs/shapes";
import type { ServiceNowConnectorArgs } from "./service-now-args";

/**
 * Opens a change request in ServiceNow for each approval request of the gates that name it, keeps it up to date, and
 * closes it. Where a gate names who may, the change decides: Implement inside its window, approved and not on
 * hold, approves; rejected or cancelled rejects. The connectors of a hub have different names.
 *
 * @example
 * const changes = new ServiceNowConnector("changes", {
 *   hub: hub.connection,
 *   instanceUrl: "https://example.service-now.com",
 *   credentialsSecretArn,
 * });
 * new ApprovalGate("production", {
 *   pipelineName: "orders",
 *   hub: hub.connection,
 *   connectors: [{ connection: changes.connection, approverIds: ["ann.owner"] }],
 * });
 */
export class ServiceNowConnector extends pulumi.ComponentResource {
  /** What gates take as a connector, in this stack or, through a StackReference, in another. */
  public readonly connection: pulumi.Output<ConnectorConnection>;
  /** ARN of the function that calls ServiceNow. */
  public readonly functionArn: pulumi.Output<string>;

  constructor(name: string, args: ServiceNowConnectorArgs, opts?: pulumi.ComponentResourceOptions) {
    needArguments({ name, args, needs: "hub" }, serviceNowShapes);
    const spec = validateConnector(name, args, "servicenow");
    const settings = serviceNowSettings(args);
    super("codepipeline-approvals:index:ServiceNowConnector", name, args, opts);

    const context = connectorContext(name, "servicenow", spec, this);
    const { connection, functionArn } = createConnector(context, settings);
    this.connection = connection;
    this.functionArn = functionArn;
    this.registerOutputs({ connection, functionArn });
  }
}
