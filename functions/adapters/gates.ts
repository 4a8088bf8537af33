/** The gates table: where requests are shown and who may decide them. */
import { type DynamoDBClient, GetItemCommand, paginateScan } from "@aws-sdk/client-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { type ActionKey, actionAttribute, namesOfAction } from "../../contract/records";
import type { JsonObject } from "../domain/ledger/canonical";
import type { GateRecords } from "../domain/ledger/ports";
import type { GateList, GatesOfPipeline, GateStore, GateTable } from "../domain/ports";
import { type GateSettings, parseSettings, type ReadChannelSettings } from "../domain/gate-schema";

/** Read anew each time, so that a person who was taken off the list may decide no more. */
export function createGateStore(
  client: () => DynamoDBClient,
  tableName: string,
  readChannels: ReadChannelSettings,
): GateStore {
  return {
    read: async (action) => {
      const Item = await itemOf(client(), tableName, action);
      return Item === undefined ? undefined : parseSettings(unmarshall(Item), readChannels);
    },
  };
}

async function itemOf(client: DynamoDBClient, TableName: string, action: ActionKey) {
  const Key = { [actionAttribute]: { S: action } };
  const command = new GetItemCommand({ TableName, Key, ConsistentRead: true });
  return (await client.send(command)).Item;
}

/** As it stands in the table, readable or not: its digest says what was set. */
export function createGateRecords(client: () => DynamoDBClient, tableName: string): GateRecords {
  return {
    record: async (action) => {
      const Item = await itemOf(client(), tableName, action);
      return Item && (unmarshall(Item) as JsonObject);
    },
  };
}

/** Every action that has a gate, and nothing else of it. The table has one small item an action. */
export function createGateList(client: () => DynamoDBClient, tableName: string): GateList {
  return {
    actions: async () => {
      const actions: ActionKey[] = [];
      const pages = paginateScan(
        { client: client() },
        {
          TableName: tableName,
          // Its policy allows this alone: `components/hub/model/sweep-policy.ts`.
          Select: "SPECIFIC_ATTRIBUTES",
          ProjectionExpression: "#action",
          ExpressionAttributeNames: { "#action": actionAttribute },
        },
      );
      for await (const { Items = [] } of pages) {
        for (const item of Items) actions.push(item[actionAttribute].S!);
      }
      return actions;
    },
  };
}

/** Every gate, by its pipeline: a record that cannot be read hides none of the others. */
export function createGateTable(
  client: () => DynamoDBClient,
  tableName: string,
  readChannels: ReadChannelSettings,
): GateTable {
  return {
    byPipeline: async () => {
      const readable: GateSettings[] = [];
      const unreadable: ActionKey[] = [];
      const pages = paginateScan(
        { client: client() },
        { TableName: tableName, ConsistentRead: true },
      );
      for await (const { Items = [] } of pages) {
        for (const item of Items) {
          try {
            readable.push(parseSettings(unmarshall(item), readChannels));
          } catch {
            unreadable.push(item[actionAttribute].S!);
          }
        }
      }
      const nameOf = (action: ActionKey): string => namesOfAction(action).pipelineName;
      const names = [...readable.map(({ action }) => action), ...unreadable].map(nameOf);
      return [...new Set(names)].map((pipelineName): GatesOfPipeline => ({
        pipelineName,
        readable: readable.filter(({ action }) => nameOf(action) === pipelineName),
        unreadable: unreadable.filter((action) => nameOf(action) === pipelineName),
      }));
    },
  };
}
