/** The table of the ledger: the entries by number, and beside them what is noted of them. */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { partitionAttribute, sequenceAttribute } from "../../contract/ledger";
import type { HubContext } from "../hub/function";
import { everyTable } from "../hub/tables";
import { childName } from "../naming/naming";

export function createLedgerTable(
  { name, spec, parent }: HubContext,
  dependsOn: readonly pulumi.Resource[],
): aws.dynamodb.Table {
  const { child, physical, opts } = childName(name, "ledger", "table", parent);
  return new aws.dynamodb.Table(
    child,
    {
      name: physical,
      ...everyTable(spec),
      hashKey: partitionAttribute,
      rangeKey: sequenceAttribute,
      attributes: [
        { name: partitionAttribute, type: "S" },
        { name: sequenceAttribute, type: "N" },
      ],
      deletionProtectionEnabled: spec.deletionProtection,
    },
    { ...opts, dependsOn: [...dependsOn] },
  );
}
