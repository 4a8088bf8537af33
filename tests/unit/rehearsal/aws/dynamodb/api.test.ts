import * as assert from "node:assert/strict";
import {
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  ScanCommand,
  UpdateItemCommand,
} from "@aws-sdk/client-dynamodb";
import { arn, type Equipment, putRole, refusal, startEquipped } from "../api/equipped";

const table = { TableName: "requests" };
const key = { action: { S: "shop/Gate/Ok" }, token: { S: "t1" } };
const item = { ...key, version: { N: "1" }, revisions: { L: [] }, note: { S: "" } };

describe("DynamoDB at the endpoint", () => {
  let local: Equipment;
  let client: DynamoDBClient;
  before(async () => {
    local = await startEquipped();
    const { directory, stores } = local;
    putRole(directory, "writer", [
      {
        Action: ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"].map(
          (name) => `dynamodb:${name}`,
        ),
        Resource: arn("dynamodb", "table/requests"),
      },
    ]);
    putRole(directory, "reader", [
      { Action: "dynamodb:GetItem", Resource: arn("dynamodb", "table/gates") },
    ]);
    putRole(directory, "one-gate", [
      {
        Action: ["dynamodb:GetItem", "dynamodb:Query", "dynamodb:PutItem"],
        Resource: arn("dynamodb", "table/requests"),
        Condition: { "ForAllValues:StringEquals": { "dynamodb:LeadingKeys": "shop/Gate/Ok" } },
      },
    ]);
    const [S, HASH, RANGE] = ["S", "HASH", "RANGE"];
    await stores.tables.create({
      ...table,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: ["action", "token"].map((AttributeName) => ({
        AttributeName,
        AttributeType: S,
      })),
      KeySchema: [
        { AttributeName: "action", KeyType: HASH },
        { AttributeName: "token", KeyType: RANGE },
      ],
    });
    client = new DynamoDBClient(local.as("writer"));
  });
  after(async () => {
    client.destroy();
    await local.stop();
  });
  beforeEach(async () => {
    await local.stores.tables.call("PutItem", { ...table, Item: item });
    local.audit.splice(0);
  });

  const conditional = {
    ConditionExpression: "attribute_not_exists(#token)",
    ExpressionAttributeNames: { "#token": "token" },
  };

  it("reads an item as it was put", async () => {
    const { Item } = await client.send(
      new GetItemCommand({ ...table, Key: key, ConsistentRead: true }),
    );
    assert.deepEqual(Item, item);
  });

  it("takes the table's ARN for its name", async () => {
    const TableName = arn("dynamodb", "table/requests");
    const { Item } = await client.send(new GetItemCommand({ TableName, Key: key }));
    assert.deepEqual(Item, item);
    assert.equal(local.audit[0].resource, TableName);
  });

  it("answers nothing for a key that is not there", async () => {
    const Key = { ...key, token: { S: "t2" } };
    assert.equal((await client.send(new GetItemCommand({ ...table, Key }))).Item, undefined);
  });

  it("refuses a conditional put over an item, and changes nothing", async () => {
    const Item = { ...item, version: { N: "2" } };
    const put = client.send(new PutItemCommand({ ...table, Item, ...conditional }));
    assert.equal((await refusal(put)).name, "ConditionalCheckFailedException");
    assert.equal((await local.stores.tables.items("requests"))[0].version, 1);
  });

  it("puts conditionally where there is no item", async () => {
    const Item = { ...item, token: { S: "t3" } };
    await client.send(new PutItemCommand({ ...table, Item, ...conditional }));
    assert.equal((await local.stores.tables.items("requests")).length, 2);
    await client.send(new DeleteItemCommand({ ...table, Key: { ...key, token: { S: "t3" } } }));
    assert.equal((await local.stores.tables.items("requests")).length, 1);
  });

  it("replaces an item only at the version that was named", async () => {
    const replace = (version: string, next: string) =>
      client.send(
        new PutItemCommand({
          ...table,
          Item: { ...item, version: { N: next } },
          ConditionExpression: "version = :v",
          ExpressionAttributeValues: { ":v": { N: version } },
        }),
      );
    await replace("1", "2");
    assert.equal((await refusal(replace("1", "3"))).name, "ConditionalCheckFailedException");
    assert.equal((await local.stores.tables.items("requests"))[0].version, 2);
  });

  it("updates", async () => {
    const { Attributes } = await client.send(
      new UpdateItemCommand({
        ...table,
        Key: key,
        UpdateExpression: "SET version = version + :one",
        ExpressionAttributeValues: { ":one": { N: "1" } },
        ReturnValues: "UPDATED_NEW",
      }),
    );
    assert.deepEqual(Attributes, { version: { N: "2" } });
  });

  it("queries by the partition key, with a filter", async () => {
    const query = (status: string) =>
      client.send(
        new QueryCommand({
          ...table,
          KeyConditionExpression: "#a = :a",
          FilterExpression: "version = :v",
          ExpressionAttributeNames: { "#a": "action" },
          ExpressionAttributeValues: { ":a": key.action, ":v": { N: status } },
        }),
      );
    assert.deepEqual((await query("1")).Items, [item]);
    assert.deepEqual((await query("2")).Items, []);
  });

  it("scans", async () => {
    assert.equal((await client.send(new ScanCommand(table))).Count, 1);
  });

  it("records the call with its exact resource", async () => {
    await client.send(new GetItemCommand({ ...table, Key: key }));
    const [{ action, resource, allowed, principal }] = local.audit;
    assert.deepEqual(
      [action, resource, allowed],
      ["dynamodb:GetItem", arn("dynamodb", "table/requests"), true],
    );
    assert.equal(principal?.arn, "arn:aws:sts::111122223333:assumed-role/writer/test");
  });

  it("refuses a role whose policy names another table, whether that exists or not", async () => {
    const reader = new DynamoDBClient(local.as("reader"));
    for (const TableName of ["requests", "nothing"]) {
      const { name, message } = await refusal(
        reader.send(new GetItemCommand({ TableName, Key: key })),
      );
      assert.equal(name, "AccessDeniedException");
      assert.match(message, new RegExp(`dynamodb:GetItem on resource: .*table/${TableName} `));
    }
    reader.destroy();
  });

  it("says that a table does not exist to a role that may know", async () => {
    const reader = new DynamoDBClient(local.as("reader"));
    const read = reader.send(new GetItemCommand({ TableName: "gates", Key: key }));
    assert.equal((await refusal(read)).name, "ResourceNotFoundException");
    reader.destroy();
  });

  it("asks for the right on an index by the index's ARN", async () => {
    const query = { ...table, IndexName: "by-status", KeyConditionExpression: "s = :s" };
    const call = client.send(
      new QueryCommand({ ...query, ExpressionAttributeValues: { ":s": { S: "x" } } }),
    );
    assert.match((await refusal(call)).message, /table\/requests\/index\/by-status /);
  });

  it("has no tables of another account", async () => {
    const foreign = "arn:aws:dynamodb:eu-west-1:999999999999:table/requests";
    putRole(local.directory, "anywhere", [{ Action: "dynamodb:*", Resource: "*" }]);
    const anywhere = new DynamoDBClient(local.as("anywhere"));
    const read = anywhere.send(new GetItemCommand({ TableName: foreign, Key: key }));
    assert.equal((await refusal(read)).name, "ResourceNotFoundException");
    anywhere.destroy();
  });

  describe("dynamodb:LeadingKeys", () => {
    const other = { S: "shop/Gate/Other" };
    let oneGate: DynamoDBClient;
    before(() => {
      oneGate = new DynamoDBClient(local.as("one-gate"));
    });
    after(() => oneGate.destroy());

    const query = (action: { S: string }) =>
      new QueryCommand({
        ...table,
        KeyConditionExpression: "#t = :t AND #a = :a",
        ExpressionAttributeNames: { "#a": "action", "#t": "token" },
        ExpressionAttributeValues: { ":a": action, ":t": { S: "t1" } },
      });

    it("lets what is about the named key", async () => {
      await oneGate.send(new GetItemCommand({ ...table, Key: key }));
      await oneGate.send(new PutItemCommand({ ...table, Item: item }));
      assert.equal((await oneGate.send(query(key.action))).Count, 1);
    });

    it("refuses what is about another", async () => {
      const calls = [
        oneGate.send(new GetItemCommand({ ...table, Key: { ...key, action: other } })),
        oneGate.send(new PutItemCommand({ ...table, Item: { ...item, action: other } })),
        oneGate.send(query(other)),
      ];
      const names = await Promise.all(calls.map(async (call) => (await refusal(call)).name));
      assert.deepEqual(names, Array(3).fill("AccessDeniedException"));
    });
  });

  it("is not there without stores, and says so", async () => {
    const bare = await startEquipped({ without: "stores" });
    putRole(bare.directory, "reader", [{ Action: "dynamodb:*", Resource: "*" }]);
    const reader = new DynamoDBClient(bare.as("reader"));
    const read = reader.send(new GetItemCommand({ ...table, Key: key }));
    assert.match((await refusal(read)).message, /DynamoDB .* is not in this rehearsal/);
    reader.destroy();
    await bare.stop();
  });
});
