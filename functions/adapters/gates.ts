/** The gates table: where requests are shown and who may decide them. */
import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { actionAttribute } from "../../contract/records";
import type { GateStore } from "../domain/ports";
import { parseSettings } from "../domain/gate-schema";

/** Read anew each time, so that a person who was taken off the list may decide no more. */
export function createGateStore(client: () => DynamoDBClient, tableName: string): GateStore {
  return {
    read: async (action) => {
      const { Item } = await client().send(
        new GetItemCommand({
          TableName: tableName,
          Key: { [actionAttribute]: { S: action } },
          ConsistentRead: true,
        }),
      );
      return Item === undefined ? undefined : parseSettings(unmarshall(Item));
    },
  };
}
