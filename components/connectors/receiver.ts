/** The public function of a webhook: verifies what another system has decided, and hands it over. */
import * as pulumi from "@pulumi/pulumi";
import { environment } from "../../contract/environment";
import { receiverTimeoutInSeconds } from "../../contract/timing";
import { functionUrl } from "../hub/endpoint";
import { createFunction } from "../hub/function";
import { createFunctionRole } from "../hub/roles";
import { createAlarm, createThrottlesAlarm } from "../monitoring/alarms";
import type { ConnectorContext } from "./connector";
import { receiverPolicy } from "./model/receiver-policy";
import { connectorRights } from "./rights";
import type { WebhookSpec } from "./webhook";

export interface CreatedReceiver {
  readonly functionArn: pulumi.Output<string>;
  readonly functionName: pulumi.Output<string>;
  readonly decisionUrl: pulumi.Output<string>;
}

export function createReceiver(
  context: ConnectorContext,
  { decisionUrl, reservedConcurrency }: WebhookSpec,
): CreatedReceiver {
  const { name, connector, hub, tickets } = context;
  const { credentialsSecretArn, readerCredentialsSecretArn } = connector;
  const credentialsArn = readerCredentialsSecretArn ?? credentialsSecretArn;
  const { fn } = createFunction(context, {
    name: "receiver",
    bundle: "webhook-receiver",
    description: "Verifies decisions about approvals of CodePipeline, and hands them over.",
    role: createFunctionRole(context, "receiver"),
    timeoutInSeconds: receiverTimeoutInSeconds,
    memoryInMegabytes: 1024,
    logRetentionInDays: connector.logRetentionInDays,
    reservedConcurrency,
    environment: {
      [environment.connectorName]: name,
      [environment.credentialsArn]: credentialsArn,
      [environment.ticketsTable]: tickets.name,
      [environment.deciderFunction]: hub.deciderFunctionArn,
    },
    policy: (logGroupArn) =>
      pulumi
        .all([connectorRights(context, logGroupArn), credentialsArn, hub.deciderFunctionArn])
        .apply(([rights, arn, deciderArn]) =>
          receiverPolicy({ ...rights, credentialsArn: arn, deciderArn }),
        ),
  });
  createThrottlesAlarm(context, { name: "receiver", whenThrottled }, fn);
  // An endpoint of the user's own counts its answers itself: what is left here are the crashes.
  createAlarm(context, "receiver-errors", {
    alarmDescription:
      "A decision of another system may have been lost: it was answered with an error, and may send it again. " +
      "Find the cause in the log of the function.",
    namespace: "AWS/Lambda",
    metricName: decisionUrl === undefined ? "Url5xxCount" : "Errors",
    dimensions: { FunctionName: fn.name },
    statistic: "Sum",
  });
  return {
    functionArn: fn.arn,
    functionName: fn.name,
    decisionUrl:
      decisionUrl === undefined ? functionUrl(context, "receiver", fn) : pulumi.output(decisionUrl),
  };
}

const whenThrottled =
  "Lambda turned calls of the public function away: decisions of another system may be late, as it sends them again. " +
  "Look whether it is a flood, and at reservedConcurrency and the account's quota.";
