/** The table of a connector: one item for each request that it has begun to tell. */
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  paginateQuery,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import { pendingIndex } from "../../contract/connectors";
import { actionAttribute, tokenAttribute } from "../../contract/records";
import type { TicketTable } from "../domain/tickets/ports";
import { parseRow, type TicketRow } from "../domain/tickets/row";
import { ifBefore, ifNew, type PutCondition } from "./versioned-put";

export function createTicketTable(client: () => DynamoDBClient, tableName: string): TicketTable {
  const put = async (row: TicketRow, condition: PutCondition): Promise<boolean> => {
    const Item: Record<string, AttributeValue> = {
      ...marshall(row, { removeUndefinedValues: true }),
      ...(row.isClosed ? {} : { [pendingIndex.attribute]: { S: pendingIndex.value } }),
    };
    try {
      await client().send(new PutItemCommand({ TableName: tableName, Item, ...condition }));
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  };
  return {
    read: async (action, token) => {
      const { Item } = await client().send(
        new GetItemCommand({
          TableName: tableName,
          Key: { [actionAttribute]: { S: action }, [tokenAttribute]: { S: token } },
          ConsistentRead: true,
        }),
      );
      return Item === undefined ? undefined : parseRow(unmarshall(Item));
    },
    create: async (row) => {
      const isNew = await put(row, ifNew);
      return isNew ? "created" : "exists";
    },
    save: async (next) => {
      const isSaved = await put(next, ifBefore(next));
      return isSaved ? "saved" : "conflict";
    },
    pending: async () => {
      const found: { action: string; token: string }[] = [];
      const pages = paginateQuery(
        { client: client() },
        {
          TableName: tableName,
          IndexName: pendingIndex.name,
          KeyConditionExpression: "#pending = :yes",
          ExpressionAttributeNames: { "#pending": pendingIndex.attribute },
          ExpressionAttributeValues: { ":yes": { S: pendingIndex.value } },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const item of Items) {
          const { [actionAttribute]: action, [tokenAttribute]: token } = item;
          if (action?.S !== undefined && token?.S !== undefined) {
            found.push({ action: action.S, token: token.S });
          }
        }
      }
      return found;
    },
  };
}
