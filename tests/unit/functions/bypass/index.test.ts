/** The function that tells of bypasses as it is deployed: it looks after reviews where the hub has a table of them. */
import * as assert from "node:assert/strict";
import type { Handler } from "../../../../functions/bypass/handler";
import { reviewId } from "../../../../functions/domain/bypass/review-event";
import { sweepOf } from "../../../../functions/domain/sweep-event";
import { byUser, use } from "./uses";
import { deployedFunction } from "../support/deployed-function";

const variables: Readonly<Record<string, string>> = {
  GATES_TABLE: "gates",
  BYPASSES_TABLE: "bypasses",
  REVIEWS_TABLE: "hub-reviews",
  EVENT_BUS_NAME: "hub",
  ALARM_TOPIC_ARN: "arn:aws:sns:eu-west-1:111122223333:alarms",
  REQUEST_RETENTION_DAYS: "400",
  DEAD_LETTER_QUEUE_URL: "https://sqs.eu-west-1.amazonaws.com/111122223333/dead-letters",
  AWS_LAMBDA_FUNCTION_NAME: "hub-bypass",
  POWERTOOLS_LOG_LEVEL: "SILENT",
};

describe("The deployed function that tells of bypasses", () => {
  const { aws, handler } = deployedFunction<Handler>("bypass", variables);

  it("reads the reviews of what is open, says the one that counts, and closes it", async () => {
    aws.answers.set("GetItem", [{ output: { Item: { open: { SS: [use.id] } } } }]);
    const event = { S: JSON.stringify(use) };
    const item = { ...{ reviewer: { S: byUser("ann") } }, reason: { S: "Checkout was down." } };
    aws.answers.set("Query", [{ output: { Items: [item] } }, { output: { Items: [] } }]);
    const review = {
      ...{ schemaVersion: 1, id: reviewId(use.id), type: "Reviewed", bypass: use.id },
      ...{ time: "2026-11-22T23:00:00.000Z", reason: "Checkout was down.", gates: use.gates },
      actor: { channel: "iam", id: "user/ann", displayName: "ann" },
      ...{ region: "eu-west-1", pipelineName: "orders" },
    };
    aws.answers.set("UpdateItem", [
      { output: { Attributes: { event } } },
      { output: { Attributes: { event: { S: JSON.stringify(review) } } } },
      {},
    ]);
    aws.answers.set("PutEvents", [{ output: { Entries: [{ EventId: "1" }] } }]);
    await handler()(sweepOf([]));
    assert.deepEqual(
      aws.of("Query").map(({ TableName, IndexName }) => [TableName, IndexName]),
      Array.from({ length: 2 }, () => ["hub-reviews", "reviews-of-bypass"]),
    );
    const [{ Entries }] = aws.of("PutEvents") as any[];
    assert.deepEqual(
      [Entries[0].DetailType, Entries[0].EventBusName, JSON.parse(Entries[0].Detail)],
      ["Reviewed", "hub", review],
    );
    assert.match(
      String(aws.of("Publish")[0]["Subject"]),
      /^Break-glass approval reviewed: orders$/,
    );
    const updates = aws.of("UpdateItem") as any[];
    assert.deepEqual(new Set(updates.map(({ TableName }) => TableName)), new Set(["bypasses"]));
    const [expires, removed] = updates.slice(-2);
    assert.deepEqual([expires.Key, removed.Key], [{ id: { S: use.id } }, { id: { S: "reviews" } }]);
    const days =
      (Number(expires.ExpressionAttributeValues[":ttl"].N) * 1000 - Date.now()) / 86_400_000;
    assert.ok(days > 399 && days <= 400, String(days));
  });

  it("looks after none where the hub has no such table", async () => {
    delete process.env["REVIEWS_TABLE"];
    await handler()(sweepOf([]));
    assert.deepEqual([aws.of("GetItem").length, aws.of("Query").length], [0, 0]);
    assert.equal(aws.of("Scan").length, 1);
  });
});
