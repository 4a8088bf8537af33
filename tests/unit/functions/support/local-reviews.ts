/** The tables of bypasses and of reviews in the local AWS, and a role with what the function may do there. */
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  reviewedAttribute,
  reviewerAttribute,
  reviewsOfBypassIndex,
} from "../../../../contract/records";
import { arn, type Equipment, putRole, startEquipped } from "../../rehearsal/aws/api/equipped";

const table = (name: string): string => arn("dynamodb", `table/${name}`);

const rights = [
  { Action: ["dynamodb:GetItem", "dynamodb:UpdateItem"], Resource: table("bypasses") },
  { Action: "dynamodb:Query", Resource: `${table("reviews")}/index/${reviewsOfBypassIndex}` },
];

const text = (AttributeName: string) => ({ AttributeName, AttributeType: "S" });
const key = (AttributeName: string, KeyType = "HASH") => ({ AttributeName, KeyType });

export interface LocalReviews {
  readonly client: DynamoDBClient;
  put(TableName: string, Item: object): Promise<void>;
  item(TableName: string, id: string): Promise<any>;
  stop(): Promise<void>;
}

export async function startReviews(): Promise<LocalReviews> {
  const local: Equipment = await startEquipped();
  const { tables } = local.stores;
  putRole(local.directory, "bypass", rights);
  const BillingMode = "PAY_PER_REQUEST";
  await tables.create({
    ...{ TableName: "bypasses", BillingMode },
    ...{ AttributeDefinitions: [text("id")], KeySchema: [key("id")] },
  } as never);
  await tables.create({
    ...{ TableName: "reviews", BillingMode },
    AttributeDefinitions: [text(reviewerAttribute), text(reviewedAttribute)],
    KeySchema: [key(reviewerAttribute), key(reviewedAttribute, "RANGE")],
    GlobalSecondaryIndexes: [
      {
        IndexName: reviewsOfBypassIndex,
        KeySchema: [key(reviewedAttribute), key(reviewerAttribute, "RANGE")],
        Projection: { ProjectionType: "ALL" },
      },
    ],
  } as never);
  const client = new DynamoDBClient(local.as("bypass"));
  return {
    client,
    put: async (TableName, Item) => void (await tables.call("PutItem", { TableName, Item })),
    item: async (TableName, id) => {
      const answer: any = await tables.call("GetItem", { TableName, Key: { id: { S: id } } });
      return answer.Item;
    },
    stop: async () => {
      client.destroy();
      await local.stop();
    },
  };
}
