/** Which events of requests are on the bus: publisher's note in the requests table. */
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  paginateQuery,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import {
  actionAttribute,
  publishedAttribute,
  tokenAttribute,
  unsettledIndex,
} from "../../contract/records";
import type { PublicationStore } from "../domain/ports";
import type { ApprovalRequest } from "../domain/types";
import { readable } from "./requests";

export function createPublicationStore(
  client: () => DynamoDBClient,
  tableName: string,
): PublicationStore {
  /** Requests of an action, or the one of a token; what is no request is passed over. */
  const items = async ({ action, token }: { action: string; token?: string }, marked = false) => {
    const requests: ApprovalRequest[] = [];
    const pages = paginateQuery(
      { client: client() },
      {
        TableName: tableName,
        ConsistentRead: true,
        KeyConditionExpression:
          token === undefined ? "#action = :action" : "#action = :action AND #token = :token",
        ExpressionAttributeNames: {
          "#action": actionAttribute,
          ...(token === undefined ? {} : { "#token": tokenAttribute }),
          ...(marked ? { "#unsettled": unsettledIndex.attribute } : {}),
        },
        ExpressionAttributeValues: {
          ":action": { S: action },
          ...(token === undefined ? {} : { ":token": { S: token } }),
        },
        ...(marked ? { FilterExpression: "attribute_exists(#unsettled)" } : {}),
      },
    );
    for await (const { Items = [] } of pages) {
      requests.push(...Items.map(readable).filter((request) => request !== undefined));
    }
    return requests;
  };
  return {
    unfinished: (action) => items({ action }, true),
    note: async ({ action, token }, { through, after }) => {
      // Of what is not there nothing is noted, whatever the stream record said.
      const found = (await items({ action, token }))[0];
      const last = found?.history?.at(-1)?.sequence ?? 0;
      const noted = Math.min(through, last);
      if (noted < 1) return;
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
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}

const inRange = "#through BETWEEN :after AND :through";
