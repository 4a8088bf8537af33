/** The table of reviews, which reviewers of break-glass roles write: the function reads it, and by its index alone. */
import { type AttributeValue, type DynamoDBClient, paginateQuery } from "@aws-sdk/client-dynamodb";
import {
  type ActionKey,
  reviewedAttribute,
  reviewerAttribute,
  type ReviewerKind,
  reviewerKey,
  reviewReasonAttribute,
  reviewsOfBypassIndex,
} from "../../contract/records";
import type { ReviewTable, WrittenReview } from "../domain/bypass/review-ports";
import { shorten } from "../domain/text";

/**
 * A user has one review of a bypass. Sessions whose name their user chooses may have any number: users come first, and
 * of sessions so many pages of 1 MB are read as a run has time for.
 */
const kinds: readonly ReviewerKind[] = ["user", "session"];
const mostPages = 10;

/** Characters. More of a reason says no more. */
const longestReason = 1000;

export function createReviewTable(client: () => DynamoDBClient, tableName: string): ReviewTable {
  const pagesOf = (bypass: string, action: ActionKey, kind: ReviewerKind) =>
    paginateQuery(
      { client: client() },
      {
        TableName: tableName,
        IndexName: reviewsOfBypassIndex,
        KeyConditionExpression: "#bypass = :bypass AND begins_with(#reviewer, :of)",
        ProjectionExpression: "#reviewer, #reason",
        ExpressionAttributeNames: {
          "#bypass": reviewedAttribute,
          "#reviewer": reviewerAttribute,
          "#reason": reviewReasonAttribute,
        },
        ExpressionAttributeValues: {
          ":bypass": { S: bypass },
          ":of": { S: reviewerKey(action, kind, "") },
        },
      },
    );
  return {
    of: async ({ id, gates }) => {
      const written: WrittenReview[] = [];
      for (const action of gates) {
        for (const kind of kinds) {
          let pages = 0;
          for await (const { Items = [] } of pagesOf(id, action, kind)) {
            written.push(...Items.map(reviewOf));
            if (++pages === mostPages) break;
          }
        }
      }
      return written;
    },
  };
}

function reviewOf(item: Record<string, AttributeValue>): WrittenReview {
  const reviewer = item[reviewerAttribute].S!;
  const reason = item[reviewReasonAttribute]?.S;
  return { reviewer, ...(reason === undefined ? {} : { reason: shorten(reason, longestReason) }) };
}
