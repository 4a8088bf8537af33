import * as assert from "node:assert/strict";
import { deployFunction } from "../../account/support/function";
import { policy, removeFolders } from "../../account/support/new-account";
import { document, newAlarm, waiting } from "../support";

describe("An alarm that tells a topic", function () {
  this.timeout(20_000);
  let alarm: ReturnType<typeof newAlarm>;
  beforeEach(() => (alarm = newAlarm()));
  after(removeFolders);

  it("is not heard on a topic whose policy does not let CloudWatch publish", async () => {
    const { test, warnings, ring, run, evaluate, now, state, mails } = alarm;
    const topicPolicy = policy({
      Principal: { Service: "events.amazonaws.com" },
      Action: "sns:Publish",
      Resource: "*",
    });
    await deployFunction(test);
    await ring(waiting, { policy: topicPolicy });
    await run({ way: "say", lines: [document(now())] });
    await evaluate();
    assert.equal(state().value, "ALARM");
    assert.deepEqual(mails(), []);
    assert.match(
      warnings[0],
      /rings could not tell .*cloudwatch\.amazonaws\.com is not authorized/,
    );
  });

  for (const [what, statement] of [
    ["its own statement", { Principal: { Service: "cloudwatch.amazonaws.com" } }],
    [
      "a statement for alarms of the account",
      {
        Principal: { Service: "cloudwatch.amazonaws.com" },
        Condition: {
          ArnLike: { "aws:SourceArn": "arn:aws:cloudwatch:eu-west-1:111122223333:alarm:*" },
        },
      },
    ],
    [
      "the statement that SNS gives a topic",
      {
        Principal: { AWS: "*" },
        Condition: { StringEquals: { "AWS:SourceOwner": "111122223333" } },
      },
    ],
  ] as const) {
    it(`is heard on a topic with ${what}`, async () => {
      const { test, warnings, ring, run, evaluate, now, mails } = alarm;
      await deployFunction(test);
      await ring(waiting, {
        policy: policy({ ...statement, Action: "sns:Publish", Resource: "*" }),
      });
      await run({ way: "say", lines: [document(now())] });
      await evaluate();
      assert.deepEqual([mails(), warnings], [["Delivered"], []]);
    });
  }

  it("is not heard on a topic that is encrypted with the key that AWS manages", async () => {
    const { test, warnings, ring, run, evaluate, now, mails } = alarm;
    await deployFunction(test);
    await ring(waiting, { kmsMasterKeyId: "alias/aws/sns" });
    await run({ way: "say", lines: [document(now())] });
    await evaluate();
    assert.match(warnings[0], /cloudwatch\.amazonaws\.com does not have authorization to access/);
    assert.deepEqual(mails(), []);
  });

  for (const [who, heard] of [
    [{ Service: "cloudwatch.amazonaws.com" }, 1],
    [{ AWS: "arn:aws:iam::111122223333:root" }, 0],
  ] as const) {
    it(`is ${heard ? "" : "not "}heard by a key that lets ${JSON.stringify(who)}`, async () => {
      const { test, ring, run, evaluate, now, mails } = alarm;
      await deployFunction(test);
      const key = policy({ Principal: who, Action: "kms:*", Resource: "*" });
      const { state: made } = await test.create("aws:kms/key:Key", { policy: key });
      await ring(waiting, { kmsMasterKeyId: made.arn });
      await run({ way: "say", lines: [document(now())] });
      await evaluate();
      assert.equal(mails().length, heard);
    });
  }
});
