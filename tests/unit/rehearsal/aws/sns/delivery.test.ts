import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Delivery, Subscription } from "../../../../../rehearsal/aws/sns/types";
import { now, onlyFile, roleArn, setup, topicArn, type Setup } from "./support";

const notification = { topicArn, subject: "Subject", message: '{"a":1}' };

async function published(
  subscription: Partial<Subscription>,
  more: Parameters<typeof setup>[0] = {},
): Promise<Setup & { delivery: Delivery }> {
  const made = setup(more);
  const { protocol = "email", endpoint = "qa@example.com", ...rest } = subscription;
  made.topics.subscribe({ topicArn, protocol, endpoint, ...rest });
  await made.topics.publish(notification, { roleArn });
  const deliveries = made.topics.deliveries();
  assert.equal(deliveries.length, 1);
  return { ...made, delivery: deliveries[0] };
}

describe("Topics delivery", () => {
  it("writes an e-mail that a mail program reads", async () => {
    const { folder, delivery } = await published({});
    const { name, text } = onlyFile(path.join(folder, "mailbox"));
    assert.equal(name, "20261122T213456789Z-000001-qa@example.com.eml");
    assert.match(text, /^From: AWS Notifications <no-reply@sns\.amazonaws\.com>\r$/m);
    assert.match(text, /^To: qa@example\.com\r$/m);
    assert.match(text, /^Subject: Subject\r$/m);
    assert.match(text, /^Date: Sun, 22 Nov 2026 21:34:56 \+0000\r$/m);
    assert.match(text, /^Message-ID: <id-2-1@eu-west-1\.amazonses\.com>\r$/m);
    assert.match(text, /\r\n\r\n\{"a":1\}/);
    assert.equal(delivery.status, "Delivered");
    assert.equal(delivery.where, path.join(folder, "mailbox", name));
    assert.deepEqual(delivery.at, now);
  });

  it("gives e-mail without a subject SNS's own", async () => {
    const { topics, folder } = setup();
    topics.subscribe({ topicArn, protocol: "email", endpoint: "qa@example.com" });
    await topics.publish({ topicArn, message: "m" }, { roleArn });
    assert.match(
      onlyFile(path.join(folder, "mailbox")).text,
      /^Subject: AWS Notification Message/m,
    );
  });

  it("sends email-json as the envelope", async () => {
    const { folder } = await published({ protocol: "email-json" });
    const { text } = onlyFile(path.join(folder, "mailbox"));
    assert.match(text, /"Type": "Notification"/);
  });

  for (const endpoint of ["nobody", "a@b.c\r\nBcc: x@y.z", "a@b.c, d@e.f", ""]) {
    it(`fails for the address ${JSON.stringify(endpoint)}`, async () => {
      const { delivery } = await published({ endpoint });
      assert.equal(delivery.status, "Failed");
      assert.match(delivery.detail!, /is not an e-mail address/);
    });
  }

  it("keeps an address with separators inside the mailbox", async () => {
    const { folder } = await published({ endpoint: "../../x/y@example.com" });
    const { name } = onlyFile(path.join(folder, "mailbox"));
    assert.equal(name, "20261122T213456789Z-000001-__.._x_y@example.com.eml");
  });

  it("writes a text message with its number, cut to SNS's limit", async () => {
    const { topics, folder } = setup();
    topics.subscribe({ topicArn, protocol: "sms", endpoint: "+4915112345678" });
    await topics.publish({ topicArn, message: "x".repeat(1601) }, { roleArn });
    const { name, text } = onlyFile(path.join(folder, "sms"));
    assert.match(name, /-\+4915112345678\.txt$/);
    assert.equal(text, `To: +4915112345678\n\n${"x".repeat(1600)}\n`);
  });

  const queue = "arn:aws:sqs:eu-west-1:111122223333:approvals";

  it("puts the envelope into a queue", async () => {
    const { folder } = await published({ protocol: "sqs", endpoint: queue });
    const { text } = onlyFile(path.join(folder, "queues", "approvals"));
    assert.equal(JSON.parse(text).Message, '{"a":1}');
  });

  it("puts the message alone into a queue with raw delivery", async () => {
    const { folder } = await published({
      protocol: "sqs",
      endpoint: queue,
      rawMessageDelivery: true,
    });
    assert.equal(onlyFile(path.join(folder, "queues", "approvals")).text, '{"a":1}');
  });

  it("writes the event of a Lambda function", async () => {
    const endpoint = "arn:aws:lambda:eu-west-1:111122223333:function:notifier:live";
    const { folder, delivery } = await published({ protocol: "lambda", endpoint });
    const { Records } = JSON.parse(onlyFile(path.join(folder, "lambda", "notifier")).text);
    assert.equal(Records.length, 1);
    assert.equal(Records[0].EventSource, "aws:sns");
    assert.equal(Records[0].EventSubscriptionArn, delivery.subscription.arn);
    assert.equal(Records[0].Sns.Subject, "Subject");
    assert.equal(Records[0].Sns.Message, '{"a":1}');
  });

  it("gives a Lambda function Subject null when there is none", async () => {
    const { topics, folder } = setup();
    const endpoint = "arn:aws:lambda:eu-west-1:111122223333:function:notifier";
    topics.subscribe({ topicArn, protocol: "lambda", endpoint });
    await topics.publish({ topicArn, message: "m" }, { roleArn });
    const { Records } = JSON.parse(onlyFile(path.join(folder, "lambda", "notifier")).text);
    assert.equal(Records[0].Sns.Subject, null);
  });

  it("writes a record for Firehose", async () => {
    const endpoint = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/log";
    const { folder } = await published({ protocol: "firehose", endpoint });
    assert.equal(
      JSON.parse(onlyFile(path.join(folder, "firehose", "log")).text).Subject,
      "Subject",
    );
  });

  it("posts to https endpoints", async () => {
    const endpoint = "https://example.com/hook";
    const { delivery } = await published(
      { protocol: "https", endpoint },
      { post: async () => 200 },
    );
    assert.equal(delivery.status, "Delivered");
    assert.equal(delivery.where, endpoint);
  });

  it("fails openly at a protocol that it does not know", async () => {
    const { delivery } = await published({ protocol: "application", endpoint: "arn:x" });
    assert.equal(delivery.status, "Failed");
    assert.match(delivery.detail!, /protocol "application".*email, email-json/);
  });
});

describe("Topics dead letters", () => {
  const protocol = "https";
  const endpoint = "https://example.com/hook";
  const down = async () => Promise.reject(new Error("connection refused"));

  it("puts what an endpoint did not take into the redrive policy's queue", async () => {
    const redrivePolicy = '{"deadLetterTargetArn":"arn:aws:sqs:eu-west-1:111122223333:dead"}';
    const made = await published({ protocol, endpoint, redrivePolicy }, { post: down });
    const { name, text } = onlyFile(path.join(made.folder, "queues", "dead"));
    assert.equal(made.delivery.status, "DeadLettered");
    assert.equal(made.delivery.where, path.join(made.folder, "queues", "dead", name));
    assert.match(made.delivery.detail!, /connection refused/);
    assert.equal(JSON.parse(text).Message, '{"a":1}');
    assert.match(JSON.parse(text).ErrorMessage, /connection refused/);
  });

  it("fails openly without a redrive policy", async () => {
    const { delivery, folder } = await published({ protocol, endpoint }, { post: down });
    assert.equal(delivery.status, "Failed");
    assert.equal(delivery.where, endpoint);
    assert.match(delivery.detail!, /connection refused/);
    assert.equal(fs.existsSync(path.join(folder, "queues")), false);
  });

  for (const redrivePolicy of ["{}", '{"deadLetterTargetArn":"arn:aws:sns:r:a:t"}', "null", "{"]) {
    it(`fails openly with the redrive policy ${redrivePolicy}`, async () => {
      const { delivery } = await published({ protocol, endpoint, redrivePolicy }, { post: down });
      assert.equal(delivery.status, "Failed");
      assert.match(delivery.detail!, /connection refused.* \S/);
    });
  }
});

describe("Topics filter policies", () => {
  it("notes what a filter policy kept back", async () => {
    const { delivery, folder } = await published({
      filterPolicy: '{"a":[2]}',
      filterPolicyScope: "MessageBody",
    });
    assert.equal(delivery.status, "Filtered");
    assert.match(delivery.detail!, /\{"a":\[2\]\}/);
    assert.equal(fs.existsSync(path.join(folder, "mailbox")), false);
  });

  it("delivers nothing by a policy that it does not understand, and shows it", async () => {
    const { delivery, folder } = await published({
      filterPolicy: '{"a":[{"cidr":"10.0.0.0/8"}]}',
      filterPolicyScope: "MessageBody",
    });
    assert.equal(delivery.status, "Failed");
    assert.match(delivery.detail!, /Operator "cidr"/);
    assert.equal(fs.existsSync(path.join(folder, "mailbox")), false);
  });
});
