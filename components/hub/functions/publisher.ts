/** Puts what happens to requests on the hub's event bus: reads the stream of their table. */
import * as pulumi from "@pulumi/pulumi";
import { publisherPolicy } from "../model/publisher-policy";
import { type HubFunction, internal } from "./declaration";

export const publisher = {
  ...internal,
  name: "publisher",
  description: "Puts what happens to approval requests on the hub's event bus.",
  timeoutInSeconds: 60,
  roleArgument: "publisherRoleArn",
  policyOutput: "publisher",
  environment: (of) => ({
    CREDENTIALS_ARN: undefined,
    EVENT_BUS_NAME: of.eventBus.name,
    DEAD_LETTER_QUEUE_URL: of.deadLetterQueueUrl,
  }),
  policy: ({ requestsTable, eventBus, deadLetterQueueArn, deciderRolePath }, common) =>
    pulumi
      // The path is not used: no function of a hub is made whose arguments do not fit together.
      .all([common, requestsTable.streamArn, eventBus.arn, deadLetterQueueArn, deciderRolePath])
      .apply(([rights, requestsStreamArn, eventBusArn, queueArn]) =>
        publisherPolicy({
          ...rights,
          ...{ requestsStreamArn, eventBusArn },
          deadLetterQueueArn: queueArn as string,
        }),
      ),
} as const satisfies HubFunction;
