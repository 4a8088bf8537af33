/**
 * The table of bypasses: which were said, and how each pipeline looked. It is not protected against deletion: what
 * it has was put on the bus and into the ledger, and a new one says again what still stands.
 */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { bypassIdAttribute, ttlAttribute } from "../../contract/records";
import type { HubSpec } from "../hub/arguments";
import { everyTable } from "../hub/tables";
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
      ...everyTable(spec),
      hashKey: bypassIdAttribute,
      attributes: [{ name: bypassIdAttribute, type: "S" }],
      ttl: { attributeName: ttlAttribute, enabled: true },
    },
    opts,
  );
}
