/** The table of what bypassed a gate: the one truth about it, whatever an event on the bus says. */
import { type DynamoDBClient, GetItemCommand } from "@aws-sdk/client-dynamodb";
import { bypassAttribute, bypassIdAttribute } from "../../contract/records";
import { MalformedError } from "../domain/errors";
import type { BypassStore } from "../domain/ledger/ports";

export function createBypassStore(client: () => DynamoDBClient, tableName: string): BypassStore {
  return {
    event: async (id) => {
      const { Item } = await client().send(
        new GetItemCommand({
          TableName: tableName,
          Key: { [bypassIdAttribute]: { S: id } },
          ConsistentRead: true,
        }),
      );
      const text = Item?.[bypassAttribute]?.S;
      if (text === undefined) return undefined;
      try {
        return JSON.parse(text);
      } catch {
        throw new MalformedError("What the hub has kept of a bypass is no JSON.");
      }
    },
  };
}
