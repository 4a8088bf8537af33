import * as assert from "node:assert/strict";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { createUnsettledIndex } from "../../../../functions/adapters/unsettled-index";
import { token } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";

const aws = new FakeAws();
const action = "orders/production/approve";

describe("The index of what is unsettled", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  it("names the actions of the index, each once, from every page", async () => {
    const key = { action: { S: action }, token: { S: token }, unsettled: { S: "yes" } };
    const other = { ...key, action: { S: "other/production/approve" } };
    aws.answers.set("Query", [
      { output: { Items: [key, key], LastEvaluatedKey: key } },
      { output: { Items: [key, other] } },
    ]);
    const client = new DynamoDBClient({ maxAttempts: 1 });
    const actions = await createUnsettledIndex(() => client, "requests").actions();
    assert.deepEqual(actions, [action, "other/production/approve"]);
    const [first, second] = aws.of("Query");
    assert.deepEqual(first, {
      TableName: "requests",
      IndexName: "unsettled",
      // Without both its policy refuses it.
      ...{ Select: "SPECIFIC_ATTRIBUTES", ProjectionExpression: "#action" },
      KeyConditionExpression: "#unsettled = :yes",
      ExpressionAttributeNames: { "#action": "action", "#unsettled": "unsettled" },
      ExpressionAttributeValues: { ":yes": { S: "yes" } },
    });
    assert.deepEqual(second["ExclusiveStartKey"], key);
  });
});
