import * as assert from "node:assert/strict";
import { lazyDynamoDb } from "../../../../functions/adapters/aws/dynamodb";
import {
  createGateList,
  createGateRecords,
  createGateStore,
  createGateTable,
} from "../../../../functions/adapters/gates";
import { MalformedError } from "../../../../functions/domain/errors";
import { readChannelSettings } from "../../../../functions/channels/registry";
import { FakeAws } from "../support/fakes-aws";

describe("The gates table", () => {
  const aws = new FakeAws();
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  const gates = () => createGateStore(lazyDynamoDb(), "gates", readChannelSettings);
  const list = (...ids: string[]) => ({ L: ids.map((id) => ({ S: id })) });

  it("is read anew each time, consistently, by the exact key", async () => {
    const item = {
      action: { S: "orders/Release/manager" },
      topicArn: { S: "arn:aws:sns:eu-west-1:111122223333:orders" },
      channel: { S: "C0RELEASES1" },
      approverUserIds: list("U0ANN00001"),
      approverUserGroupIds: list(),
      deciderRoleArn: { S: "arn:aws:iam::111122223333:role/gate" },
    };
    aws.answers.set("GetItem", [{ output: { Item: item } }]);
    const store = gates();
    const first = await store.read("orders/Release/manager");
    assert.deepEqual(first?.channels, {
      slack: { channel: "C0RELEASES1", approverUserIds: ["U0ANN00001"], approverUserGroupIds: [] },
    });
    await store.read("orders/Release/manager");
    const asked = {
      ...{ TableName: "gates", Key: { action: { S: "orders/Release/manager" } } },
      ConsistentRead: true,
    };
    assert.deepEqual(aws.of("GetItem"), [asked, asked]);
  });

  it("has nothing for an action without a gate, and refuses what names nobody", async () => {
    assert.equal(await gates().read("a/b/c"), undefined);
    aws.answers.set("GetItem", [{ output: { Item: { action: { S: "a/b/c" } } } }]);
    await assert.rejects(gates().read("a/b/c"), MalformedError);
  });

  it("is read as it stands, readable or not, for the digest of it", async () => {
    const records = createGateRecords(lazyDynamoDb(), "gates");
    assert.equal(await records.record("a/b/c"), undefined);
    const Item = { action: { S: "a/b/c" }, timeoutInMinutes: { N: "60" }, odd: { BOOL: true } };
    aws.answers.set("GetItem", [{ output: { Item } }]);
    const found = await records.record("a/b/c");
    assert.deepEqual(found, { action: "a/b/c", timeoutInMinutes: 60, odd: true });
    const asked = { TableName: "gates", Key: { action: { S: "a/b/c" } }, ConsistentRead: true };
    assert.deepEqual(aws.of("GetItem"), [asked, asked]);
  });

  it("lists the actions of every page, and asks for nothing but their keys", async () => {
    const keyOf = (action: string) => ({ action: { S: action } });
    aws.answers.set("Scan", [
      { output: { Items: [keyOf("a/b/c")], LastEvaluatedKey: keyOf("a/b/c") } },
      { output: { Items: [keyOf("d/e/f")] } },
    ]);
    const actions = await createGateList(lazyDynamoDb(), "gates").actions();
    assert.deepEqual(actions, ["a/b/c", "d/e/f"]);
    const asked = {
      TableName: "gates",
      // Without both its policy refuses it.
      ...{ Select: "SPECIFIC_ATTRIBUTES", ProjectionExpression: "#action" },
      ExpressionAttributeNames: { "#action": "action" },
    };
    assert.deepEqual(aws.of("Scan"), [asked, { ...asked, ExclusiveStartKey: keyOf("a/b/c") }]);
  });
});

describe("The gates table, read whole,", () => {
  const aws = new FakeAws();
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  const gate = (action: string, more: object = {}) => ({
    action: { S: action },
    topicArn: { S: "arn:aws:sns:eu-west-1:111122223333:orders" },
    deciderRoleArn: { S: "arn:aws:iam::111122223333:role/gate" },
    ...more,
  });

  it("has the gates of each pipeline, and hides none behind one that cannot be read", async () => {
    const pages = [
      [gate("orders/a/one"), gate("books/a/one", { topicArn: { S: "topic" } })],
      [gate("orders/b/two"), gate("orders/c/three", { deciderRoleArn: { N: "7" } })],
    ];
    aws.answers.set("Scan", [
      { output: { Items: pages[0], LastEvaluatedKey: { action: { S: "books/a/one" } } } },
      { output: { Items: pages[1] } },
    ]);
    const all = await createGateTable(lazyDynamoDb(), "gates", readChannelSettings).byPipeline();
    assert.deepEqual(
      all.map(({ pipelineName, readable, unreadable }) => [
        ...[pipelineName, readable.map(({ action }) => action), unreadable],
      ]),
      [
        ["orders", ["orders/a/one", "orders/b/two"], ["orders/c/three"]],
        ["books", [], ["books/a/one"]],
      ],
    );
    const sent = aws.of("Scan");
    assert.deepEqual(sent[0], { TableName: "gates", ConsistentRead: true });
    assert.equal(sent.length, 2);
  });

  it("has who decides through IAM, as the gate says it", async () => {
    const L: object[] = [];
    const names = { users: { L: [{ S: "ann" }] }, roles: { L }, groups: { L } };
    const native = {
      M: { ...names, permissionSets: { L }, policyArns: { L }, anybody: { BOOL: true } },
    };
    aws.answers.set("Scan", [{ output: { Items: [gate("orders/a/one", { native })] } }]);
    const table = createGateTable(lazyDynamoDb(), "gates", readChannelSettings);
    const [{ readable }] = await table.byPipeline();
    assert.deepEqual(readable[0].native, {
      ...{ users: ["ann"], roles: [], groups: [], permissionSets: [], policyArns: [] },
      anybody: true,
    });
  });
});
