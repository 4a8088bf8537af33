import * as assert from "node:assert/strict";
import { classify } from "../../../../functions/adapters/classify";
import { createTopicPublisher } from "../../../../functions/adapters/topics";
import { FinalError, TransientError } from "../../../../functions/domain/errors";
import { settings } from "../domain/samples";
import { FakeAws } from "../support/fakes-aws";

const aws = new FakeAws();
const mail = { subject: "Approval reminder", text: "It waits." };

describe("Topics, published to as the gate's role,", () => {
  before(() => aws.start());
  beforeEach(() => aws.clear());
  after(() => aws.stop());

  const publish = () =>
    createTopicPublisher("hub-reminder").publish(settings, settings.topicArn, mail);

  it("are sent subject, text and an attribute, in a session that bears no person's name", async () => {
    await publish();
    const [{ RoleArn, RoleSessionName, SourceIdentity }] = aws.of("AssumeRole");
    assert.deepEqual(
      [RoleArn, RoleSessionName, SourceIdentity],
      [settings.deciderRoleArn, "hub-reminder", undefined],
    );
    assert.deepEqual(aws.of("Publish"), [
      {
        ...{ TopicArn: settings.topicArn, Subject: mail.subject, Message: mail.text },
        "MessageAttributes.entry.1.Name": "codepipeline-approvals",
        "MessageAttributes.entry.1.Value.DataType": "String",
        "MessageAttributes.entry.1.Value.StringValue": "reminder",
      },
    ]);
    assert.equal(aws.sent.at(-1)?.key, "ASIASESSION");
  });

  for (const [error, kind] of [
    ["InvalidParameter", FinalError],
    ["NotFound", TransientError],
    ["AuthorizationError", TransientError],
  ] as const) {
    it(`throw ${error}, which another try ${kind === FinalError ? "does not mend" : "may mend"}`, async () => {
      aws.answers.set("Publish", [{ status: 400, error }]);
      const thrown = await publish().catch((failure: unknown) => failure);
      assert.ok(classify(thrown) instanceof kind, String(thrown));
    });
  }

  it("are not tried where STS answers without keys", async () => {
    aws.answers.set("AssumeRole", [{ output: {} }]);
    await assert.rejects(publish(), /STS answered without keys/);
    assert.deepEqual(aws.of("Publish"), []);
  });
});
