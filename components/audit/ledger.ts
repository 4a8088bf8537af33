/** All that the ledger of a hub is made of but its function: table, key, bucket, public key, and its rule. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { publicKeyFile } from "../../contract/ledger";
import { createRule } from "../hub/event-rule";
import type { HubContext } from "../hub/function";
import type { Ledger } from "../hub/functions/declaration";
import { publishedPattern } from "../hub/model/approval-events";
import { arnOfMade } from "../scope/model/place";
import type { AuditSpec } from "./arguments";
import { givenBucket } from "./given-bucket";
import { createLedgerBucket } from "./ledger-bucket";
import { createLedgerTable } from "./ledger-table";
import { createSigningKey } from "./signing-key";

export interface CreatedLedger extends Ledger {
  readonly publicKeySha256: pulumi.Output<string>;
}

/** `roleArn` is that of the function, which alone signs and writes; `requests` says where the hub is. */
export function createLedger(
  hub: HubContext,
  audit: AuditSpec,
  requests: aws.dynamodb.Table,
  roleArn: pulumi.Output<string>,
): CreatedLedger {
  const place = requests.arn.apply((arn) => arnOfMade("table", arn));
  const users = pulumi
    .all([place, roleArn])
    .apply(([{ partition, accountId }, role]) => ({ partition, accountId, roleArn: role }));
  const key = createSigningKey(hub, users);
  const bucket =
    audit.bucketName === undefined
      ? createLedgerBucket(hub, audit, roleArn)
      : givenBucket(
          hub,
          audit.bucketName,
          place.apply(({ partition }) => partition),
        );
  const publicKey = new aws.s3.BucketObjectv2(
    `${hub.name}-ledger-public-key`,
    {
      bucket: bucket.name,
      key: publicKeyFile,
      content: key.publicKeyPem,
      contentType: "application/x-pem-file",
      // S3 takes ten tags of an object, and a hub, or the provider for everything, may have more.
      overrideProvider: { defaultTags: { tags: {} } },
      region: hub.spec.region,
    },
    { parent: hub.parent, retainOnDelete: true },
  );
  // What protects the table from deletion protects key and bucket too, which are deleted after it.
  const table = createLedgerTable(hub, [publicKey]);
  return {
    table,
    bucket,
    keyArn: key.arn,
    publicKeySha256: key.publicKeySha256,
    logRetentionInDays: audit.logRetentionInDays,
  };
}

/** Every event on the hub's bus wakes the function; what it does not know it keeps in its queue. */
export function recordPublishedEvents(
  hub: HubContext,
  eventBus: aws.cloudwatch.EventBus,
  fn: aws.lambda.Function,
  queue: aws.sqs.Queue,
): void {
  const rule = {
    suffix: "recorded",
    description: "Something has happened to an approval request: it goes into the ledger.",
    eventBusName: eventBus.name,
    eventPattern: JSON.stringify(publishedPattern),
  };
  createRule(hub, rule, { name: "ledger", fn }, queue);
}
