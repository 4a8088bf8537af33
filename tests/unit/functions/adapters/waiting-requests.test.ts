/** What of open requests is measured, on a DynamoDB in memory. */
import * as assert from "node:assert/strict";
import { marshall } from "@aws-sdk/util-dynamodb";
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { createRequestStore } from "../../../../functions/adapters/requests";
import { createWaitingStore } from "../../../../functions/adapters/waiting-requests";
import { parseWaiting } from "../../../../functions/domain/waiting";
import { expires, requestOf, settings, token } from "../domain/samples";
import { openRequestsTable } from "../support/local-table";
import { FakeAws } from "../support/fakes-aws";

const { action } = settings;
const other = "2f6cb7a0-27b5-4b0b-9a5c-6a31a1d0f7a5";

async function opened() {
  const { client, item } = await openRequestsTable();
  const requests = createRequestStore(() => client, "requests");
  return { client, item, requests, store: createWaitingStore(() => client, "requests") };
}

describe("What waits of an action", () => {
  it("is every open request, with what is measured of it and nothing else", async () => {
    const { requests, store } = await opened();
    const sla = { respondWithinMinutes: 60, dueAt: expires, steps: [], next: 0 };
    const open = requestOf({ sla });
    await requests.create(open);
    await requests.create(requestOf({ token: other, status: "DECIDED", history: [] }));
    const { region, requestedAt } = open;
    assert.deepEqual(await store.read(action), [
      { action, token, status: "PENDING", region, requestedAt, sla: { dueAt: expires } },
    ]);
    assert.deepEqual(await store.read("orders/production/other"), []);
  });

  it("is nothing that cannot be read, and nothing that left the index", async () => {
    const { client, store } = await opened();
    const kept = marshall(requestOf(), { removeUndefinedValues: true });
    const put = (more: object) =>
      client.send(new PutItemCommand({ TableName: "requests", Item: { ...kept, ...more } }));
    await put({ unsettled: { S: "yes" }, requestedAt: { S: "poison" } });
    await put({ token: { S: other } });
    assert.deepEqual(await store.read(action), []);
  });

  it("is marked as told of, which changes nothing else of the request", async () => {
    const { requests, item, store } = await opened();
    const open = requestOf();
    await requests.create(open);
    const [waiting] = await store.read(action);
    const told = new Date("2026-11-28T10:00:00.000Z");
    await store.noteStuck(waiting, told);
    const { stuckToldAt, unsettled, ...rest } = await item();
    assert.deepEqual([stuckToldAt, unsettled], [told.toISOString(), "yes"]);
    assert.deepEqual(rest, JSON.parse(JSON.stringify(open)));
    assert.equal((await store.read(action))[0].stuckToldAt, told.toISOString());
    assert.equal((await requests.read(action, token))?.stuckToldAt, told.toISOString());
  });

  it("makes no item of a request that has expired meanwhile", async () => {
    const { item, store } = await opened();
    await store.noteStuck(parseWaiting({ ...requestOf() })!, new Date());
    assert.equal(await item(), undefined);
  });

  it("throws what is no condition", async () => {
    const { client } = await opened();
    const store = createWaitingStore(() => client, "others");
    await assert.rejects(
      store.noteStuck(parseWaiting({ ...requestOf() })!, new Date()),
      /not found/,
    );
  });
});

describe("The query for what waits", () => {
  const aws = new FakeAws();
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  it("names each attribute that it reads, as its policy asks, and reads every page", async () => {
    const item = marshall(requestOf(), { removeUndefinedValues: true });
    const key = { action: item.action, token: item.token };
    aws.answers.set("Query", [
      { output: { Items: [item], LastEvaluatedKey: key } },
      { output: { Items: [item] } },
    ]);
    const client = new DynamoDBClient({ maxAttempts: 1 });
    const found = await createWaitingStore(() => client, "requests").read(action);
    assert.equal(found.length, 2);
    const [first, second] = aws.of("Query");
    const read = [
      ...["action", "token", "status", "region", "requestedAt"],
      ...["unconfirmed", "sla", "stuckToldAt"],
    ];
    assert.deepEqual(first, {
      ...{ TableName: "requests", ConsistentRead: true, Select: "SPECIFIC_ATTRIBUTES" },
      ProjectionExpression: read.map((name) => `#${name}`).join(", "),
      KeyConditionExpression: "#action = :action",
      FilterExpression: "attribute_exists(#unsettled)",
      ExpressionAttributeNames: {
        ...Object.fromEntries(read.map((name) => [`#${name}`, name])),
        "#unsettled": "unsettled",
      },
      ExpressionAttributeValues: { ":action": { S: action } },
    });
    assert.deepEqual(second.ExclusiveStartKey, key);
  });
});
