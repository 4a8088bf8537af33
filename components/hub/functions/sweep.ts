/** Looks after what has not come to its end, whatever event was lost. */
import * as pulumi from "@pulumi/pulumi";
import { environment } from "../../../contract/environment";
import { sweepPolicy } from "../model/sweep-policy";
import { type HubFunction, internal, metering } from "./declaration";

export const sweep = {
  ...internal,
  name: "sweep",
  description: "Every five minutes: has open approval requests compared with CodePipeline.",
  roleArgument: "sweepRoleArn",
  policyOutput: "sweep",
  environment: (of) => ({
    [environment.gatesTable]: of.gatesTable.name,
    [environment.requestsTable]: of.requestsTable.name,
    [environment.notifierFunction]: of.functionArn("notifier"),
    [environment.watcherFunction]: of.functionArn("watcher"),
    [environment.publisherFunction]: of.functionArn("publisher"),
    [environment.reminderFunction]: of.schedules && of.functionArn("reminder"),
    [environment.automaticFunction]: of.automaticDecisions
      ? of.functionArn("automatic")
      : undefined,
    [environment.ledgerFunction]: of.ledger && of.functionArn("ledger"),
    [environment.bypassFunction]: of.bypassesTable && of.functionArn("bypass"),
    [environment.measuresFunction]: of.measures.metricsBy && of.functionArn("measures"),
    [environment.deadLetterQueueUrl]: of.deadLetterQueueUrl,
    ...metering(of),
  }),
  policy: ({ requestsTable, deadLetterQueueArn, functionArn, ...of }, common) => {
    const asked = [
      ...(of.schedules ? ["reminder"] : []),
      ...(of.automaticDecisions ? ["automatic"] : []),
      ...(of.ledger ? ["ledger"] : []),
      ...(of.bypassesTable ? ["bypass"] : []),
      ...(of.measures.metricsBy ? ["measures"] : []),
    ];
    const handedTo = ["notifier", "watcher", "publisher", ...asked];
    return pulumi
      .all([
        common,
        requestsTable.arn,
        deadLetterQueueArn,
        pulumi.all(handedTo.map((name) => functionArn(name))),
      ])
      .apply(([rights, requestsTableArn, queueArn, functionArns]) =>
        sweepPolicy({
          ...rights,
          ...{ requestsTableArn, functionArns },
          // Declared asynchronous, it has a queue.
          deadLetterQueueArn: queueArn as string,
        }),
      );
  },
} as const satisfies HubFunction;
