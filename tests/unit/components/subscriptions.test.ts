import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { existingTopic, gateWith, namesOf, only, types } from "../../support/components";
import { run } from "../../support/mocks";

const queue = "arn:aws:sqs:eu-west-1:111122223333:approvals";
const deadLetters = "arn:aws:sqs:eu-west-1:111122223333:dead-letters";
const lambda = "arn:aws:lambda:eu-west-1:111122223333:function:notify";
const stream = "arn:aws:firehose:eu-west-1:111122223333:deliverystream/audit";
const role = "arn:aws:iam::111122223333:role/sns-to-firehose";
const filterPolicy = JSON.stringify({ approval: { pipelineName: ["orders"] } });

const cases: Record<string, { given: Record<string, unknown>; registered?: object }> = {
  email: { given: { protocol: "email", endpoint: "qa@example.com" } },
  "email-json": { given: { protocol: "email-json", endpoint: "o'neil+qa@mail.example.com" } },
  sms: { given: { protocol: "sms", endpoint: "+14155550123" } },
  "the longest phone number": {
    given: { protocol: "sms", endpoint: "+123456789012345" },
  },
  https: { given: { protocol: "https", endpoint: "https://user@example.com:8443/hook?a=b" } },
  sqs: { given: { protocol: "sqs", endpoint: queue } },
  lambda: { given: { protocol: "lambda", endpoint: lambda } },
  "a Lambda alias": { given: { protocol: "lambda", endpoint: `${lambda}:live` } },
  firehose: { given: { protocol: "firehose", endpoint: stream, subscriptionRoleArn: role } },
  "a filter policy": {
    given: { protocol: "sqs", endpoint: queue, filterPolicy, filterPolicyScope: "MessageBody" },
  },
  "a filter policy on attributes": {
    given: {
      protocol: "sqs",
      endpoint: queue,
      filterPolicy: "{}",
      filterPolicyScope: "MessageAttributes",
    },
  },
  "raw delivery": {
    given: { protocol: "https", endpoint: "https://example.com", rawMessageDelivery: true },
  },
  "raw delivery of false, for any protocol": {
    given: { protocol: "sms", endpoint: "+14155550123", rawMessageDelivery: false },
  },
  "a dead letter queue": {
    given: { protocol: "sqs", endpoint: queue, deadLetterQueueArn: deadLetters },
    registered: {
      protocol: "sqs",
      endpoint: queue,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: deadLetters }),
    },
  },
};

const everyForm = (given: Record<string, unknown>): Record<string, unknown> => ({
  "as plain values": given,
  "as outputs of each field": Object.fromEntries(
    Object.entries(given).map(([key, value]) => [key, pulumi.output(value)]),
  ),
  "as one output": pulumi.output(given),
  "as a promise": Promise.resolve(given),
});

describe("a subscription", () => {
  for (const [what, { given, registered = given }] of Object.entries(cases)) {
    for (const [how, subscription] of Object.entries(everyForm(given))) {
      it(`${what}, ${how}`, async () => {
        const { resources } = await run(() =>
          gateWith({ topicArn: existingTopic, subscriptions: [subscription] }),
        );
        const created = only(resources, types.subscription);
        assert.deepEqual(created.inputs, { topic: existingTopic, ...registered });
        assert.equal(created.name, "production-subscription-0");
        const permissions = namesOf(resources, types.permission);
        const permitted = given.protocol === "lambda";
        assert.deepEqual(permissions, permitted ? ["production-subscription-0-permission"] : []);
      });
    }
  }

  it("in a list that is an output", async () => {
    const subscriptions = pulumi.output([{ protocol: "lambda", endpoint: lambda }]);
    const { resources } = await run(() => gateWith({ topicArn: existingTopic, subscriptions }));
    assert.deepEqual(only(resources, types.subscription).inputs, {
      topic: existingTopic,
      protocol: "lambda",
      endpoint: lambda,
    });
    assert.deepEqual(namesOf(resources, types.permission), [
      "production-subscription-0-permission",
    ]);
  });

  it("with null for what was left out", async () => {
    const subscription = {
      protocol: "sms",
      endpoint: "+14155550123",
      filterPolicy: null,
      filterPolicyScope: null,
      deadLetterQueueArn: null,
      rawMessageDelivery: null,
      subscriptionRoleArn: null,
    };
    const { resources } = await run(() =>
      gateWith({ topicArn: existingTopic, subscriptions: [subscription] }),
    );
    const { topic, protocol, endpoint, ...rest } = only(resources, types.subscription).inputs;
    assert.deepEqual([topic, protocol, endpoint], [existingTopic, "sms", "+14155550123"]);
    assert.ok(Object.values(rest).every((value) => value === null || value === undefined));
  });

  it("lets SNS invoke a function for this topic alone", async () => {
    const subscriptions = [{ protocol: "lambda", endpoint: lambda }];
    const { resources } = await run(() => gateWith({ subscriptions }));
    assert.deepEqual(only(resources, types.permission).inputs, {
      action: "lambda:InvokeFunction",
      function: lambda,
      principal: "sns.amazonaws.com",
      sourceArn: "arn:aws:sns:eu-west-1:111122223333:production-topic",
    });
  });
});

describe("an e-mail address", () => {
  const forms: Record<string, [emails: unknown, names: string[]]> = {
    "as plain values": [
      ["a@example.com", "b@example.com"],
      ["a@example.com", "b@example.com"],
    ],
    "as outputs": [
      [pulumi.output("a@example.com"), pulumi.output("b@example.com")],
      ["0", "1"],
    ],
    "as both": [
      ["a@example.com", pulumi.output("b@example.com")],
      ["a@example.com", "1"],
    ],
    "in a list that is an output": [
      pulumi.output(["a@example.com", "b@example.com"]),
      ["a@example.com", "b@example.com"],
    ],
    "in a list that is a promise": [
      Promise.resolve(["a@example.com", "b@example.com"]),
      ["a@example.com", "b@example.com"],
    ],
  };
  for (const [how, [emails, keys]] of Object.entries(forms)) {
    it(`is subscribed, ${how}`, async () => {
      const { resources } = await run(() => gateWith({ topicArn: existingTopic, emails }));
      const created = resources.filter(({ type }) => type === types.subscription);
      assert.deepEqual(
        created.map(({ name }) => name).sort(),
        keys.map((key) => `production-email-${key}`).sort(),
      );
      const inputs = created.map((resource) => resource.inputs);
      inputs.sort((a, b) => a.endpoint.localeCompare(b.endpoint));
      assert.deepEqual(
        inputs,
        ["a@example.com", "b@example.com"].map((endpoint) => ({
          topic: existingTopic,
          protocol: "email",
          endpoint,
        })),
      );
    });
  }

  it("may have 320 characters, beside an output of no subscriptions", async () => {
    const longest = `${"x".repeat(308)}@example.com`;
    const { resources } = await run(() =>
      gateWith({ topicArn: existingTopic, emails: [longest], subscriptions: pulumi.output([]) }),
    );
    assert.equal(only(resources, types.subscription).inputs.endpoint.length, 320);
  });
});
