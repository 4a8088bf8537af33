/** All that the table of requests keeps of an action. */
import type { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import type { DecisionHistory } from "../domain/ports";
import type { ApprovalRequest } from "../domain/types";
import { itemsOfAction, readable } from "./action-items";

/** What a run has time for: the table keeps a request for some weeks. */
const mostRequests = 2000;

export function createDecisionHistory(
  client: () => DynamoDBClient,
  tableName: string,
): DecisionHistory {
  return {
    of: async (action) => {
      const requests: ApprovalRequest[] = [];
      for await (const item of itemsOfAction(client(), tableName, action)) {
        const request = readable(item);
        if (request === undefined || requests.length === mostRequests) {
          return { requests, isWhole: false };
        }
        requests.push(request);
      }
      return { requests, isWhole: true };
    },
  };
}
