import * as assert from "node:assert/strict";
import { newAccount, removeFolders, types } from "../account/support/new-account";

const table = {
  ...{ name: "requests", billingMode: "PAY_PER_REQUEST", hashKey: "action", rangeKey: "token" },
  attributes: ["action", "token"].map((name) => ({ name, type: "S" })),
};
const streamed = { ...table, streamEnabled: true, streamViewType: "NEW_AND_OLD_IMAGES" };
const key = { action: { S: "p/s/a" }, token: { S: "t" } };
const put = (status: string, more: object = {}) => ({
  TableName: "requests",
  Item: { ...key, status: { S: status } },
  ...more,
});

async function withStream(inputs: object = {}) {
  const test = newAccount();
  const made = await test.create(types.table, { ...streamed, ...inputs });
  const { tables, streams } = test.account.stores;
  const records = () => streams.records(made.state.streamArn);
  return { ...test, made, tables, streams, records };
}

describe("The stream of a table", () => {
  after(removeFolders);

  it("is named after the table and the moment it was opened", async () => {
    const { made } = await withStream();
    assert.match(
      made.state.streamArn,
      /^arn:aws:dynamodb:eu-west-1:111122223333:table\/requests\/stream\/\d{4}-\d\d-\d\dT[\d:.]+$/,
    );
    assert.ok(made.state.streamArn.endsWith(`/${made.state.streamLabel}`));
  });

  it("holds a record of each put, update and deletion, with both images, in order", async () => {
    const { tables, streams, records, made } = await withStream();
    await tables.call("PutItem", put("PENDING"));
    await tables.call("UpdateItem", {
      ...{ TableName: "requests", Key: key, UpdateExpression: "SET #s = :s" },
      ExpressionAttributeNames: { "#s": "status" },
      ExpressionAttributeValues: { ":s": { S: "DECIDED" } },
    });
    await tables.call("DeleteItem", { TableName: "requests", Key: key });
    const [first, second, third] = records();
    assert.deepEqual(
      [first, second, third].map(({ eventName }) => eventName),
      ["INSERT", "MODIFY", "REMOVE"],
    );
    assert.equal(first.eventSourceARN, made.state.streamArn);
    assert.equal(first.awsRegion, "eu-west-1");
    assert.deepEqual(first.dynamodb.Keys, key);
    assert.deepEqual(first.dynamodb.NewImage, put("PENDING").Item);
    assert.equal(first.dynamodb.OldImage, undefined);
    assert.deepEqual(second.dynamodb.OldImage, put("PENDING").Item);
    assert.deepEqual(second.dynamodb.NewImage, put("DECIDED").Item);
    assert.deepEqual(third.dynamodb.OldImage, put("DECIDED").Item);
    assert.equal(third.dynamodb.NewImage, undefined);
    const sequences = records().map(({ dynamodb }) => dynamodb.SequenceNumber);
    assert.deepEqual(sequences, sequences.toSorted());
    assert.deepEqual(streams.records(made.state.streamArn, sequences[0]), [second, third]);
  });

  it("has no record of a write that was refused or changed nothing", async () => {
    const { tables, records } = await withStream();
    await tables.call("PutItem", put("PENDING"));
    await tables.call("PutItem", put("PENDING"));
    const condition = {
      ConditionExpression: "attribute_not_exists(#key)",
      ExpressionAttributeNames: { "#key": "action" },
    };
    await assert.rejects(tables.call("PutItem", put("DECIDED", condition)), {
      code: "ConditionalCheckFailedException",
    });
    await assert.rejects(tables.call("PutItem", { TableName: "requests", Item: {} }), {
      code: "ValidationException",
    });
    assert.equal(records().length, 1);
  });

  it("shows writes at the same time one after the other", async () => {
    const { tables, records } = await withStream();
    await Promise.all(["A", "B", "C"].map((status) => tables.call("PutItem", put(status))));
    assert.deepEqual(
      records().map(({ dynamodb }) => [dynamodb.OldImage?.status, dynamodb.NewImage?.status]),
      [
        [undefined, { S: "A" }],
        [{ S: "A" }, { S: "B" }],
        [{ S: "B" }, { S: "C" }],
      ],
    );
  });

  it("numbers its records in their order, also behind the tenth", async () => {
    const { tables, streams, records, made } = await withStream();
    for (let n = 1; n <= 12; n += 1) await tables.call("PutItem", put(String(n)));
    const sequences = records().map(({ dynamodb }) => dynamodb.SequenceNumber);
    assert.deepEqual(sequences, sequences.toSorted());
    for (const [index, sequence] of sequences.entries()) {
      assert.equal(streams.records(made.state.streamArn, sequence).length, 11 - index);
    }
  });

  for (const [view, images] of [
    ["KEYS_ONLY", []],
    ["NEW_IMAGE", ["NewImage"]],
    ["OLD_IMAGE", ["OldImage"]],
  ] as const) {
    it(`shows what ${view} says`, async () => {
      const { tables, records } = await withStream({ streamViewType: view });
      await tables.call("PutItem", put("PENDING"));
      await tables.call("PutItem", put("DECIDED"));
      const shown = Object.keys(records()[1].dynamodb).filter((name) => name.endsWith("Image"));
      assert.deepEqual(shown, images);
    });
  }

  it("forgets a record after a day", async () => {
    const { tables, records, clock } = await withStream();
    await tables.call("PutItem", put("PENDING"));
    clock.advance(24 * 60 * 60 * 1000 - 2000);
    assert.equal(records().length, 1);
    clock.advance(4000);
    assert.equal(records().length, 0);
  });

  it("ends where the table says so, and is another one with another view", async () => {
    const { tables, update, made, streams, records } = await withStream();
    const other = await update(types.table, made, { ...streamed, streamViewType: "NEW_IMAGE" });
    assert.notEqual(other.state.streamArn, made.state.streamArn);
    const same = await update(types.table, other, { ...streamed, streamViewType: "NEW_IMAGE" });
    assert.equal(same.state.streamArn, other.state.streamArn);
    await tables.call("PutItem", put("PENDING"));
    assert.equal(records().length, 0);
    assert.equal(streams.records(other.state.streamArn).length, 1);
    await update(types.table, other, table);
    await tables.call("PutItem", put("DECIDED"));
    assert.equal(streams.records(other.state.streamArn).length, 1);
  });

  it("needs a view that there is", async () => {
    const { create, account } = newAccount();
    for (const [streamViewType, message] of [
      [undefined, /streamViewType must be one of KEYS_ONLY/],
      ["ALL", /'streamSpecification.streamViewType' failed .* enum value set: \[NEW_IMAGE/],
    ] as const) {
      const refused = { code: "ValidationException", message };
      await assert.rejects(create(types.table, { ...streamed, streamViewType }), refused);
    }
    assert.equal(account.stores.tables.has("requests"), false);
  });
});
