/** What of open requests is measured: read from the table of requests, attribute by attribute. */
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import {
  type ActionKey,
  actionAttribute,
  stuckToldAttribute,
  tokenAttribute,
} from "../../contract/records";
import type { WaitingStore } from "../domain/ports";
import { parseWaiting, type Waiting, waitingAttributes } from "../domain/waiting";
import { itemsOfAction, onlyUnsettled } from "./action-items";

const names = Object.fromEntries(waitingAttributes.map((name) => [`#${name}`, name]));

export function createWaitingStore(client: () => DynamoDBClient, tableName: string): WaitingStore {
  return {
    read: (action) => readWaiting(client(), tableName, action),
    noteStuck: async ({ action, token }, at) => {
      const update = new UpdateItemCommand({
        TableName: tableName,
        Key: { [actionAttribute]: { S: action }, [tokenAttribute]: { S: token } },
        UpdateExpression: "SET #told = :at",
        // An update makes an item that is not there: one that has expired stays gone.
        ConditionExpression: "attribute_exists(#token)",
        ExpressionAttributeNames: { "#token": tokenAttribute, "#told": stuckToldAttribute },
        ExpressionAttributeValues: { ":at": { S: at.toISOString() } },
      });
      try {
        await client().send(update);
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error;
      }
    },
  };
}

async function readWaiting(
  client: DynamoDBClient,
  tableName: string,
  action: ActionKey,
): Promise<Waiting[]> {
  const waiting: Waiting[] = [];
  const items = itemsOfAction(client, tableName, action, {
    // Its policy allows these attributes alone: `components/hub/model/measures-policy.ts`.
    Select: "SPECIFIC_ATTRIBUTES",
    ProjectionExpression: Object.keys(names).join(", "),
    FilterExpression: onlyUnsettled.FilterExpression,
    ExpressionAttributeNames: { ...names, ...onlyUnsettled.ExpressionAttributeNames },
  });
  for await (const item of items) {
    const one = parseWaiting(unmarshall(item));
    if (one !== undefined) waiting.push(one);
  }
  return waiting;
}
