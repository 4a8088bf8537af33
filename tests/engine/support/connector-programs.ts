/** A connector of each kind on a hub of another stack, and a gate that has it. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import {
  ApprovalGate,
  type ConnectorConnection,
  type HubConnection,
  JiraConnector,
  type JiraConnectorArgs,
  PagerDutyConnector,
  type PagerDutyConnectorArgs,
  ServiceNowConnector,
  type ServiceNowConnectorArgs,
  type TeamsConnectorArgs,
  WebhookConnector,
  type WebhookConnectorArgs,
} from "../../../index";
import type { Program } from "./engine-stack";
import { connection, credentialsArn } from "./programs";

/** The connection of a hub for which connectors decide. */
export const decidingHub = (hub: string): HubConnection => ({
  ...connection(hub),
  eventBusName: `${hub}-events`,
  requestsTableName: `${hub}-requests`,
  deciderFunctionArn: `arn:aws:lambda:eu-west-1:111122223333:function:${hub}-decider`,
});

/** What connectors and gates use of the hubs that programs name. */
const hubs = (): pulumi.Resource[] =>
  ["desk", "other"].flatMap((hub) => [
    new aws.cloudwatch.EventBus(`${hub}-events`, { name: `${hub}-events` }),
    new aws.dynamodb.Table(`${hub}-gates`, {
      ...{ name: `${hub}-gates`, billingMode: "PAY_PER_REQUEST" },
      ...{ hashKey: "action", attributes: [{ name: "action", type: "S" }] },
    }),
  ]);

const common = { hub: decidingHub("desk"), credentialsSecretArn: credentialsArn };

interface Made {
  readonly connection: pulumi.Output<ConnectorConnection>;
}

type Create<Args> = new (name: string, args: Args, opts: pulumi.ComponentResourceOptions) => Made;

type Placed = Pick<TeamsConnectorArgs, "hub" | "region">;

const programOf =
  <Args extends Placed>(Connector: Create<Args>, args: Args, approverIds?: string[]) =>
  (changed: Partial<Args> = {}): Program =>
  async () => {
    const opts = { dependsOn: hubs() };
    const given = { ...args, ...changed };
    const made = new Connector("desk", given, opts);
    const { hub, region } = given;
    const connectors = [{ connection: made.connection, approverIds }];
    const of = { pipelineName: "orders", emails: ["qa@example.com"], hub, region, connectors };
    new ApprovalGate("prod", of, opts);
  };

export const issue = {
  ...{ projectKey: "OPS", issueTypeId: "10001" },
  ...{ approvedStatusIds: ["10010"], rejectedStatusIds: ["10020"] },
};

const somebody = ["ann.owner"];

export const jiraProgram = programOf<JiraConnectorArgs>(
  JiraConnector,
  { ...common, siteUrl: "https://acme.atlassian.net", issue },
  somebody,
);
export const pagerDutyProgram = programOf<PagerDutyConnectorArgs>(PagerDutyConnector, common);
export const serviceNowProgram = programOf<ServiceNowConnectorArgs>(
  ServiceNowConnector,
  { ...common, instanceUrl: "https://acme.service-now.com" },
  somebody,
);
export const webhookProgram = programOf<WebhookConnectorArgs>(
  WebhookConnector,
  { ...common, url: "https://releases.acme.com/approvals" },
  somebody,
);
