import * as pulumi from "@pulumi/pulumi";
import type { ConnectorConnection, ConnectorOptions } from "./connector-args";
import { connectorShapes, validateConnector } from "./connectors/arguments";
import { connectorContext, createConnector } from "./connectors/connector";
import { needArguments } from "./inputs/shapes";

/** Arguments of TeamsConnector. */
export interface TeamsConnectorArgs extends ConnectorOptions {
  /**
   * ARN of the Secrets Manager secret or SSM SecureString parameter in the hub's Region that holds, as JSON,
   * webhookUrl: the address of the flow, which lets in whoever knows it. Of another account only with
   * credentialsKmsKeyArn.
   */
  credentialsSecretArn: pulumi.Input<string>;
}

/**
 * Shows the approval requests of the gates that name it in Microsoft Teams, as an Adaptive Card with links, through a
 * webhook of Workflows. It decides nothing: people decide elsewhere. The connectors of a hub have different names.
 *
 * @example
 * new TeamsConnector("teams", { hub: hub.connection, credentialsSecretArn });
 */
export class TeamsConnector extends pulumi.ComponentResource {
  /** What gates take as a connector, in this stack or, through a StackReference, in another. */
  public readonly connection: pulumi.Output<ConnectorConnection>;
  /** ARN of the function that calls the flow. */
  public readonly functionArn: pulumi.Output<string>;

  constructor(name: string, args: TeamsConnectorArgs, opts?: pulumi.ComponentResourceOptions) {
    needArguments({ name, args, needs: "hub" }, connectorShapes);
    const spec = validateConnector(name, args, "teams");
    super("codepipeline-approvals:index:TeamsConnector", name, args, opts);

    const context = connectorContext(name, "teams", spec, this);
    const { connection, functionArn } = createConnector(context, JSON.stringify({}));
    this.connection = connection;
    this.functionArn = functionArn;
    this.registerOutputs({ connection, functionArn });
  }
}
