/** Items of the requests table, and what can be read of them. */
import {
  type AttributeValue,
  type DynamoDBClient,
  paginateQuery,
  type QueryCommandInput,
} from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { type ActionKey, actionAttribute, unsettledIndex } from "../../contract/records";
import { parseRequest } from "../domain/request-schema";
import type { ApprovalRequest } from "../domain/types";

export type Item = Record<string, AttributeValue>;

/** What a query of an action asks beside. */
export type Narrowing = Pick<
  QueryCommandInput,
  | "FilterExpression"
  | "ProjectionExpression"
  | "Select"
  | "ExpressionAttributeNames"
  | "ExpressionAttributeValues"
> & {
  /** Added to the condition on the key. */
  readonly andKey?: string;
};

/** Those that stand in the index of what is unsettled. */
export const onlyUnsettled = {
  FilterExpression: "attribute_exists(#unsettled)",
  ExpressionAttributeNames: { "#unsettled": unsettledIndex.attribute },
} as const satisfies Narrowing;

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

/** The requests of an action, of what can be read. */
export async function requestsOfAction(
  client: DynamoDBClient,
  tableName: string,
  action: ActionKey,
  narrowing: Narrowing,
): Promise<ApprovalRequest[]> {
  const found: ApprovalRequest[] = [];
  for await (const item of itemsOfAction(client, tableName, action, narrowing)) {
    const request = readable(item);
    if (request !== undefined) found.push(request);
  }
  return found;
}
