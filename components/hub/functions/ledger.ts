/** Appends what happens to requests to the ledger, signs it, and brings it into the bucket. */
import * as pulumi from "@pulumi/pulumi";
import { environment } from "../../../contract/environment";
import { ledgerPolicy } from "../model/ledger-policy";
import { type HubFunction, internal } from "./declaration";

export const ledger = {
  ...internal,
  name: "ledger",
  madeFor: "audit",
  description: "Keeps the ledger of approvals of CodePipeline: numbered, chained and signed.",
  // A backlog is brought into the bucket in one run.
  timeoutInSeconds: 60,
  roleArgument: "ledgerRoleArn",
  policyOutput: "ledger",
  logRetentionInDays: (of) => of.ledger?.logRetentionInDays,
  environment: (of) => ({
    [environment.hubName]: of.hubName,
    [environment.ledgerTable]: of.ledger?.table.name,
    [environment.ledgerBucket]: of.ledger?.bucket.name,
    [environment.ledgerKeyArn]: of.ledger?.keyArn,
    [environment.requestsTable]: of.requestsTable.name,
    [environment.gatesTable]: of.gatesTable.name,
    [environment.bypassesTable]: of.bypassesTable?.name,
    [environment.deadLetterQueueUrl]: of.deadLetterQueueUrl,
  }),
  policy: ({ ledger: of, requestsTable, bypassesTable, deadLetterQueueArn }, common) =>
    pulumi
      .all([
        common,
        requestsTable.arn,
        deadLetterQueueArn,
        pulumi.all([of?.table.arn, of?.bucket.arn, of?.keyArn]),
        bypassesTable?.arn,
      ])
      .apply(([rights, requestsTableArn, queueArn, [tableArn, bucketArn, keyArn], bypasses]) =>
        ledgerPolicy({
          ...rights,
          requestsTableArn,
          // Made for `audit` alone, and declared asynchronous, it has all of them.
          deadLetterQueueArn: queueArn as string,
          ledgerTableArn: tableArn as string,
          ledgerBucketArn: bucketArn as string,
          ledgerKeyArn: keyArn as string,
          bypassesTableArn: bypasses,
        }),
      ),
} as const satisfies HubFunction;
