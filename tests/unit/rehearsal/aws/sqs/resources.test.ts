import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, types } from "../account/support/new-account";

const queuePolicy = "aws:sqs/queuePolicy:QueuePolicy";
const arn = "arn:aws:sqs:eu-west-1:111122223333:dead";
const topic = "arn:aws:sns:eu-west-1:111122223333:topic";
const lets = policy({
  Principal: { Service: "sns.amazonaws.com" },
  Action: "sqs:SendMessage",
  Resource: arn,
  Condition: { ArnEquals: { "aws:SourceArn": topic } },
});

describe("queues on the account", () => {
  after(removeFolders);

  it("are there to be used, closed to services", async () => {
    const { account, create } = newAccount();
    const { id } = await create(types.queue, { name: "dead", visibilityTimeoutSeconds: 5 });
    const { queues } = account.stores;
    assert.equal(queues.arnOf(id), arn);
    assert.equal(queues.describe(arn).visibilitySeconds, 5);
    assert.equal(queues.mayService(arn, "sqs:SendMessage", "sns.amazonaws.com", topic), false);
  });

  it("are opened to a service by their own policy, or by a policy of its own", async () => {
    const { account, create } = newAccount();
    await create(types.queue, { name: "dead", policy: lets });
    const other = await create(types.queue, { name: "other" });
    const document = lets.replaceAll(":dead", ":other");
    await create(queuePolicy, { queueUrl: other.id, policy: document });
    for (const queue of [arn, arn.replace("dead", "other")]) {
      const may = (source: string) =>
        account.stores.queues.mayService(queue, "sqs:SendMessage", "sns.amazonaws.com", source);
      assert.deepEqual([may(topic), may(`${topic}2`)], [true, false]);
    }
  });

  it("are not made with a policy that is none", async () => {
    const { account, create } = newAccount();
    await assert.rejects(create(types.queue, { name: "dead", policy: "{}" }), {
      code: "InvalidAttributeValue",
    });
    assert.equal(account.stores.queues.has(arn), false);
  });
});
