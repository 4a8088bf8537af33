/** The two tables: what the gates say, and the requests. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import {
  actionAttribute,
  tokenAttribute,
  ttlAttribute,
  unsettledIndex,
} from "../../contract/records";
import { childName } from "../naming/naming";
import type { HubSpec } from "./arguments";

export interface Tables {
  readonly gates: aws.dynamodb.Table;
  readonly requests: aws.dynamodb.Table;
}

export function createTables(
  name: string,
  spec: HubSpec,
  parent: pulumi.ComponentResource,
): Tables {
  const key = { name: actionAttribute, type: "S" };
  const common = { ...everyTable(spec), hashKey: key.name };
  // Whatever is in the table of gates is written again by the next deployment.
  const known = childName(name, "gates", "table", parent);
  const gates = new aws.dynamodb.Table(
    known.child,
    { name: known.physical, ...common, attributes: [key] },
    known.opts,
  );
  const waiting = childName(name, "requests", "table", parent);
  const requests = new aws.dynamodb.Table(
    waiting.child,
    {
      name: waiting.physical,
      ...common,
      attributes: [
        ...[key, { name: tokenAttribute, type: "S" }],
        { name: unsettledIndex.attribute, type: "S" },
      ],
      rangeKey: tokenAttribute,
      // Sparse: what is settled stands in it no more, so that sweep reads nothing where nothing is open.
      globalSecondaryIndexes: [
        {
          name: unsettledIndex.name,
          hashKey: unsettledIndex.attribute,
          rangeKey: actionAttribute,
          projectionType: "KEYS_ONLY",
        },
      ],
      ttl: { attributeName: ttlAttribute, enabled: true },
      // The publisher compares both images: what is new in the history is an event.
      streamEnabled: true,
      streamViewType: "NEW_AND_OLD_IMAGES",
      deletionProtectionEnabled: spec.deletionProtection,
    },
    waiting.opts,
  );
  return { gates, requests };
}

type Kept = Pick<HubSpec, "kmsKeyArn" | "region" | "tags">;

/** What is the same of every table. */
export const everyTable = (spec: Kept) => ({
  billingMode: "PAY_PER_REQUEST",
  pointInTimeRecovery: { enabled: true },
  serverSideEncryption: encryption(spec),
  region: spec.region,
  tags: spec.tags,
});

/** Enabled means a key of KMS; without it DynamoDB encrypts with a key that AWS owns. */
function encryption(spec: Kept): aws.types.input.dynamodb.TableServerSideEncryption | undefined {
  return spec.kmsKeyArn === undefined ? undefined : { enabled: true, kmsKeyArn: spec.kmsKeyArn };
}
