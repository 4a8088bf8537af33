import * as assert from "node:assert/strict";
import { newAccount, policy, removeFolders, types, type TestAccount } from "../support/new-account";

const service = "events.amazonaws.com";
const open = policy({ Principal: { Service: service }, Action: "sns:Publish", Resource: "*" });
const shut = policy({
  ...{ Effect: "Deny", Principal: "*", Action: "sns:Publish", Resource: "*" },
});
const refused = { code: "AuthorizationError" };

/** Publishes as a service may, and answers what became of it. */
async function publish({ account }: TestAccount, topicArn: string, message = "{}") {
  const before = account.topics.deliveries().length;
  await account.topics.publish({ topicArn, message }, { service });
  return account.topics
    .deliveries()
    .slice(before)
    .map(({ status }) => status);
}

async function subscribed(more: object = {}) {
  const test = newAccount();
  const topic = await test.create(types.topic, { name: "gate", policy: open });
  const inputs = { topic: topic.id, protocol: "email", endpoint: "qa@example.com", ...more };
  const made = await test.create(types.subscription, inputs);
  return { test, topic, inputs, made };
}

describe("A topic's policy that changes", () => {
  after(removeFolders);

  it("counts at once, and at its end the topic is its owner's alone", async () => {
    const test = newAccount();
    const { id } = await test.create(types.topic, { name: "gate" });
    await assert.rejects(publish(test, id), refused);
    const made = await test.create(types.topicPolicy, { arn: id, policy: open });
    await publish(test, id);
    await test.update(types.topicPolicy, made, { arn: id, policy: shut });
    await assert.rejects(publish(test, id), refused);
    const { state } = await test.update(types.topicPolicy, made, { arn: id, policy: open });
    assert.equal(state.policy, open);
    await test.remove(types.topicPolicy, made);
    await assert.rejects(publish(test, id), refused);
    assert.notEqual(test.account.read(types.topic, id), undefined);
  });

  it("counts among the topic's own inputs", async () => {
    const test = newAccount();
    const made = await test.create(types.topic, { name: "gate" });
    const { state } = await test.update(types.topic, made, { name: "gate", policy: open });
    assert.equal(state.policy, open);
    await publish(test, made.id);
    await assert.rejects(test.update(types.topic, made, { name: "gate", policy: "{" }));
    await publish(test, made.id);
  });

  it("of its own is not undone by another change of the topic", async () => {
    const test = newAccount();
    const inputs = { name: "gate", policy: shut };
    const made = await test.create(types.topic, inputs);
    await test.create(types.topicPolicy, { arn: made.id, policy: open });
    await test.update(types.topic, made, { ...inputs, displayName: "Gate" });
    await publish(test, made.id);
    await test.update(types.topic, made, { name: "gate", displayName: "Gate" });
    await publish(test, made.id);
  });
});

describe("A subscription that changes", () => {
  after(removeFolders);

  it("filters by its new policy, and keeps its ARN", async () => {
    const { test, topic, inputs, made } = await subscribed();
    assert.deepEqual(await publish(test, topic.id, '{"kind":"a"}'), ["Delivered"]);
    const filtered = {
      ...inputs,
      ...{ filterPolicy: '{"kind":["b"]}', filterPolicyScope: "MessageBody" },
    };
    const { id, state } = await test.update(types.subscription, made, filtered);
    assert.deepEqual([id, state.arn], [made.id, made.id]);
    assert.deepEqual(await publish(test, topic.id, '{"kind":"a"}'), ["Filtered"]);
    assert.deepEqual(await publish(test, topic.id, '{"kind":"b"}'), ["Delivered"]);
    await test.update(types.subscription, made, inputs);
    assert.deepEqual(await publish(test, topic.id, '{"kind":"a"}'), ["Delivered"]);
  });

  it("delivers raw messages, and to a dead letter queue, once it says so", async () => {
    const { test, topic, inputs, made } = await subscribed({
      ...{ protocol: "sqs", endpoint: "arn:aws:sqs:eu-west-1:111122223333:q" },
    });
    const send = { Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage" };
    const queues = test.account.queues;
    for (const name of ["q", "dead"]) {
      await test.create(types.queue, { name, policy: policy({ ...send, Resource: "*" }) });
    }
    const raw = { ...inputs, rawMessageDelivery: true };
    await test.update(types.subscription, made, raw);
    await publish(test, topic.id, "as it is");
    assert.equal(queues.messages(inputs.endpoint)[0].body, "as it is");
    const deadLetterTargetArn = "arn:aws:sqs:eu-west-1:111122223333:dead";
    const redrivePolicy = JSON.stringify({ deadLetterTargetArn });
    await test.update(types.subscription, made, { ...raw, redrivePolicy });
    queues.setPolicy(inputs.endpoint, undefined);
    assert.deepEqual(await publish(test, topic.id), ["DeadLettered"]);
    assert.equal(queues.messages(deadLetterTargetArn).length, 1);
  });

  it("is refused what a new one is, and stays", async () => {
    const { test, topic, inputs, made } = await subscribed();
    for (const wrong of [{ protocol: "pigeon" }, { filterPolicy: "{" }]) {
      const update = test.update(types.subscription, made, { ...inputs, ...wrong });
      await assert.rejects(update, { code: "InvalidParameter" });
    }
    assert.deepEqual(await publish(test, topic.id), ["Delivered"]);
  });

  it("gets nothing after its end; others still do", async () => {
    const { test, topic, inputs, made } = await subscribed();
    await test.create(types.subscription, { ...inputs, endpoint: "rm@example.com" });
    assert.equal((await publish(test, topic.id)).length, 2);
    await test.remove(types.subscription, made);
    assert.equal((await publish(test, topic.id)).length, 1);
    const { protocol, endpoint } = inputs;
    const gone = { arn: made.id, topicArn: topic.id, protocol, endpoint };
    assert.throws(() => test.account.topics.resubscribe(gone), { code: "NotFound" });
  });
});

describe("A topic's end", () => {
  after(removeFolders);

  it("takes its subscriptions and its policy along, and no other topic's", async () => {
    const { test, topic } = await subscribed();
    const other = await test.create(types.topic, { name: "other", policy: open });
    const kept = { topic: other.id, protocol: "email", endpoint: "qa@example.com" };
    const { id } = await test.create(types.subscription, kept);
    await test.create(types.topicPolicy, { arn: topic.id, policy: open });
    await test.remove(types.topic, topic);
    await assert.rejects(publish(test, topic.id), { code: "NotFound" });
    assert.deepEqual(
      test.account.resources.map((resource) => resource.id),
      [other.id, id],
    );
    assert.deepEqual(await publish(test, other.id), ["Delivered"]);
    await test.create(types.topic, { name: "gate", policy: open });
    assert.deepEqual(await publish(test, topic.id), []);
  });
});

describe("A queue that changes", () => {
  after(removeFolders);

  const arn = "arn:aws:sqs:eu-west-1:111122223333:q";
  const letSns = policy({
    ...{ Principal: { Service: "sns.amazonaws.com" }, Action: "sqs:SendMessage", Resource: "*" },
  });
  const may = ({ account }: TestAccount) =>
    account.queues.mayService(arn, "sqs:SendMessage", "sns.amazonaws.com", "arn:t");

  it("is opened and shut by its policies, and keeps its messages", async () => {
    const test = newAccount();
    const made = await test.create(types.queue, { name: "q" });
    test.account.queues.send(arn, "hello");
    await test.update(types.queue, made, { name: "q", policy: letSns });
    assert.equal(may(test), true);
    const own = { queueUrl: made.id, policy: letSns };
    const apart = await test.create(types.queuePolicy, { ...own });
    const other = policy({ Principal: { AWS: "111122223333" }, Action: "*", Resource: "*" });
    await test.update(types.queuePolicy, apart, { ...own, policy: other });
    assert.equal(may(test), false);
    await test.update(types.queue, made, { name: "q", policy: letSns, delaySeconds: 0 });
    assert.equal(may(test), false);
    await test.update(types.queuePolicy, apart, own);
    assert.equal(may(test), true);
    await test.remove(types.queuePolicy, apart);
    assert.equal(may(test), false);
    assert.equal(test.account.queues.messages(arn).length, 1);
  });

  it("hides messages as long as it says", async () => {
    const test = newAccount();
    const made = await test.create(types.queue, { name: "q" });
    const { queues } = test.account;
    const hidden = () => queues.describe(arn).visibilitySeconds;
    await test.update(types.queue, made, { name: "q", visibilityTimeoutSeconds: 900 });
    assert.equal(hidden(), 900);
    queues.send(arn, "hello");
    queues.receive(arn);
    test.clock.advance(899_000);
    assert.equal(queues.describe(arn).hidden, 1);
    await test.update(types.queue, made, { name: "q" });
    assert.equal(hidden(), 30);
  });

  it("is gone with its policy and its messages", async () => {
    const test = newAccount();
    const made = await test.create(types.queue, { name: "q" });
    await test.create(types.queuePolicy, { queueUrl: made.id, policy: letSns });
    test.account.queues.send(arn, "hello");
    await test.remove(types.queue, made);
    assert.deepEqual(test.account.resources, []);
    assert.throws(() => test.account.queues.send(arn, "x"), { code: "QueueDoesNotExist" });
    await test.create(types.queue, { name: "q" });
    assert.deepEqual(test.account.queues.messages(arn), []);
  });
});
