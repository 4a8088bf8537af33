/** The table of bypasses: which were said, and how each pipeline looked. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { bypassIdAttribute, ttlAttribute } from "../../contract/records";
import type { HubSpec } from "../hub/arguments";
import { encryption } from "../hub/tables";
import { childName } from "../naming/naming";

export function createBypassTable(
  name: string,
  spec: HubSpec,
  parent: pulumi.ComponentResource,
): aws.dynamodb.Table {
  const { child, physical, opts } = childName(name, "bypasses", "table", parent);
  return new aws.dynamodb.Table(
    child,
    {
      name: physical,
      billingMode: "PAY_PER_REQUEST",
      hashKey: bypassIdAttribute,
      attributes: [{ name: bypassIdAttribute, type: "S" }],
      ttl: { attributeName: ttlAttribute, enabled: true },
      pointInTimeRecovery: { enabled: true },
      serverSideEncryption: encryption(spec),
      deletionProtectionEnabled: spec.deletionProtection,
      region: spec.region,
      tags: spec.tags,
    },
    opts,
  );
}
