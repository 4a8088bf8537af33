import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import { newAccount, policy, removeFolders, types } from "../account/support/new-account";

const subscription = "aws:sns/topicSubscription:TopicSubscription";
const topicPolicy = "aws:sns/topicPolicy:TopicPolicy";
const anyone = policy({ Principal: { AWS: "*" }, Action: "sns:Publish", Resource: "*" });

describe("SNS resources on the account", () => {
  after(removeFolders);

  it("gives a topic its ARN, name and owner", async () => {
    const { create } = newAccount();
    const { id, state } = await create(types.topic, { displayName: "Approvals" }, "approvals");
    assert.match(id, /^arn:aws:sns:eu-west-1:111122223333:approvals-[0-9a-f]{7}$/);
    assert.equal(state.arn, id);
    assert.equal(state.name, id.split(":").pop());
    assert.equal(state.owner, "111122223333");
    assert.equal(state.displayName, "Approvals");
  });

  it("ends the name of a FIFO topic with .fifo", async () => {
    const { create } = newAccount();
    assert.match((await create(types.topic, { fifoTopic: true })).id, /:it-[0-9a-f]{7}\.fifo$/);
  });

  it("refuses a topic name that SNS refuses", async () => {
    const { create } = newAccount();
    await assert.rejects(create(types.topic, { name: "a topic" }), {
      code: "InvalidParameter",
      message: /^Value 'a topic' at 'Topic Name'/,
    });
  });

  it("refuses a topic policy without a principal", async () => {
    const { create } = newAccount();
    const open = policy({ Action: "sns:Publish", Resource: "*" });
    await assert.rejects(create(types.topic, { policy: open }), { code: "InvalidParameter" });
  });

  it("delivers to a subscription that the program made", async () => {
    const { account, create } = newAccount();
    const { id } = await create(types.topic, { policy: anyoneFromEvents });
    const made = await create(subscription, {
      topic: id,
      protocol: "email",
      endpoint: "qa@example.com",
    });
    await account.topics.publish(
      { topicArn: id, message: "hello" },
      { service: "events.amazonaws.com" },
    );
    const [delivery] = account.topics.deliveries();
    assert.equal(delivery.subscription.arn, made.id);
    assert.equal(delivery.status, "Delivered");
  });

  it("sends e-mail in the name of the topic, as long as it has one", async () => {
    const { account, create, update } = newAccount();
    const topic = { policy: anyoneFromEvents, displayName: "Approvals" };
    const made = await create(types.topic, topic);
    const { id } = made;
    await create(subscription, { topic: id, protocol: "email", endpoint: "qa@example.com" });
    const sender = async () => {
      const message = { topicArn: id, message: "hello" };
      await account.topics.publish(message, { service: "events.amazonaws.com" });
      const { where } = account.topics.deliveries().at(-1)!;
      return /^From: (.*)\r$/m.exec(fs.readFileSync(where, "utf8"))?.[1];
    };
    assert.equal(await sender(), "Approvals <no-reply@sns.amazonaws.com>");
    await update(types.topic, made, { policy: anyoneFromEvents });
    assert.equal(await sender(), "AWS Notifications <no-reply@sns.amazonaws.com>");
  });

  it("says that a mail subscription waits for its owner, and another does not", async () => {
    const { create } = newAccount();
    const topic = (await create(types.topic)).id;
    const mail = await create(subscription, { topic, protocol: "email", endpoint: "a@b.org" });
    const sms = await create(subscription, { topic, protocol: "sms", endpoint: "+491701234567" });
    assert.equal(mail.state.pendingConfirmation, true);
    assert.equal(sms.state.pendingConfirmation, false);
  });

  it("hands filter and redrive policies on as JSON", async () => {
    const { account, create } = newAccount();
    const topic = (await create(types.topic, { policy: anyoneFromEvents })).id;
    await create(subscription, {
      topic,
      protocol: "email",
      endpoint: "a@b.org",
      filterPolicy: { kind: ["x"] },
      filterPolicyScope: "MessageBody",
      redrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:dead"}',
    });
    await account.topics.publish(
      { topicArn: topic, message: '{"kind":"y"}' },
      { service: "events.amazonaws.com" },
    );
    const [delivery] = account.topics.deliveries();
    assert.equal(delivery.status, "Filtered");
    assert.equal(delivery.subscription.filterPolicy, '{"kind":["x"]}');
    assert.match(delivery.subscription.redrivePolicy!, /:dead"}$/);
  });

  it("refuses a filter policy that is not JSON", async () => {
    const { create } = newAccount();
    const topic = (await create(types.topic)).id;
    await assert.rejects(
      create(subscription, { topic, protocol: "email", endpoint: "a@b.org", filterPolicy: "{" }),
      { code: "InvalidParameter", message: /FilterPolicy: failed to parse JSON: \{/ },
    );
  });

  it("takes an empty filter policy for none", async () => {
    const { create } = newAccount();
    const topic = (await create(types.topic)).id;
    const inputs = { topic, protocol: "email", endpoint: "a@b.org", filterPolicy: "" };
    assert.ok((await create(subscription, inputs)).id.startsWith(`${topic}:`));
  });

  it("refuses a protocol that SNS does not know", async () => {
    const { create } = newAccount();
    const topic = (await create(types.topic)).id;
    await assert.rejects(create(subscription, { topic, protocol: "pager", endpoint: "x" }), {
      code: "InvalidParameter",
      message: /pager/,
    });
  });

  it("refuses a subscription to a topic that does not exist", async () => {
    const { create } = newAccount();
    const topic = "arn:aws:sns:eu-west-1:111122223333:none";
    await assert.rejects(create(subscription, { topic, protocol: "email", endpoint: "a@b.org" }), {
      code: "NotFound",
      message: `Topic does not exist: ${topic}`,
    });
  });

  it("puts a policy on a topic", async () => {
    const { account, create } = newAccount();
    const topicArn = (await create(types.topic)).id;
    const from = { service: "events.amazonaws.com" };
    await assert.rejects(account.topics.publish({ topicArn, message: "x" }, from), {
      code: "AuthorizationError",
    });
    const { id } = await create(topicPolicy, { arn: topicArn, policy: anyoneFromEvents });
    assert.equal(id, topicArn);
    assert.match(await account.topics.publish({ topicArn, message: "x" }, from), /.+/);
  });

  it("refuses a policy for a topic that does not exist", async () => {
    const { create } = newAccount();
    await assert.rejects(create(topicPolicy, { arn: "arn:none", policy: anyone }), {
      code: "NotFound",
    });
  });

  it("takes a topic that the program reads for existing", async () => {
    const { create, read } = newAccount();
    const topic = "arn:aws:sns:eu-west-1:444455556666:shared";
    assert.deepEqual((await read(types.topic, topic)).state, {
      tagsAll: {},
      name: "shared",
      arn: topic,
      owner: "444455556666",
    });
    const made = await create(subscription, { topic, protocol: "email", endpoint: "a@b.org" });
    assert.ok(made.id.startsWith(`${topic}:`));
  });
});

const anyoneFromEvents = policy({
  Principal: { Service: "events.amazonaws.com" },
  Action: "sns:Publish",
  Resource: "*",
});
