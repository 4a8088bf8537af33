import * as assert from "node:assert/strict";
import { handler } from "../../../../functions/slack-callback/index";
import { FakeAws } from "../support/fakes-aws";
import { viewSubmission, formOf, urlEvent } from "../support/slack-requests";

describe("The deployed slackCallback", () => {
  const aws = new FakeAws();
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  it("asks the table of gates who may decide", async () => {
    const secret = "8f742231b10e8888abcd99yyyzzz85a5";
    const SecretString = JSON.stringify({ botToken: "xoxb-0123456789abc", signingSecret: secret });
    aws.answers.set("GetSecretValue", [{ output: { SecretString } }]);
    const variables = {
      CREDENTIALS_ARN: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf",
      GATES_TABLE: "gates",
      DECIDER_FUNCTION: "arn:aws:lambda:eu-west-1:111122223333:function:decider",
    };
    Object.assign(process.env, variables);
    try {
      const event = urlEvent(formOf(viewSubmission()), { at: new Date() });
      const { statusCode, body } = (await handler(event)) as { statusCode: number; body: string };
      assert.equal(statusCode, 200);
      assert.match(body, /Nobody may decide this in Slack/);
    } finally {
      for (const name of Object.keys(variables)) delete process.env[name];
    }
    assert.deepEqual(
      aws.sent.map(({ operation }) => operation),
      ["GetSecretValue", "GetItem"],
    );
  });
});
