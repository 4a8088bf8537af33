/** The table of a connector on a DynamoDB in memory: one writer at a time, and an index of what is left to do. */
import * as assert from "node:assert/strict";
import { ConditionalCheckFailedException, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { pendingIndex } from "../../../../contract/connectors";
import { createTicketTable } from "../../../../functions/adapters/tickets";
import { newRow, nextRow } from "../../../../functions/domain/tickets/row";
import { LocalStreams } from "../../../../rehearsal/aws/dynamodb/streams";
import { LocalTables } from "../../../../rehearsal/aws/dynamodb/tables";
import { requestOf } from "../domain/samples";

const key = (AttributeName: string, KeyType: string) => ({ AttributeName, KeyType });

async function openTable() {
  const clock = { now: () => new Date() };
  const tables = new LocalTables(new LocalStreams(clock as never, () => "id"), clock as never);
  await tables.create({
    TableName: "tickets",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: ["action", "token", pendingIndex.attribute].map((AttributeName) => ({
      ...{ AttributeName, AttributeType: "S" },
    })),
    KeySchema: [key("action", "HASH"), key("token", "RANGE")],
    GlobalSecondaryIndexes: [
      {
        IndexName: pendingIndex.name,
        KeySchema: [key(pendingIndex.attribute, "HASH"), key("action", "RANGE")],
        Projection: { ProjectionType: "KEYS_ONLY" },
      },
    ],
  } as never);
  const client = new DynamoDBClient({ region: "eu-west-1" });
  client.send = async ({ constructor, input }: any) => {
    try {
      return await tables.call(constructor.name.replace(/Command$/, ""), input);
    } catch (error: any) {
      if (error.code !== "ConditionalCheckFailedException") throw error;
      throw new ConditionalCheckFailedException({ message: error.message, $metadata: {} });
    }
  };
  return createTicketTable(() => client, "tickets");
}

const request = requestOf();
const row = newRow(request);

describe("The table of a connector", () => {
  it("keeps a row, and one of it", async () => {
    const table = await openTable();
    assert.equal(await table.read(request.action, request.token), undefined);
    assert.equal(await table.create(row), "created");
    assert.equal(await table.create({ ...row, through: 7 }), "exists");
    assert.deepEqual(await table.read(request.action, request.token), row);
  });

  it("lets only who has read a version replace it", async () => {
    const table = await openTable();
    await table.create(row);
    const ticket = { id: "sys1", label: "CHG0001", url: "https://x.example/" };
    const next = nextRow(row, { ticket, handedOver: "x", nextTryAt: "2026-11-22T21:00:00.000Z" });
    assert.equal(await table.save(next), "saved");
    assert.equal(await table.save(nextRow(row, { through: 3 })), "conflict");
    assert.deepEqual(await table.read(request.action, request.token), next);
  });

  it("has in its index what is left to do, and not what is closed", async () => {
    const table = await openTable();
    await table.create(row);
    const { action, token } = request;
    assert.deepEqual(await table.pending(), [{ action, token }]);
    await table.save(nextRow(row, { isClosed: true }));
    assert.deepEqual(await table.pending(), []);
  });

  it("does not make a row anew that has expired", async () => {
    const table = await openTable();
    assert.equal(await table.save(nextRow(row, {})), "conflict");
    assert.equal(await table.read(request.action, request.token), undefined);
  });
});
