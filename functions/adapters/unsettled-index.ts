/** The index of the requests table, for who reads nothing of a request but of which action it is. */
import { type DynamoDBClient, paginateQuery } from "@aws-sdk/client-dynamodb";
import { type ActionKey, actionAttribute, unsettledIndex } from "../../contract/records";
import type { UnsettledIndex } from "../domain/ports";

export function createUnsettledIndex(
  client: () => DynamoDBClient,
  tableName: string,
): UnsettledIndex {
  return {
    actions: async () => {
      const actions = new Set<ActionKey>();
      const pages = paginateQuery(
        { client: client() },
        {
          TableName: tableName,
          IndexName: unsettledIndex.name,
          Select: "SPECIFIC_ATTRIBUTES",
          ProjectionExpression: "#action",
          KeyConditionExpression: "#unsettled = :yes",
          ExpressionAttributeNames: {
            "#action": actionAttribute,
            "#unsettled": unsettledIndex.attribute,
          },
          ExpressionAttributeValues: { ":yes": { S: unsettledIndex.value } },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const item of Items) {
          const action = item[actionAttribute]?.S;
          if (action !== undefined) actions.add(action);
        }
      }
      return [...actions];
    },
  };
}
