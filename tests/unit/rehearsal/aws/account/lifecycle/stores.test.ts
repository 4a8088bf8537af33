import * as assert from "node:assert/strict";
import { newAccount, removeFolders, types, type TestAccount } from "../support/new-account";

const onDemand = {
  ...{ name: "decisions", hashKey: "pk", billingMode: "PAY_PER_REQUEST" },
  attributes: [{ name: "pk", type: "S" }],
};
const item = (pk: string, more: object = {}) => ({
  ...{ tableName: "decisions", hashKey: "pk" },
  item: JSON.stringify({ pk: { S: pk }, ...more }),
});
const items = ({ account }: TestAccount) => account.tables.items("decisions");

describe("A table that changes", () => {
  after(removeFolders);

  it("is billed otherwise, and keeps its items", async () => {
    const test = newAccount();
    const made = await test.create(types.table, onDemand);
    await test.create(types.item, item("a"));
    const capacity = { readCapacity: 2, writeCapacity: 1 };
    const provisioned = { ...onDemand, billingMode: undefined, ...capacity };
    const { state } = await test.update(types.table, made, provisioned);
    assert.deepEqual([state.billingMode, state.arn], ["PROVISIONED", made.state.arn]);
    const describe = () => test.account.tables.call("DescribeTable", { TableName: "decisions" });
    assert.equal((await describe()).Table.ProvisionedThroughput.ReadCapacityUnits, 2);
    await test.update(types.table, made, onDemand);
    assert.equal((await describe()).Table.BillingModeSummary.BillingMode, "PAY_PER_REQUEST");
    assert.deepEqual(await items(test), [{ pk: "a" }]);
    assert.deepEqual(test.account.recordedOnly, []);
  });

  it("has another global index, and keeps its items", async () => {
    const test = newAccount();
    const made = await test.create(types.table, onDemand);
    await test.create(types.item, item("a"));
    const globalSecondaryIndexes = [{ name: "byPk", hashKey: "pk", projectionType: "ALL" }];
    await test.update(types.table, made, { ...onDemand, globalSecondaryIndexes });
    const { Table } = await test.account.tables.call("DescribeTable", { TableName: "decisions" });
    assert.equal(Table.GlobalSecondaryIndexes[0].IndexName, "byPk");
    assert.deepEqual(await items(test), [{ pk: "a" }]);
    assert.deepEqual(test.account.recordedOnly, []);
  });

  it("is not deleted while it is protected", async () => {
    const test = newAccount();
    const made = await test.create(types.table, { ...onDemand, deletionProtectionEnabled: true });
    await assert.rejects(test.remove(types.table, made), {
      code: "ValidationException",
      message: /protected against deletion: decisions\. Disable deletion protection first/,
    });
    assert.equal(test.account.tables.has("decisions"), true);
    await test.update(types.table, made, { ...onDemand, deletionProtectionEnabled: false });
    await test.remove(types.table, made);
    assert.equal(test.account.tables.has("decisions"), false);
  });

  it("is gone with its items, and its name is free at once", async () => {
    const test = newAccount();
    const made = await test.create(types.table, onDemand);
    await test.create(types.item, item("a"));
    await test.remove(types.table, made);
    await assert.rejects(test.account.tables.call("DescribeTable", { TableName: "decisions" }), {
      code: "ResourceNotFoundException",
    });
    assert.deepEqual(test.account.remaining(), []);
    await assert.rejects(items(test), { code: "ResourceNotFoundException" });
    await test.create(types.table, onDemand);
    assert.deepEqual(await items(test), []);
  });
});

describe("An item of a table that changes", () => {
  after(removeFolders);

  it("has its new attributes alone", async () => {
    const test = newAccount();
    await test.create(types.table, onDemand);
    const made = await test.create(types.item, item("a", { old: { S: "1" } }));
    const { id } = await test.update(types.item, made, item("a", { new: { N: "2" } }));
    assert.equal(id, made.id);
    assert.deepEqual(await items(test), [{ pk: "a", new: 2 }]);
  });

  it("moves to its new key, unless something is there", async () => {
    const test = newAccount();
    await test.create(types.table, onDemand);
    const made = await test.create(types.item, item("a"));
    await test.create(types.item, item("b"));
    await assert.rejects(test.update(types.item, made, item("b")), {
      code: "ConditionalCheckFailedException",
    });
    assert.equal((await items(test)).length, 2);
    await test.update(types.item, made, item("c"));
    assert.deepEqual((await items(test)).map(({ pk }) => pk).sort(), ["b", "c"]);
  });

  it("is deleted alone", async () => {
    const test = newAccount();
    await test.create(types.table, onDemand);
    const made = await test.create(types.item, item("a"));
    await test.create(types.item, item("b"));
    await test.remove(types.item, made);
    assert.deepEqual(await items(test), [{ pk: "b" }]);
  });

  it("may be gone with a table that somebody deleted", async () => {
    const test = newAccount();
    await test.create(types.table, onDemand);
    const made = await test.create(types.item, item("a"));
    await test.account.tables.delete("decisions");
    await test.remove(types.item, made);
    assert.equal(test.account.read(types.item, made.id), undefined);
  });
});

describe("A secret that changes", () => {
  after(removeFolders);

  const key = (id: string) => `arn:aws:kms:eu-west-1:111122223333:key/${id}`;

  it("has another key, the same ARN and the same value", async () => {
    const test = newAccount();
    const { secrets } = test.account;
    const made = await test.create(types.secret, { name: "slack", kmsKeyId: "1" });
    await test.create(types.secretVersion, { secretId: made.id, secretString: "v" });
    const { state } = await test.update(types.secret, made, { name: "slack", kmsKeyId: "2" });
    assert.equal(state.arn, made.state.arn);
    assert.deepEqual(
      [secrets.find("slack")!.keyArn, secrets.find("slack")!.value],
      [key("2"), "v"],
    );
    await test.update(types.secret, made, { name: "slack" });
    assert.equal(secrets.find("slack")!.keyArn, undefined);
  });

  it("keeps its version until another value comes", async () => {
    const test = newAccount();
    const { secrets } = test.account;
    const { id: secretId } = await test.create(types.secret, { name: "slack" });
    const made = await test.create(types.secretVersion, { secretId, secretString: "one" });
    const same = await test.update(types.secretVersion, made, {
      ...{ secretId, secretString: "one", versionStages: ["AWSCURRENT"] },
    });
    assert.equal(same.state.versionId, made.state.versionId);
    assert.equal(secrets.find("slack")!.version, 1);
    const next = await test.update(types.secretVersion, made, { secretId, secretString: "two" });
    assert.equal(secrets.find("slack")!.value, "two");
    assert.equal(next.state.versionId, secrets.find("slack")!.versionId);
    assert.equal(next.id, made.id);
  });

  it("keeps its value when the version is no resource any more, and goes as a whole", async () => {
    const test = newAccount();
    const { secrets } = test.account;
    const made = await test.create(types.secret, { name: "slack" });
    const version = { secretId: made.id, secretString: "v" };
    await test.remove(types.secretVersion, await test.create(types.secretVersion, version));
    assert.equal(secrets.find("slack")!.value, "v");
    await test.create(types.secretVersion, version);
    await test.remove(types.secret, made);
    assert.equal(secrets.find("slack"), undefined);
    assert.deepEqual(test.account.remaining(), []);
    await test.create(types.secret, { name: "slack" });
    assert.equal(secrets.find("slack")!.value, undefined);
  });
});

describe("A parameter that changes", () => {
  after(removeFolders);

  it("has its new value in a new version, and none after its end", async () => {
    const test = newAccount();
    const { parameters } = test.account;
    const inputs = { name: "/slack", type: "SecureString", value: "one" };
    const made = await test.create(types.parameter, inputs);
    const { state } = await test.update(types.parameter, made, { ...inputs, value: "two" });
    assert.deepEqual([state.arn, state.version], [made.state.arn, 2]);
    assert.equal(parameters.find("/slack")!.value, "two");
    await assert.rejects(test.update(types.parameter, made, { ...inputs, value: "" }));
    assert.equal(parameters.find("/slack")!.value, "two");
    await test.remove(types.parameter, made);
    assert.equal(parameters.find("/slack"), undefined);
  });
});
