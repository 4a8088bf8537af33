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
const anyone = policy({ Principal: { AWS: "*" }, Action: "sqs:SendMessage", Resource: "*" });

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

describe("SQS resources on the account", () => {
  after(removeFolders);

  it("gives a queue its URL and ARN", async () => {
    const { create } = newAccount();
    const { id, state } = await create(types.queue, { name: "dead" });
    assert.equal(id, "https://sqs.eu-west-1.amazonaws.com/111122223333/dead");
    assert.equal(state.url, id);
    assert.equal(state.arn, "arn:aws:sqs:eu-west-1:111122223333:dead");
  });

  it("gives a FIFO queue its suffix, and China its own domain", async () => {
    const { create } = newAccount({ partition: "aws-cn", region: "cn-north-1" });
    const { id } = await create(types.queue, { fifoQueue: true });
    assert.match(
      id,
      /^https:\/\/sqs\.cn-north-1\.amazonaws\.com\.cn\/111122223333\/it-[0-9a-f]{7}\.fifo$/,
    );
  });

  it("takes a policy for a queue", async () => {
    const { create } = newAccount();
    const queueUrl = (await create(types.queue)).id;
    assert.equal((await create(queuePolicy, { queueUrl, policy: anyone })).id, queueUrl);
  });

  it("refuses a policy for a queue that does not exist, and one that is no policy", async () => {
    const { create } = newAccount();
    const queueUrl = (await create(types.queue)).id;
    await assert.rejects(create(queuePolicy, { queueUrl: "https://none", policy: anyone }), {
      code: "AWS.SimpleQueueService.NonExistentQueue",
    });
    await assert.rejects(create(queuePolicy, { queueUrl, policy: "{}" }), {
      code: "InvalidAttributeValue",
    });
  });
});
