/** What reviewers have written, in the local AWS with the rights of the function, and page by page. */
import * as assert from "node:assert/strict";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createReviewTable } from "../../../../functions/adapters/reviews";
import { byUser } from "../bypass/uses";
import { FakeAws } from "../support/fakes-aws";
import { type LocalReviews, startReviews } from "../support/local-reviews";

const gate = "orders/production/approve";
const use = (id: string) => ({ id, gates: [gate] });

const written = (reviewer: string, bypass: string, more: object = {}): object => ({
  ...{ reviewer: { S: reviewer }, bypass: { S: bypass } },
  ...more,
});

describe("The table of reviews", () => {
  let local: LocalReviews;
  before(async () => {
    local = await startReviews();
  });
  after(() => local.stop());

  it("has who has written what of one bypass", async () => {
    const reason = { S: "Checkout was down." };
    for (const item of [
      written(byUser("ann"), "one", { reason, more: { S: "than asked" } }),
      written(byUser("bob"), "one"),
      written(byUser("carla"), "one", { reason: { N: "7" } }),
      written(byUser("ann"), "two", { reason: { S: "Another." } }),
      written(`${gate}#session/AROAEXAMPLE:dan`, "one", { reason: { S: "x".repeat(2000) } }),
      written("orders/production/sign#user/erin", "one", { reason }),
    ]) {
      await local.put("reviews", item);
    }
    const table = createReviewTable(() => local.client, "reviews");
    const found = [...(await table.of(use("one")))];
    assert.deepEqual(
      found.sort((one, other) => (one.reviewer < other.reviewer ? -1 : 1)),
      [
        { reviewer: `${gate}#session/AROAEXAMPLE:dan`, reason: `${"x".repeat(999)}…` },
        { reviewer: byUser("ann"), reason: "Checkout was down." },
        { reviewer: byUser("bob") },
        { reviewer: byUser("carla") },
      ],
    );
    assert.deepEqual(await table.of(use("three")), []);
  });
});

describe("A query of reviews", () => {
  const aws = new FakeAws();
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());
  const table = () => createReviewTable(() => new DynamoDBClient({ maxAttempts: 1 }), "reviews");

  it("asks the index for no more than it needs, and for every page", async () => {
    const LastEvaluatedKey = written(byUser("ann"), "one");
    aws.answers.set("Query", [
      { output: { Items: [written(byUser("ann"), "one")], LastEvaluatedKey } },
      { output: { LastEvaluatedKey } },
      { output: { Items: [written(byUser("bob"), "one")] } },
      { output: { Items: [] } },
    ]);
    assert.deepEqual(await table().of(use("one")), [
      { reviewer: byUser("ann") },
      { reviewer: byUser("bob") },
    ]);
    const [first, second, , sessions] = aws.of("Query");
    assert.deepEqual(first, {
      ...{ TableName: "reviews", IndexName: "reviews-of-bypass" },
      KeyConditionExpression: "#bypass = :bypass AND begins_with(#reviewer, :of)",
      ProjectionExpression: "#reviewer, #reason",
      ExpressionAttributeNames: {
        ...{ "#bypass": "bypass", "#reviewer": "reviewer", "#reason": "reason" },
      },
      ExpressionAttributeValues: { ":bypass": { S: "one" }, ":of": { S: `${gate}#user/` } },
    });
    assert.deepEqual(second["ExclusiveStartKey"], LastEvaluatedKey);
    const { ":of": of } = sessions["ExpressionAttributeValues"] as Record<string, object>;
    assert.deepEqual(of, { S: `${gate}#session/` });
  });

  it("reads ten pages of sessions, whose names people choose, and no more", async () => {
    const page = (name: string) => {
      const item = written(`${gate}#session/AROAEXAMPLE:${name}`, "one");
      return { output: { Items: [item], LastEvaluatedKey: item } };
    };
    const names = Array.from({ length: 12 }, (_, index) => `s${index}`);
    aws.answers.set("Query", [{ output: { Items: [] } }, ...names.map(page)]);
    assert.equal((await table().of(use("one"))).length, 10);
    assert.equal(aws.of("Query").length, 11);
  });

  it("throws what DynamoDB answers", async () => {
    aws.answers.set("Query", [{ status: 400, error: "ThrottlingException" }]);
    await assert.rejects(table().of(use("one")), { name: "ThrottlingException" });
  });
});
