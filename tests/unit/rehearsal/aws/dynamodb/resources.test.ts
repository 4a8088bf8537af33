import * as assert from "node:assert/strict";
import { newAccount, removeFolders } from "../account/support/new-account";

const table = "aws:dynamodb/table:Table";
const tableItem = "aws:dynamodb/tableItem:TableItem";
const S = (name: string) => ({ name, type: "S" });
const gates = {
  ...{ name: "gates", billingMode: "PAY_PER_REQUEST", hashKey: "action" },
  attributes: [S("action")],
};
const item = {
  ...{ tableName: "gates", hashKey: "action" },
  item: JSON.stringify({ action: { S: "a/b/c" }, channel: { S: "C1" } }),
};

describe("DynamoDB resources on the account", () => {
  after(removeFolders);

  it("makes a table with its exact ARN", async () => {
    const { account, create } = newAccount();
    const { id, state } = await create(table, {
      ...gates,
      rangeKey: "token",
      attributes: [S("action"), S("token")],
      ttl: { attributeName: "ttl", enabled: true },
      pointInTimeRecovery: { enabled: true },
    });
    assert.deepEqual(
      [id, state.name, state.arn],
      ["gates", "gates", "arn:aws:dynamodb:eu-west-1:111122223333:table/gates"],
    );
    assert.deepEqual(await account.stores.tables.items("gates"), []);
  });

  it("names a table as Pulumi does", async () => {
    const { create } = newAccount();
    const { state } = await create(table, { ...gates, name: undefined });
    assert.match(state.name, /^it-[0-9a-f]{7}$/);
  });

  it("takes capacity and indexes, and counts the indexes' keys as used", async () => {
    const { account, create } = newAccount();
    const index = { name: "by-status", hashKey: "status", projectionType: "ALL" };
    const capacity = { readCapacity: 1, writeCapacity: 1 };
    const { state } = await create(table, {
      ...capacity,
      ...{ name: "requests", hashKey: "action", rangeKey: "token" },
      attributes: ["action", "token", "status", "at"].map(S),
      globalSecondaryIndexes: [{ ...index, ...capacity, rangeKey: "at" }],
      localSecondaryIndexes: [
        {
          ...{ name: "by-time", rangeKey: "at", projectionType: "INCLUDE" },
          nonKeyAttributes: ["x"],
        },
      ],
    });
    assert.equal(state.billingMode, "PROVISIONED");
    const { Table } = await account.stores.tables.call("DescribeTable", { TableName: "requests" });
    assert.equal(Table.GlobalSecondaryIndexes[0].IndexName, "by-status");
    assert.equal(Table.LocalSecondaryIndexes[0].Projection.NonKeyAttributes[0], "x");
    await create(table, {
      ...gates,
      attributes: [S("action"), S("status")],
      globalSecondaryIndexes: [index],
    });
    assert.equal(account.stores.tables.has("gates"), true);
  });

  it("adds a global index to a table that exists, and takes it away, with every item kept", async () => {
    const test = newAccount();
    const { tables } = test.account.stores;
    const made = await test.create(table, gates);
    for (let number = 0; number < 40; number += 1) {
      const Item = { action: { S: `a-${number}` }, ...(number < 3 && { open: { S: "yes" } }) };
      await tables.call("PutItem", { TableName: "gates", Item });
    }
    const index = { name: "open", hashKey: "open", projectionType: "KEYS_ONLY" };
    const indexed = {
      ...gates,
      attributes: [S("action"), S("open")],
      globalSecondaryIndexes: [index],
    };
    const changed = await test.update(table, made, indexed);
    assert.deepEqual(test.account.recordedOnly, []);
    assert.equal((await tables.items("gates")).length, 40);
    const query = {
      ...{ TableName: "gates", IndexName: "open", KeyConditionExpression: "#open = :yes" },
      ExpressionAttributeNames: { "#open": "open" },
      ExpressionAttributeValues: { ":yes": { S: "yes" } },
    };
    assert.equal((await tables.call("Query", query)).Items.length, 3);
    const twice = { ...indexed, globalSecondaryIndexes: [index, index] };
    await assert.rejects(test.update(table, changed, twice), { code: "ValidationException" });
    assert.equal((await tables.items("gates")).length, 40);
    const undeclared = { ...indexed, attributes: [S("action")] };
    await assert.rejects(test.update(table, changed, undeclared), { message: /Unmatched.*"open"/ });
    assert.equal((await tables.items("gates")).length, 40);
    await test.update(table, changed, gates);
    assert.equal((await tables.items("gates")).length, 40);
    await assert.rejects(tables.call("Query", query), { code: "ValidationException" });
  });

  for (const [what, inputs, message] of [
    ["an attribute that no key uses", { attributes: [S("action"), S("ttl")] }, /Unused.*"ttl"/],
    ["a key that is not declared", { hashKey: "other" }, /Unmatched indexes: \["other"\]$/],
    ["no attribute at all", { attributes: undefined }, /Unmatched indexes: \["action"\]$/],
    ["a table without a key", { hashKey: undefined, attributes: [] }, /No defined key schema/],
    ["a type that keys do not have", { attributes: [{ name: "action", type: "L" }] }, /'L'/],
    ["a billing mode that does not exist", { billingMode: "FREE" }, /FREE/],
    ["provisioned tables without capacity", { billingMode: undefined }, /CapacityUnits/],
    ["a name of two characters", { name: "ab" }, /greater than or equal to 3/],
  ] as const) {
    it(`refuses ${what}`, async () => {
      const { account, create } = newAccount();
      await assert.rejects(create(table, { ...gates, ...inputs }), {
        code: "ValidationException",
        message,
      });
      assert.equal(account.stores.tables.has("gates"), false);
    });
  }

  it("refuses a second table of the same name", async () => {
    const { create } = newAccount();
    await create(table, gates);
    await assert.rejects(create(table, gates), { code: "ResourceInUseException" });
  });

  it("puts an item", async () => {
    const { account, create } = newAccount();
    await create(table, gates);
    const { id } = await create(tableItem, item);
    assert.equal(id, "gates|action|a/b/c");
    assert.deepEqual(await account.stores.tables.items("gates"), [
      { action: "a/b/c", channel: "C1" },
    ]);
  });

  it("names an item by both of its keys", async () => {
    const { create } = newAccount();
    const attributes = [S("action"), S("token")];
    await create(table, { ...gates, rangeKey: "token", attributes });
    const { id } = await create(tableItem, {
      ...{ ...item, rangeKey: "token" },
      item: JSON.stringify({ action: { S: "a" }, token: { S: "t" } }),
    });
    assert.equal(id, "gates|action|token|a|t");
  });

  it("never takes over an item that is there", async () => {
    const { account, create } = newAccount();
    await create(table, gates);
    await create(tableItem, item);
    const other = { ...item, item: item.item.replace("C1", "C2") };
    await assert.rejects(create(tableItem, other), { code: "ConditionalCheckFailedException" });
    assert.equal((await account.stores.tables.items("gates"))[0].channel, "C1");
  });

  it("refuses an item of no table, without its key, or that is no JSON", async () => {
    const { create } = newAccount();
    await assert.rejects(create(tableItem, item), { code: "ResourceNotFoundException" });
    await create(table, gates);
    for (const text of ['{"channel":{"S":"C1"}}', "{", '{"action":"plain"}']) {
      await assert.rejects(create(tableItem, { ...item, item: text }), /.+/);
    }
  });
});
