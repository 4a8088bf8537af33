/** Items of the requests table, and what can be read of them. */
import {
  type AttributeValue,
  type DynamoDBClient,
  paginateQuery,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { type ActionKey, actionAttribute } from "../../contract/records";
import { parseRequest } from "../domain/request-schema";
import type { ApprovalRequest } from "../domain/types";

export type Item = Record<string, AttributeValue>;

/** What a query of an action asks beside. */
export type Narrowing = Pick<
  QueryCommandInput,
  "FilterExpression" | "ExpressionAttributeNames" | "ExpressionAttributeValues"
> & {
  /** Added to the condition on the key. */
  readonly andKey?: string;
};

/** Everything that the table has of an action, from every page, read consistently. */
export async function* itemsOfAction(
  client: DynamoDBClient,
  tableName: string,
  action: ActionKey,
  { andKey = "", ...more }: Narrowing = {},
): AsyncGenerator<Item> {
  const pages = paginateQuery(
    { client },
    {
      TableName: tableName,
      ConsistentRead: true,
      KeyConditionExpression: `#action = :action${andKey}`,
      ...more,
      ExpressionAttributeNames: { "#action": actionAttribute, ...more.ExpressionAttributeNames },
      ExpressionAttributeValues: { ":action": { S: action }, ...more.ExpressionAttributeValues },
    },
  );
  for await (const { Items = [] } of pages) yield* Items;
}

/** Undefined for an item that is no request: it must not hide those beside it. */
export function readable(item: Item): ApprovalRequest | undefined {
  try {
    return parseRequest(unmarshall(item));
  } catch {
    return undefined;
  }
}
