/** Which events of requests are in the ledger: its function's note in the requests table. */
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { actionAttribute, ledgerAttribute, tokenAttribute } from "../../contract/records";
import type { RecordingStore } from "../domain/ledger/ports";
import { requestId } from "../domain/request-events";
import { parseRequest } from "../domain/request-schema";
import { hasUnrecorded } from "../domain/publication";
import { itemsOfAction, onlyUnsettled, requestsOfAction } from "./action-items";

export function createRecordingStore(
  client: () => DynamoDBClient,
  tableName: string,
): RecordingStore {
  return {
    // No event names the token: of all requests of the action, it is the one whose id this is.
    find: async (action, id) => {
      for await (const item of itemsOfAction(client(), tableName, action)) {
        const token = item[tokenAttribute]?.S;
        if (token !== undefined && requestId({ action, token }) === id) {
          return parseRequest(unmarshall(item));
        }
      }
      return undefined;
    },
    unrecorded: async (action) => {
      const requests = await requestsOfAction(client(), tableName, action, onlyUnsettled);
      return requests.filter(hasUnrecorded);
    },
    noteRecorded: async ({ action, token }, through) => {
      try {
        await client().send(
          new UpdateItemCommand({
            TableName: tableName,
            Key: { [actionAttribute]: { S: action }, [tokenAttribute]: { S: token } },
            UpdateExpression: "SET #ledger = :through",
            // An update makes an item that is not there: one that has expired stays gone.
            ConditionExpression:
              "attribute_exists(#token) AND (attribute_not_exists(#ledger) OR #ledger < :through)",
            ExpressionAttributeNames: { "#token": tokenAttribute, "#ledger": ledgerAttribute },
            ExpressionAttributeValues: { ":through": { N: String(through) } },
          }),
        );
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}
