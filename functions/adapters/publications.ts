/** Which events of requests are on the bus: publisher's note in the requests table. */
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { actionAttribute, publishedAttribute, tokenAttribute } from "../../contract/records";
import type { PublicationStore } from "../domain/ports";
import { onlyUnsettled, requestsOfAction } from "./action-items";

export function createPublicationStore(
  client: () => DynamoDBClient,
  tableName: string,
): PublicationStore {
  return {
    unfinished: (action) => requestsOfAction(client(), tableName, action, onlyUnsettled),
    note: async ({ action, token }, { through, after }) => {
      // Of what is not there nothing is noted, whatever the stream record said.
      const [found] = await requestsOfAction(client(), tableName, action, {
        andKey: " AND #token = :token",
        ExpressionAttributeNames: { "#token": tokenAttribute },
        ExpressionAttributeValues: { ":token": { S: token } },
      });
      const last = found?.history?.at(-1)?.sequence ?? 0;
      const noted = Math.min(through, last);
      if (noted < 1) return undefined;
      const isNext =
        after === 0 ? "(attribute_not_exists(#through) OR #through <= :through)" : inRange;
      try {
        await client().send(
          new UpdateItemCommand({
            TableName: tableName,
            Key: { [actionAttribute]: { S: action }, [tokenAttribute]: { S: token } },
            UpdateExpression: "SET #through = :through",
            // An update makes an item that is not there: one that has expired stays gone.
            ConditionExpression: `attribute_exists(#token) AND ${isNext}`,
            ExpressionAttributeNames: { "#token": tokenAttribute, "#through": publishedAttribute },
            ExpressionAttributeValues: {
              ":through": { N: String(noted) },
              ...(after === 0 ? {} : { ":after": { N: String(after) } }),
            },
          }),
        );
        return found?.publishedThrough ?? 0;
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
        return undefined;
      }
    },
  };
}

const inRange = "#through BETWEEN :after AND :through";
