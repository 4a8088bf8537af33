import * as assert from "node:assert/strict";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Delivery } from "../../../../../rehearsal/aws/sns/types";
import { place, roleArn, setup, topicArn } from "./support";

const notification = { topicArn, subject: "Subject", message: '{"a":1}' };

describe("Topics publication", () => {
  it("reaches every subscription of this topic and no other's", async () => {
    const { topics, folder } = setup();
    const other = `${topicArn}-other`;
    topics.createTopic({ arn: other });
    for (const endpoint of ["a@example.com", "b@example.com"]) {
      topics.subscribe({ topicArn, protocol: "email", endpoint });
    }
    topics.subscribe({ topicArn: other, protocol: "email", endpoint: "c@example.com" });
    await topics.publish(notification, { roleArn });
    assert.deepEqual(fs.readdirSync(path.join(folder, "mailbox")).sort(), [
      "20261122T213456789Z-000001-a@example.com.eml",
      "20261122T213456789Z-000002-b@example.com.eml",
    ]);
  });

  it("answers the message id and emits each delivery", async () => {
    const { topics } = setup();
    const seen: Delivery[] = [];
    topics.on("delivery", (delivery) => seen.push(delivery));
    topics.subscribe({ topicArn, protocol: "email", endpoint: "a@example.com" });
    assert.equal(await topics.publish(notification, { roleArn }), "id-2");
    assert.deepEqual(seen, topics.deliveries());
    assert.equal(seen[0].messageId, "id-2");
  });

  it("gives a subscription an ARN under its topic", () => {
    const { topics } = setup();
    const made = topics.subscribe({ topicArn, protocol: "email", endpoint: "a@example.com" });
    assert.equal(made.arn, `${topicArn}:id-1`);
  });

  it("knows no topic that was not created", async () => {
    const { topics } = setup();
    const gone = `${topicArn}-gone`;
    const notFound = { code: "NotFound", status: 404 };
    await assert.rejects(
      topics.publish({ ...notification, topicArn: gone }, { roleArn }),
      notFound,
    );
    assert.throws(() => topics.setPolicy(gone, "{}"), notFound);
    const subscription = { topicArn: gone, protocol: "email", endpoint: "a@example.com" };
    assert.throws(() => topics.subscribe(subscription), notFound);
  });

  for (const [name, wrong] of [
    ["an empty message", { message: "" }],
    ["a subject of 101 characters", { subject: "s".repeat(101) }],
    ["an empty subject", { subject: "" }],
    ["a subject of two lines", { subject: "a\nBcc: x" }],
  ] as const) {
    it(`refuses ${name}`, async () => {
      const { topics } = setup();
      const publication = topics.publish({ ...notification, ...wrong }, { roleArn });
      await assert.rejects(publication, { code: "InvalidParameter" });
    });
  }

  it("takes a subject of 100 characters", async () => {
    const { topics } = setup();
    await topics.publish({ ...notification, subject: "s".repeat(100) }, { roleArn });
  });
});

describe("Topics authorisation", () => {
  const denied = { code: "AuthorizationError", status: 403 };
  const statement = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::111122223333:root" },
    Action: "sns:Publish",
    Resource: topicArn,
    Condition: { Bool: { "aws:SecureTransport": "true" } },
  };
  const policy = (...statements: unknown[]) =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });
  const service = "events.amazonaws.com";

  it("asks the role's policies with what SNS tells of a request", async () => {
    const { topics, asked } = setup();
    await topics.publish(notification, { roleArn });
    assert.deepEqual(asked, [
      {
        role: roleArn,
        action: "sns:Publish",
        resource: topicArn,
        context: {
          "aws:SecureTransport": "true",
          "aws:PrincipalAccount": place.accountId,
          "aws:PrincipalArn": roleArn,
          "aws:SourceAccount": place.accountId,
          "aws:SourceOwner": place.accountId,
        },
      },
    ]);
  });

  it("refuses a role whose policies do not allow, and delivers nothing", async () => {
    const { topics } = setup({ allowed: false });
    topics.subscribe({ topicArn, protocol: "email", endpoint: "a@example.com" });
    topics.setPolicy(topicArn, policy(statement));
    await assert.rejects(topics.publish(notification, { roleArn }), {
      ...denied,
      message: /role\/pipeline is not authorized .* sns:Publish .* No policy of the role allows it/,
    });
    assert.deepEqual(topics.deliveries(), []);
  });

  it("takes a role that both policies allow", async () => {
    const { topics } = setup();
    topics.setPolicy(topicArn, policy(statement));
    assert.match(await topics.publish(notification, { roleArn }), /^id-/);
  });

  it("takes a role of the topic's account that the topic's policy names, whatever its own say", async () => {
    const { topics } = setup({ allowed: false });
    topics.setPolicy(topicArn, policy({ ...statement, Principal: { AWS: roleArn } }));
    assert.match(await topics.publish(notification, { roleArn }), /^id-/);
    const barred = setup({ allowed: false, explicitDeny: true });
    barred.topics.setPolicy(topicArn, policy({ ...statement, Principal: { AWS: roleArn } }));
    await assert.rejects(barred.topics.publish(notification, { roleArn }), denied);
  });

  it("takes a role of the topic's account where the topic's policy is silent, as AWS does", async () => {
    const { topics } = setup();
    topics.setPolicy(topicArn, policy({ ...statement, Principal: { Service: service } }));
    assert.match(await topics.publish(notification, { roleArn }), /^id-/);
  });

  it("takes a role of another account only where the topic's policy names it", async () => {
    const { topics } = setup();
    const stranger = roleArn.replace("111122223333", "444455556666");
    topics.setPolicy(topicArn, policy(statement));
    await assert.rejects(topics.publish(notification, { roleArn: stranger }), denied);
    topics.setPolicy(topicArn, policy({ ...statement, Principal: { AWS: stranger } }));
    assert.match(await topics.publish(notification, { roleArn: stranger }), /^id-/);
  });

  it("refuses a role that the topic's policy denies", async () => {
    const { topics } = setup();
    topics.setPolicy(topicArn, policy(statement, { ...statement, Effect: "Deny" }));
    await assert.rejects(topics.publish(notification, { roleArn }), denied);
  });

  it("refuses a role of another account at a topic without a policy", async () => {
    const { topics } = setup();
    const stranger = roleArn.replace("111122223333", "444455556666");
    await assert.rejects(topics.publish(notification, { roleArn: stranger }), denied);
  });

  it("takes a service that the topic's policy names", async () => {
    const { topics, asked } = setup();
    topics.setPolicy(topicArn, policy({ ...statement, Principal: { Service: service } }));
    assert.match(await topics.publish(notification, { service }), /^id-/);
    assert.deepEqual(asked, []);
  });

  it("refuses a service at a topic without a policy", async () => {
    const { topics } = setup();
    await assert.rejects(topics.publish(notification, { service }), denied);
  });

  it("refuses everybody at a policy that cannot be read", async () => {
    const { topics } = setup();
    topics.setPolicy(topicArn, "{");
    await assert.rejects(topics.publish(notification, { roleArn }), denied);
  });
});
