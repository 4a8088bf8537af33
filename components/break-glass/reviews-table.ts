/**
 * The table of reviews, which reviewers write themselves. Like that of bypasses it is not protected against
 * deletion: what the hub has seen of it was put on the bus and into the ledger, and else is asked for again.
 */
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { reviewedAttribute, reviewerAttribute, reviewsOfBypassIndex } from "../../contract/records";
import type { HubSpec } from "../hub/arguments";
import { everyTable } from "../hub/tables";
import { childName } from "../naming/naming";

export function createReviewsTable(
  name: string,
  spec: HubSpec,
  parent: pulumi.ComponentResource,
): aws.dynamodb.Table {
  const { child, physical, opts } = childName(name, "reviews", "table", parent);
  return new aws.dynamodb.Table(
    child,
    {
      name: physical,
      ...everyTable(spec),
      hashKey: reviewerAttribute,
      rangeKey: reviewedAttribute,
      attributes: [reviewerAttribute, reviewedAttribute].map((key) => ({ name: key, type: "S" })),
      // The hub asks who of a gate's reviewers has reviewed a bypass.
      globalSecondaryIndexes: [
        {
          name: reviewsOfBypassIndex,
          ...{ hashKey: reviewedAttribute, rangeKey: reviewerAttribute, projectionType: "ALL" },
        },
      ],
    },
    opts,
  );
}
