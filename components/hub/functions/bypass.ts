/** Tells of what bypasses a gate. */
import * as pulumi from "@pulumi/pulumi";
import { environment } from "../../../contract/environment";
import { bypassPolicy } from "../../bypass/model/bypass-policy";
import { type HubFunction, internal } from "./declaration";

export const bypass = {
  ...internal,
  name: "bypass",
  madeFor: "bypassAlerts",
  description: "Tells of what bypasses the approval gates of CodePipeline.",
  roleArgument: "bypassRoleArn",
  policyOutput: "bypass",
  environment: (of) => ({
    [environment.gatesTable]: of.gatesTable.name,
    [environment.bypassesTable]: of.bypassesTable?.name,
    [environment.reviewsTable]: of.reviewsTable?.name,
    [environment.eventBusName]: of.eventBus.name,
    [environment.alarmTopicArn]: of.alarmTopicArn,
    [environment.requestRetentionDays]: pulumi.interpolate`${of.requestRetentionInDays}`,
    [environment.deadLetterQueueUrl]: of.deadLetterQueueUrl,
  }),
  policy: (of, common) =>
    pulumi
      .all([
        common,
        pulumi.all([of.bypassesTable?.arn, of.reviewsTable?.arn]),
        of.eventBus.arn,
        of.alarmTopicArn,
        of.deadLetterQueueArn,
        pulumi.all([of.deciderRolePath, of.watcherRolePath]),
      ])
      .apply(
        ([
          rights,
          [table, reviews],
          eventBusArn,
          topic,
          queue,
          [deciderRolePath, watcherRolePath],
        ]) =>
          bypassPolicy({
            ...rights,
            ...{ eventBusArn, deciderRolePath, watcherRolePath },
            // Made for `bypassAlerts` alone, and asynchronous, it has them all.
            bypassesTableArn: table as string,
            reviewsTableArn: reviews as string,
            alarmTopicArn: topic as string,
            deadLetterQueueArn: queue as string,
          }),
      ),
} as const satisfies HubFunction;
