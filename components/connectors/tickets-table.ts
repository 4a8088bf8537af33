/** The table of a connector: one item for each request that it has begun to tell. */
import * as aws from "@pulumi/aws";
import { pendingIndex } from "../../contract/connectors";
import { actionAttribute, tokenAttribute, ttlAttribute } from "../../contract/records";
import type { FunctionContext } from "../hub/function";
import { everyTable } from "../hub/tables";
import { childName } from "../naming/naming";

/** What is lost with it are tickets that others have: nothing in it decides, and nothing protects it from deletion. */
export function createTicketsTable({ name, spec, parent }: FunctionContext): aws.dynamodb.Table {
  const { child, physical, opts } = childName(name, "tickets", "table", parent);
  return new aws.dynamodb.Table(
    child,
    {
      name: physical,
      ...everyTable(spec),
      hashKey: actionAttribute,
      rangeKey: tokenAttribute,
      attributes: [
        { name: actionAttribute, type: "S" },
        { name: tokenAttribute, type: "S" },
        { name: pendingIndex.attribute, type: "S" },
      ],
      // Sparse: what is closed stands in it no more.
      globalSecondaryIndexes: [
        {
          name: pendingIndex.name,
          hashKey: pendingIndex.attribute,
          rangeKey: actionAttribute,
          projectionType: "KEYS_ONLY",
        },
      ],
      ttl: { attributeName: ttlAttribute, enabled: true },
    },
    opts,
  );
}
