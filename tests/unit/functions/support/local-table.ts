/** The requests table on a DynamoDB in memory: its conditions are what is tested. */
import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LocalStreams } from "../../../../rehearsal/aws/dynamodb/streams";
import { LocalTables } from "../../../../rehearsal/aws/dynamodb/tables";

/** The SDK's client, answered by the tables and not by AWS. */
class LocalClient extends DynamoDBClient {
  constructor(tables: LocalTables) {
    super({ region: "eu-west-1" });
    this.send = async ({ constructor, input }: any) => {
      try {
        return await tables.call(constructor.name.replace(/Command$/, ""), input);
      } catch (error: any) {
        if (error.code !== "ConditionalCheckFailedException") throw error;
        throw new ConditionalCheckFailedException({ message: error.message, $metadata: {} });
      }
    };
  }
}

/** A table `requests` with its client; `item` answers the first item of it. */
export async function openRequestsTable() {
  const clock = { now: () => new Date() };
  const tables = new LocalTables(new LocalStreams(clock as never, () => "id"), clock as never);
  await tables.create({
    TableName: "requests",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["action", "token"].map((AttributeName) => ({
      ...{ AttributeName, AttributeType: "S" },
    })),
    KeySchema: [
      { AttributeName: "action", KeyType: "HASH" },
      { AttributeName: "token", KeyType: "RANGE" },
    ],
  } as never);
  const item = async () => (await tables.items("requests"))[0] as any;
  return { item, client: new LocalClient(tables) };
}
