/** Has the decider look at requests of gates that decide by themselves. */
import * as pulumi from "@pulumi/pulumi";
import { environment } from "../../../contract/environment";
import { automaticPolicy } from "../model/automatic-policy";
import { type HubFunction, internal } from "./declaration";

export const automatic = {
  ...internal,
  name: "automatic",
  madeFor: "automaticDecisions",
  description: "Has approval requests decided automatically where their gates say how.",
  roleArgument: "automaticRoleArn",
  policyOutput: "automatic",
  environment: (of) => ({
    [environment.gatesTable]: of.gatesTable.name,
    [environment.requestsTable]: of.requestsTable.name,
    [environment.deciderFunction]: of.functionArn("decider"),
    [environment.deadLetterQueueUrl]: of.deadLetterQueueUrl,
  }),
  policy: ({ requestsTable, deadLetterQueueArn, functionArn }, common) =>
    pulumi
      .all([common, requestsTable.arn, deadLetterQueueArn, functionArn("decider")])
      .apply(([rights, requestsTableArn, queueArn, deciderArn]) =>
        automaticPolicy({
          ...rights,
          ...{ requestsTableArn, deciderArn },
          // Declared asynchronous, it has a queue.
          deadLetterQueueArn: queueArn as string,
        }),
      ),
} as const satisfies HubFunction;
