/** Puts what happens to requests on the hub's event bus: reads the stream of their table. */
import { environment } from "../../../contract/environment";
import * as pulumi from "@pulumi/pulumi";
import { publisherPolicy } from "../model/publisher-policy";
import { type HubFunction, internal, metering } from "./declaration";

export const publisher = {
  ...internal,
  name: "publisher",
  description: "Puts what happens to approval requests on the hub's event bus.",
  timeoutInSeconds: 60,
  roleArgument: "publisherRoleArn",
  policyOutput: "publisher",
  environment: (of) => ({
    [environment.eventBusName]: of.eventBus.name,
    [environment.requestsTable]: of.requestsTable.name,
    [environment.deadLetterQueueUrl]: of.deadLetterQueueUrl,
    ...metering(of),
  }),
  policy: ({ requestsTable, eventBus, deadLetterQueueArn, ...paths }, common) =>
    pulumi
      // The path is not used: no function of a hub is made whose arguments do not fit together.
      .all([
        common,
        requestsTable.arn,
        requestsTable.streamArn,
        eventBus.arn,
        deadLetterQueueArn,
        paths.deciderRolePath ?? paths.watcherRolePath,
      ])
      .apply(([rights, requestsTableArn, requestsStreamArn, eventBusArn, queueArn]) =>
        publisherPolicy({
          ...rights,
          ...{ requestsTableArn, requestsStreamArn, eventBusArn },
          deadLetterQueueArn: queueArn as string,
        }),
      ),
} as const satisfies HubFunction;
