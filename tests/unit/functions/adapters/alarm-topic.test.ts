import * as assert from "node:assert/strict";
import { createAlarmTopic } from "../../../../functions/adapters/alarm-topic";
import { FakeAws } from "../support/fakes-aws";

const aws = new FakeAws();
const topicArn = "arn:aws:sns:eu-west-1:111122223333:alarms";

describe("The topic of the alarms", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  const publish = () =>
    createAlarmTopic(topicArn, "bypass").publish({ subject: "Gate", text: "Gone." });

  it("is sent subject, text and an attribute, by the function's own role", async () => {
    await publish();
    assert.deepEqual(aws.of("AssumeRole"), []);
    assert.deepEqual(aws.of("Publish"), [
      {
        ...{ TopicArn: topicArn, Subject: "Gate", Message: "Gone." },
        "MessageAttributes.entry.1.Name": "codepipeline-approvals",
        "MessageAttributes.entry.1.Value.DataType": "String",
        "MessageAttributes.entry.1.Value.StringValue": "bypass",
      },
    ]);
    assert.equal(aws.sent[0].key, "AKIAFUNCTION");
  });

  it("throws what SNS answers", async () => {
    aws.answers.set("Publish", [{ status: 403, error: "AuthorizationError" }]);
    await assert.rejects(publish(), { name: "AuthorizationErrorException" });
  });
});
