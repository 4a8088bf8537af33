/** All that a connector is made of: its function, the table of its tickets, and what wakes it. */
import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ConnectorKind, isDecidingKind } from "../../contract/connectors";
import { environment } from "../../contract/environment";
import { schemaVersion } from "../../contract/records";
import { connectorSchedule, internalTimeoutInSeconds } from "../../contract/timing";
import type { ConnectorConnection } from "../connector-args";
import { createRules } from "../hub/event-rule";
import { createFunction, type FunctionContext } from "../hub/function";
import { type Hub, hubFields } from "../hub/gate-approvals";
import { alarmTopic } from "../hub/reach";
import { createFunctionRole } from "../hub/roles";
import { createThrottlesAlarm } from "../monitoring/alarms";
import { configureAsyncRetries, createDeadLetterQueue } from "../monitoring/dead-letters";
import type { ConnectorSpec } from "./arguments";
import { eventsFor } from "./model/events";
import { connectorPolicy } from "./model/connector-policy";
import { connectorRights } from "./rights";
import { createTicketsTable } from "./tickets-table";

/** What of the hub a connector uses: its arguments were refused where one of these is not there. */
type JoinedHub = Pick<Hub, "tablesKmsKeyArn"> & {
  readonly [
    K in
      "notifierArn" | "gatesTableName" | "requestsTableName" | "eventBusName" | "deciderFunctionArn"
  ]: pulumi.Output<string>;
};

/** A connector on its way: what its functions share. */
export interface ConnectorContext extends FunctionContext {
  readonly kind: ConnectorKind;
  readonly connector: ConnectorSpec;
  readonly hub: JoinedHub;
  readonly tickets: aws.dynamodb.Table;
}

export interface CreatedConnector {
  readonly connection: pulumi.Output<ConnectorConnection>;
  readonly functionArn: pulumi.Output<string>;
}

export function connectorContext(
  name: string,
  kind: ConnectorKind,
  connector: ConnectorSpec,
  parent: pulumi.ComponentResource,
): ConnectorContext {
  const paths = { alarmTopicArn: "alarmTopicArn", kmsKeyArn: "kmsKeyArn" };
  const alarmTopicArn = alarmTopic({ ...connector, paths }, parent);
  const of = { name, parent, spec: { ...connector, alarmTopicArn, tracing: false } };
  const hub = hubFields(connector.hub) as JoinedHub;
  return { ...of, kind, connector, hub, tickets: createTicketsTable(of) };
}

/** `settings` is JSON of the kind's own; `decisionUrl` is told to the system, where it sends decisions itself. */
export function createConnector(
  context: ConnectorContext,
  settings: pulumi.Input<string>,
  decisionUrl?: pulumi.Output<string>,
): CreatedConnector {
  const { name, kind, connector, hub, tickets } = context;
  // PagerDuty's and Teams' tickets say nothing of a decision.
  const deciderArn = isDecidingKind(kind) ? hub.deciderFunctionArn : undefined;
  const queue = createDeadLetterQueue(context, "connector");
  const { fn } = createFunction(context, {
    name: "connector",
    bundle: "connector",
    description:
      "Opens tickets for approval requests of CodePipeline, keeps them up to date and closes them.",
    role: createFunctionRole(context, "connector"),
    timeoutInSeconds: internalTimeoutInSeconds,
    memoryInMegabytes: 512,
    logRetentionInDays: connector.logRetentionInDays,
    environment: {
      [environment.connectorKind]: kind,
      [environment.connectorName]: name,
      [environment.connectorSettings]: settings,
      [environment.credentialsArn]: connector.credentialsSecretArn,
      [environment.gatesTable]: hub.gatesTableName,
      [environment.requestsTable]: hub.requestsTableName,
      [environment.ticketsTable]: tickets.name,
      [environment.deciderFunction]: deciderArn,
      [environment.deadLetterQueueUrl]: queue.url,
      [environment.decisionUrl]: decisionUrl,
    },
    policy: (logGroupArn) =>
      pulumi
        .all([connectorRights(context, logGroupArn), queue.arn, deciderArn])
        .apply(([rights, deadLetterQueueArn, decider]) =>
          connectorPolicy({ ...rights, deadLetterQueueArn, deciderArn: decider }),
        ),
  });
  configureAsyncRetries(context, "connector", fn, queue);
  createThrottlesAlarm(context, { name: "connector", whenThrottled }, fn);
  wake(context, fn, queue);
  return { functionArn: fn.arn, connection: connectionOf(context, settings) };
}

const whenThrottled =
  "Lambda turned calls of a connector away and tries them again for six hours: tickets are late. Look what uses " +
  "up the account's concurrent executions, and raise the quota if it is low.";

/** Events tell it at once; the schedule looks after what failed, and after tickets that have changed. */
function wake(context: ConnectorContext, fn: aws.lambda.Function, queue: aws.sqs.Queue): void {
  const { kind, hub } = context;
  const rules = [
    {
      suffix: "connector-events",
      description: "Something has happened to an approval request: its ticket says so.",
      eventBusName: hub.eventBusName,
      eventPattern: JSON.stringify(eventsFor(kind)),
    },
    {
      suffix: "connector-schedule",
      description: "Tickets of approval requests are looked after.",
      scheduleExpression: connectorSchedule,
    },
  ];
  createRules(context, rules, { name: "connector", fn }, queue);
}

/** What gates take as a connector: with what tickets are read before they are believed. */
function connectionOf(
  { name, kind, connector, hub }: ConnectorContext,
  settings: pulumi.Input<string>,
): pulumi.Output<ConnectorConnection> {
  const { credentialsSecretArn, readerCredentialsSecretArn, credentialsKmsKeyArn } = connector;
  return pulumi.output({
    schemaVersion,
    ...{ kind, name, settings },
    credentialsSecretArn: readerCredentialsSecretArn ?? credentialsSecretArn,
    ...(credentialsKmsKeyArn && { credentialsKmsKeyArn }),
    gatesTableName: hub.gatesTableName,
  });
}
