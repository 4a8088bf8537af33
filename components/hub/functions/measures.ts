/** Says every five minutes what waits and for how long, and tells of what waits for too long. */
import * as pulumi from "@pulumi/pulumi";
import { environment } from "../../../contract/environment";
import { given } from "../../inputs/inputs";
import { measuresPolicy } from "../model/measures-policy";
import { type HubFunction, internal, metering, type Surrounding } from "./declaration";

/** The topic, where somebody is told of what waits for too long. */
const toldTopic = ({ measures, alarmTopicArn }: Surrounding) =>
  given(measures.stuckAfterMinutes) ? alarmTopicArn : undefined;

export const measures = {
  ...internal,
  name: "measures",
  madeFor: "metrics",
  description: "Every five minutes: measures which approval requests wait, and for how long.",
  roleArgument: "measuresRoleArn",
  policyOutput: "measures",
  environment: (of) => ({
    ...metering(of),
    [environment.gatesTable]: of.gatesTable.name,
    [environment.requestsTable]: of.requestsTable.name,
    [environment.stuckAfterMinutes]: given(of.measures.stuckAfterMinutes)
      ? pulumi.interpolate`${of.measures.stuckAfterMinutes}`
      : undefined,
    [environment.alarmTopicArn]: toldTopic(of),
    [environment.deadLetterQueueUrl]: of.deadLetterQueueUrl,
  }),
  policy: (of, common) =>
    pulumi
      .all([common, of.requestsTable.arn, of.deadLetterQueueArn, toldTopic(of)])
      .apply(([rights, requestsTableArn, queueArn, topicArn]) =>
        measuresPolicy({
          ...rights,
          requestsTableArn,
          // Declared asynchronous, it has a queue.
          deadLetterQueueArn: queueArn as string,
          listsGates: of.measures.metricsBy === "gate",
          notesStuck: given(of.measures.stuckAfterMinutes),
          topicArn: topicArn ?? undefined,
        }),
      ),
} as const satisfies HubFunction;
