import * as assert from "node:assert/strict";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { createDecisionHistory } from "../../../../functions/adapters/decision-history";
import { requestOf, token } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";

const aws = new FakeAws();
const action = "orders/production/approve";
const stored = (of: string) => marshall(requestOf({ token: of }), { removeUndefinedValues: true });
const history = () =>
  createDecisionHistory(() => new DynamoDBClient({ maxAttempts: 1 }), "requests").of(action);
const answer = (...pages: object[][]) =>
  aws.answers.set(
    "Query",
    pages.map((Items, index) => ({
      output: {
        Items,
        ...(index < pages.length - 1 ? { LastEvaluatedKey: { token: { S: token } } } : {}),
      },
    })),
  );

describe("What was decided before", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  it("is every request of the action, from every page, read consistently", async () => {
    answer([stored("1"), stored("2")], [stored("3")]);
    const { requests, isWhole } = await history();
    assert.deepEqual([requests.map((one) => one.token), isWhole], [["1", "2", "3"], true]);
    const [{ TableName, ConsistentRead, ExpressionAttributeValues, IndexName }] = aws.of("Query");
    assert.deepEqual([TableName, ConsistentRead, IndexName], ["requests", true, undefined]);
    assert.deepEqual(ExpressionAttributeValues, { ":action": { S: action } });
  });

  it("may be nothing", async () => {
    assert.deepEqual(await history(), { requests: [], isWhole: true });
  });

  it("is not whole where one of them cannot be read", async () => {
    answer([stored("1"), { action: { S: action }, token: { S: "2" } }, stored("3")]);
    assert.equal((await history()).isWhole, false);
  });

  it("is not whole where there are more than a run can read", async () => {
    const many = (count: number) => Array.from({ length: count }, (_, n) => stored(String(n)));
    answer(many(1000), many(1000));
    assert.equal((await history()).isWhole, true);
    answer(many(1000), many(1001), many(1));
    aws.sent.length = 0;
    assert.equal((await history()).isWhole, false);
    assert.equal(aws.sent.length, 2);
  });

  it("is tried again where the table cannot be read", async () => {
    aws.answers.set("Query", [{ status: 400, error: "ThrottlingException" }]);
    await assert.rejects(history(), { name: "ThrottlingException" });
  });
});
