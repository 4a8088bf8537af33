import * as pulumi from "@pulumi/pulumi";
import type { ConnectorConnection } from "./connector-args";
import { validateConnector } from "./connectors/arguments";
import { connectorContext, createConnector } from "./connectors/connector";
import { jiraSettings, jiraShapes } from "./connectors/jira";
import { needArguments } from "./inputs/shapes";
import type { JiraConnectorArgs } from "./jira-args";

/**
 * Opens an issue in Jira, or a request in Jira Service Management, for each approval request of the gates that name it,
 * tells on it what happens, and closes it. Where a gate names who may, it decides: the status of an issue, or the
 * approval of the service desk. The connectors of a hub have different names.
 *
 * @example
 * const tickets = new JiraConnector("tickets", {
 *   hub: hub.connection,
 *   siteUrl: "https://example.atlassian.net",
 *   request: { serviceDeskId: "4", requestTypeId: "25" },
 *   credentialsSecretArn,
 * });
 */
export class JiraConnector extends pulumi.ComponentResource {
  /** What gates take as a connector, in this stack or, through a StackReference, in another. */
  public readonly connection: pulumi.Output<ConnectorConnection>;
  /** ARN of the function that calls Jira. */
  public readonly functionArn: pulumi.Output<string>;

  constructor(name: string, args: JiraConnectorArgs, opts?: pulumi.ComponentResourceOptions) {
    needArguments({ name, args, needs: "hub" }, jiraShapes);
    const spec = validateConnector(name, args, "jira");
    const settings = jiraSettings(args);
    super("codepipeline-approvals:index:JiraConnector", name, args, opts);

    const context = connectorContext(name, "jira", spec, this);
    const { connection, functionArn } = createConnector(context, settings);
    this.connection = connection;
    this.functionArn = functionArn;
    this.registerOutputs({ connection, functionArn });
  }
}
