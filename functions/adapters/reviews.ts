/** The table of reviews, which reviewers of break-glass roles write: the function reads it, and by its index alone. */
import { type DynamoDBClient, paginateQuery } from "@aws-sdk/client-dynamodb";
import {
  reviewedAttribute,
  reviewerAttribute,
  reviewReasonAttribute,
  reviewsOfBypassIndex,
} from "../../contract/records";
import type { ReviewTable, WrittenReview } from "../domain/bypass/review-ports";

export function createReviewTable(client: () => DynamoDBClient, tableName: string): ReviewTable {
  return {
    of: async (bypass) => {
      const written: WrittenReview[] = [];
      const pages = paginateQuery(
        { client: client() },
        {
          TableName: tableName,
          IndexName: reviewsOfBypassIndex,
          KeyConditionExpression: "#bypass = :bypass",
          ProjectionExpression: "#reviewer, #reason",
          ExpressionAttributeNames: {
            "#bypass": reviewedAttribute,
            "#reviewer": reviewerAttribute,
            "#reason": reviewReasonAttribute,
          },
          ExpressionAttributeValues: { ":bypass": { S: bypass } },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const item of Items) {
          const reviewer = item[reviewerAttribute].S!;
          const reason = item[reviewReasonAttribute]?.S;
          written.push({ reviewer, ...(reason === undefined ? {} : { reason }) });
        }
      }
      return written;
    },
  };
}
