import * as assert from "node:assert/strict";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import {
  createRequestStore,
  type RequestStoreOptions,
} from "../../../../functions/adapters/requests";
import { expires, messageOf, requestOf, token } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";

const aws = new FakeAws();
const action = "orders/production/approve";
const stored = (change = {}) => marshall(requestOf(change), { removeUndefinedValues: true });
/** As long as something is left to do, it stands in the index. */
const item = (change = {}) => ({ ...stored(change), unsettled: { S: "yes" } });
const refused = { status: 400, error: "ConditionalCheckFailedException" };

describe("The requests table", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  const store = (options?: RequestStoreOptions) => {
    const client = new DynamoDBClient({ maxAttempts: 1 });
    return createRequestStore(() => client, "requests", options);
  };

  it("creates only what is not there, without what is undefined", async () => {
    const request = requestOf({ consoleLink: undefined });
    assert.equal(await store().create(request), "created");
    assert.deepEqual(aws.of("PutItem"), [
      {
        TableName: "requests",
        Item: item(),
        ConditionExpression: "attribute_not_exists(#token)",
        ExpressionAttributeNames: { "#token": "token" },
      },
    ]);
  });

  it("takes what is settled out of the index", async () => {
    const outcome = { at: "2026-11-22T21:00:00.000Z", result: "Approved" } as const;
    const messages = [{ channel: "slack", place: "C0", id: "1.1", shows: "DECIDED" }] as const;
    await store().save(requestOf({ status: "DECIDED", outcome, messages: [...messages] }));
    await store().save(
      requestOf({ status: "DECIDED", outcome, messages: [{ ...messages[0], shows: "PENDING" }] }),
    );
    assert.deepEqual(
      aws.of("PutItem").map(({ Item }: any) => Item.unsettled),
      [undefined, { S: "yes" }],
    );
  });

  it("leaves in the index what has an event that is not noted to be on the bus", async () => {
    const messages = [{ channel: "slack", place: "C0", id: "1.1", shows: "EXPIRED" as const }];
    const history = [{ id: "r-1", sequence: 1, type: "Expired" as const, time: expires }];
    const ended = requestOf({ status: "EXPIRED", messages, history });
    await store().save(ended);
    await store().save({ ...ended, publishedThrough: 1 });
    assert.deepEqual(
      aws.of("PutItem").map(({ Item }: any) => Item.unsettled),
      [{ S: "yes" }, undefined],
    );
  });

  it("says that a request exists", async () => {
    aws.answers.set("PutItem", [refused]);
    aws.answers.set("GetItem", [{ output: { Item: item({ version: 4 }) } }]);
    assert.equal(await store().create(requestOf()), "exists");
  });

  it("replaces exactly the version before", async () => {
    assert.equal(await store().save(requestOf({ version: 8 })), "saved");
    const [put] = aws.of("PutItem");
    assert.equal(put["ConditionExpression"], "#version = :replaced");
    assert.deepEqual(put["ExpressionAttributeNames"], { "#version": "version" });
    assert.deepEqual(put["ExpressionAttributeValues"], { ":replaced": { N: "7" } });
  });

  it("reports a conflict, and not one with its own write whose answer was lost", async () => {
    aws.answers.set("PutItem", [refused]);
    aws.answers.set("GetItem", [{ output: { Item: item({ version: 9 }) } }]);
    assert.equal(await store().save(requestOf({ version: 8 })), "conflict");
    aws.answers.set("GetItem", [{}]);
    assert.equal(await store().save(requestOf({ version: 8 })), "conflict");
    // What is on the bus, what is in the ledger, and who was told that it is stuck, was noted since.
    for (const note of [
      ...[{}, { publishedThrough: { N: "1" } }, { ledgerThrough: { N: "1" } }],
      { stuckToldAt: { S: expires } },
    ]) {
      aws.answers.set("GetItem", [{ output: { Item: { ...item({ version: 8 }), ...note } } }]);
      assert.equal(await store().save(requestOf({ version: 8 })), "saved");
    }
  });

  it("reads consistently by both keys", async () => {
    aws.answers.set("GetItem", [{ output: { Item: item() } }, {}]);
    const requests = store();
    assert.deepEqual(await requests.read(action, token), requestOf());
    assert.equal(await requests.read(action, token), undefined);
    assert.deepEqual(aws.of("GetItem")[0], {
      TableName: "requests",
      Key: { action: { S: action }, token: { S: token } },
      ConsistentRead: true,
    });
  });

  it("refuses an item that is not as it should be", async () => {
    aws.answers.set("GetItem", [{ output: { Item: { ...item(), status: { S: "OPEN" } } } }]);
    await assert.rejects(store().read(action, token), { name: "MalformedError" });
  });

  it("finds what is unsettled on every page, read consistently", async () => {
    const LastEvaluatedKey = { action: { S: action }, token: { S: "t" } };
    const messages = [{ channel: "slack", place: "C0", id: "1.1", shows: "EXPIRED" as const }];
    const settled = item({ status: "EXPIRED", messages });
    const stale = item({ status: "DECIDED", messages });
    aws.answers.set("Query", [
      { output: { Items: [item(), settled], LastEvaluatedKey } },
      { output: { LastEvaluatedKey } },
      { output: { Items: [stale, item({ status: "DECIDING" })] } },
    ]);
    const { requests, unreadable } = await store().unsettled(action);
    assert.deepEqual(unreadable, []);
    assert.deepEqual(
      requests.map(({ status }) => status),
      ["PENDING", "DECIDED", "DECIDING"],
    );
    const queries = aws.of("Query");
    assert.deepEqual(queries[0], {
      TableName: "requests",
      ConsistentRead: true,
      KeyConditionExpression: "#action = :action",
      ExpressionAttributeNames: { "#action": "action" },
      ExpressionAttributeValues: { ":action": { S: action } },
    });
    assert.deepEqual(
      queries.map((query) => query["ExclusiveStartKey"]),
      [undefined, LastEvaluatedKey, LastEvaluatedKey],
    );
  });

  it("finds what stands in the index though nothing is left to do", async () => {
    const messages = [messageOf("1.1", "EXPIRED", "C0")];
    const history = [{ id: "r-1", sequence: 1, type: "Expired" as const, time: expires }];
    const ended = { status: "EXPIRED", messages, history } as const;
    const published = { ...ended, publishedThrough: 1 };
    aws.answers.set("Query", [
      { output: { Items: [item(published), item(ended), stored(published), item()] } },
    ]);
    const { requests, finished } = await store().unsettled(action);
    assert.deepEqual([requests.length, finished.length], [1, 1]);
    assert.equal(finished[0].publishedThrough, 1);
  });

  it("waits for no ledger that the hub does not keep any more", async () => {
    const messages = [messageOf("1.1", "EXPIRED", "C0")];
    const history = [{ id: "r-1", sequence: 1, type: "Expired" as const, time: expires }];
    const ended = { status: "EXPIRED", messages, history, publishedThrough: 1 } as const;
    const waiting = item({ ...ended, ledgerThrough: 0 });
    aws.answers.set("Query", [{ output: { Items: [waiting] } }]);
    aws.answers.set("GetItem", [{ output: { Item: waiting } }]);
    const { finished } = await store().unsettled(action);
    assert.deepEqual(finished, []);
    assert.equal((await store().read(action, token))?.ledgerThrough, 0);
    const without = store({ hasLedger: false });
    const [found] = (await without.unsettled(action)).finished;
    await without.save({ ...found, version: found.version + 1 });
    const [{ Item }] = aws.of("PutItem") as any[];
    assert.ok(!("ledgerThrough" in Item) && !("unsettled" in Item));
    assert.equal((await without.read(action, token))?.ledgerThrough, undefined);
  });

  it("reads row by row, so that one that is none hides no other", async () => {
    const other = "2f6cb7a0-27b5-4b0b-9a5c-6a31a1d0f7a5";
    const foreign = item({ actionName: "security", token: other });
    const odd = { ...item(), token: { S: "odd" }, version: { N: "1e400" } };
    aws.answers.set("Query", [{ output: { Items: [foreign, odd, {}, item()] } }]);
    const { requests, unreadable } = await store().unsettled(action);
    assert.deepEqual(
      requests.map(({ token: of }) => of),
      [token],
    );
    assert.deepEqual(unreadable, [other, "odd", "unknown"]);
  });

  it("throws other errors by their name", async () => {
    aws.answers.set("PutItem", [{ status: 400, error: "AccessDeniedException" }]);
    await assert.rejects(store().save(requestOf()), { name: "AccessDeniedException" });
    await assert.rejects(store().create(requestOf()), { name: "AccessDeniedException" });
    assert.deepEqual(aws.of("GetItem"), []);
  });
});
