/** TransactWriteItems at the endpoint: all of it or nothing, with the rights of its actions. */
import * as assert from "node:assert/strict";
import {
  DynamoDBClient,
  TransactWriteItemsCommand,
  type TransactWriteItem,
} from "@aws-sdk/client-dynamodb";
import { actionsOf } from "../../../../../rehearsal/aws/dynamodb/transactions";
import { arn, type Equipment, putRole, refusal, startEquipped } from "../api/equipped";

const TableName = "ledger";
const key = (sequence: number) => ({ hub: { S: "h" }, sequence: { N: String(sequence) } });
const put = (sequence: number, more: object = {}): TransactWriteItem => ({
  Put: {
    TableName,
    Item: { ...key(sequence), hash: { S: `h${sequence}` } },
    ConditionExpression: "attribute_not_exists(hub)",
    ...more,
  },
});
/** Moves the head of the chain, where it is what the caller has read. */
const move = (from: string | undefined, to: string): TransactWriteItem => ({
  Update: {
    TableName,
    Key: key(0),
    UpdateExpression: "SET #hash = :to",
    ConditionExpression: from === undefined ? "attribute_not_exists(#hash)" : "#hash = :from",
    ExpressionAttributeNames: { "#hash": "hash" },
    ExpressionAttributeValues: { ":to": { S: to }, ...(from && { ":from": { S: from } }) },
  },
});

describe("actionsOf", () => {
  it("reads each action by its kind", () => {
    const { Put: input } = put(1);
    assert.deepEqual(actionsOf({ TransactItems: [{ Put: input, Delete: null }] }), [
      { kind: "Put", input },
    ]);
    assert.throws(() => actionsOf({ TransactItems: [{}] }), { code: "ValidationException" });
  });
});

describe("TransactWriteItems at the endpoint", () => {
  let local: Equipment;
  let client: DynamoDBClient;

  beforeEach(async () => {
    local = await startEquipped();
    const { directory, stores } = local;
    const table = arn("dynamodb", `table/${TableName}`);
    const allowed = ["PutItem", "UpdateItem", "ConditionCheckItem", "DeleteItem"];
    putRole(directory, "ledger", [
      { Action: allowed.map((one) => `dynamodb:${one}`), Resource: table },
    ]);
    putRole(directory, "putter", [{ Action: "dynamodb:PutItem", Resource: table }]);
    putRole(directory, "whole", [
      {
        ...{ Action: "dynamodb:PutItem", Resource: table },
        Condition: { StringEquals: { "dynamodb:EnclosingOperation": "TransactWriteItems" } },
      },
    ]);
    await stores.tables.create({
      ...{ TableName, BillingMode: "PAY_PER_REQUEST" },
      AttributeDefinitions: [
        { AttributeName: "hub", AttributeType: "S" },
        { AttributeName: "sequence", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "hub", KeyType: "HASH" },
        { AttributeName: "sequence", KeyType: "RANGE" },
      ],
    });
    client = new DynamoDBClient(local.as("ledger"));
  });
  afterEach(async () => {
    client.destroy();
    await local.stop();
  });

  const write = (...TransactItems: TransactWriteItem[]) =>
    client.send(new TransactWriteItemsCommand({ TransactItems }));
  const hashes = async () =>
    Object.fromEntries(
      (await local.stores.tables.items(TableName)).map(({ sequence, hash }) => [sequence, hash]),
    );
  const failed = (sending: Promise<unknown>): Promise<any> =>
    sending.then(
      () => assert.fail("The call did not fail."),
      (error: unknown) => error,
    );

  it("writes all of it, into the table's stream as well", async () => {
    const { streams } = local.stores;
    const stream = streams.enable(TableName, arn("dynamodb", `table/${TableName}`), "KEYS_ONLY");
    await write(put(1), move(undefined, "h1"));
    await write(put(2), move("h1", "h2"));
    assert.deepEqual(await hashes(), { 0: "h2", 1: "h1", 2: "h2" });
    assert.deepEqual(
      streams.records(stream).map(({ eventName, dynamodb }) => [eventName, dynamodb.Keys]),
      [
        ["INSERT", key(1)],
        ["INSERT", key(0)],
        ["INSERT", key(2)],
        ["MODIFY", key(0)],
      ],
    );
  });

  it("writes nothing where one condition does not hold, and says which", async () => {
    await write(put(1), move(undefined, "h1"));
    const error = await failed(write(put(2), move("other", "h2")));
    assert.equal(error.name, "TransactionCanceledException");
    assert.match(error.message, /specific reasons \[None, ConditionalCheckFailed\]$/);
    assert.deepEqual(
      error.CancellationReasons.map(({ Code, Message, Item }: any) => [Code, Message, Item]),
      [
        ["None", undefined, undefined],
        ["ConditionalCheckFailed", "The conditional request failed", undefined],
      ],
    );
    assert.deepEqual(await hashes(), { 0: "h1", 1: "h1" });
  });

  it("shows the item of a condition that did not hold to whom asks for it", async () => {
    await write(put(1));
    const error = await failed(write(put(1, { ReturnValuesOnConditionCheckFailure: "ALL_OLD" })));
    assert.deepEqual(error.CancellationReasons[0].Item, { ...key(1), hash: { S: "h1" } });
  });

  it("checks items without a change of them, and deletes", async () => {
    await write(put(1), put(2));
    const check = (sequence: number): TransactWriteItem => ({
      ConditionCheck: {
        ...{ TableName, Key: key(sequence), ConditionExpression: "attribute_exists(hub)" },
      },
    });
    await write(check(1), { Delete: { TableName, Key: key(2) } });
    assert.deepEqual(await hashes(), { 1: "h1" });
    const error = await failed(write(check(2), put(3)));
    assert.match(error.message, /\[ConditionalCheckFailed, None\]$/);
    assert.deepEqual(await hashes(), { 1: "h1" });
  });

  it("lets one of two that run at once win", async () => {
    const [first, second] = await Promise.allSettled([
      write(put(1), move(undefined, "a")),
      write(put(1), move(undefined, "b")),
    ]);
    assert.deepEqual([first.status, second.status].sort(), ["fulfilled", "rejected"]);
    assert.equal(Object.keys(await hashes()).length, 2);
  });

  it("does once what is sent again with its token, for ten minutes", async () => {
    const send = (...TransactItems: TransactWriteItem[]) =>
      client.send(new TransactWriteItemsCommand({ TransactItems, ClientRequestToken: "t" }));
    await send(put(1));
    await send(put(1));
    assert.equal((await failed(send(put(2)))).name, "IdempotentParameterMismatchException");
    local.clock.advance(10 * 60_000);
    assert.equal((await failed(send(put(1)))).name, "TransactionCanceledException");
  });

  const refused: [string, () => TransactWriteItem[], string, RegExp][] = [
    [
      "two actions on one item",
      () => [put(1), { Delete: { TableName, Key: key(1) } }],
      "ValidationException",
      /^Transaction request cannot include multiple operations on one item$/,
    ],
    [
      "two actions in one",
      () => [{ ...put(1), Delete: { TableName, Key: key(2) } }],
      "ValidationException",
      /^TransactItems can only contain one of Check, Put, Update or Delete$/,
    ],
    ["no action", () => [{}], "ValidationException", /^TransactItems can only contain one of/],
    ["no actions", () => [], "ValidationException", /greater than or equal to 1/],
    [
      "a hundred and one",
      () => Array.from({ length: 101 }, (_, i) => put(i)),
      "ValidationException",
      /less than or equal to 100/,
    ],
    [
      "a table that is not there",
      () => [{ Delete: { TableName: "none", Key: key(1) } }],
      "AccessDeniedException",
      /table\/none/,
    ],
    [
      "an expression that cannot be read",
      () => [put(1, { ConditionExpression: "a b" })],
      "ValidationException",
      /^Invalid ConditionExpression/,
    ],
    [
      "an item without its key",
      () => [put(1), put(2, { Item: { hub: { S: "h" } } })],
      "TransactionCanceledException",
      /\[None, ValidationError\]$/,
    ],
  ];
  for (const [what, items, name, message] of refused) {
    it(`refuses ${what}, and writes nothing`, async () => {
      const error = await failed(write(...items()));
      assert.equal(error.name, name, error.message);
      assert.match(error.message, message);
      assert.deepEqual(await hashes(), {});
    });
  }

  it("needs the right of each of its actions, and reports them", async () => {
    const putter = new DynamoDBClient(local.as("putter"));
    const send = (of: DynamoDBClient, ...TransactItems: TransactWriteItem[]) =>
      of.send(new TransactWriteItemsCommand({ TransactItems }));
    await send(putter, put(1));
    const { name, message } = await refusal(send(putter, put(2), move(undefined, "h2")));
    assert.equal(name, "AccessDeniedException");
    assert.match(message, /dynamodb:UpdateItem/);
    const resource = arn("dynamodb", `table/${TableName}`);
    assert.deepEqual(local.audit.at(-1)?.rights, [
      { action: "dynamodb:PutItem", resource },
      { action: "dynamodb:UpdateItem", resource },
    ]);
    const whole = new DynamoDBClient(local.as("whole"));
    await send(whole, put(3));
    putter.destroy();
    whole.destroy();
  });
});
