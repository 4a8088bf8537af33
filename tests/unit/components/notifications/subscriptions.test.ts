import * as assert from "node:assert/strict";
import { createHash } from "node:crypto";
import * as pulumi from "@pulumi/pulumi";
import { existingTopic, gateWith, namesOf, only, types } from "../../../support/components";
import { run } from "../../../support/mocks";

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

/** Named by the topic and by what it is: the endpoint itself stays out of the URN. */
function childOf(protocol: string, endpoint: string): string {
  return `approvals-${hash(existingTopic)}-${protocol}-${hash(endpoint)}`;
}

function hash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

describe("A subscription", () => {
  for (const [what, { given, registered = given }] of Object.entries(cases)) {
    for (const [how, subscription] of Object.entries(everyForm(given))) {
      it(`is registered as it is given: ${what}, ${how}`, async () => {
        const { resources } = await run(() =>
          gateWith({ topicArn: existingTopic, subscriptions: [subscription] }),
        );
        const created = only(resources, types.subscription);
        assert.deepEqual(created.inputs, { topic: existingTopic, ...registered });
        const name = childOf(given.protocol as string, given.endpoint as string);
        assert.equal(created.name, name);
        const permissions = namesOf(resources, types.permission);
        const expected = `production-lambda-${hash(given.endpoint as string)}-permission`;
        assert.deepEqual(permissions, given.protocol === "lambda" ? [expected] : []);
      });
    }
  }

  it("is registered from a list that is an output", async () => {
    const subscriptions = pulumi.output([{ protocol: "lambda", endpoint: lambda }]);
    const { resources } = await run(() => gateWith({ topicArn: existingTopic, subscriptions }));
    assert.deepEqual(only(resources, types.subscription).inputs, {
      topic: existingTopic,
      protocol: "lambda",
      endpoint: lambda,
    });
    assert.deepEqual(namesOf(resources, types.permission), [
      `production-lambda-${hash(lambda)}-permission`,
    ]);
  });

  it("is registered with null for what was left out", async () => {
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

describe("An e-mail address", () => {
  const forms: Record<string, unknown> = {
    "as plain values": ["a@example.com", "b@example.com"],
    "as outputs": [pulumi.output("a@example.com"), pulumi.output("b@example.com")],
    "as both": ["a@example.com", pulumi.output("b@example.com")],
    "in a list that is an output": pulumi.output(["a@example.com", "b@example.com"]),
    "in a list that is a promise": Promise.resolve(["a@example.com", "b@example.com"]),
  };
  for (const [how, emails] of Object.entries(forms)) {
    it(`is subscribed, ${how}`, async () => {
      const { resources } = await run(() => gateWith({ topicArn: existingTopic, emails }));
      const created = resources.filter(({ type }) => type === types.subscription);
      assert.deepEqual(
        created.map(({ name }) => name).sort(),
        ["a@example.com", "b@example.com"].map((address) => childOf("email", address)).sort(),
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

  it("keeps its place in the state of an earlier version, and a secret one tells nothing", async () => {
    const address = "a@example.com";
    const aliases = async (email: unknown): Promise<string[]> => {
      const { resources } = await run(() =>
        gateWith({ topicArn: existingTopic, emails: ["other@example.com", email] }),
      );
      const child = resources.find(({ name }) => name === childOf("email", address))!;
      return child.aliases.map(({ name }) => name);
    };
    assert.deepEqual(await aliases(address), ["production-email-a@example.com"]);
    assert.deepEqual(await aliases(pulumi.output(address)), [
      "production-email-a@example.com",
      "production-email-1",
    ]);
    assert.deepEqual(await aliases(pulumi.secret(address)), ["production-email-1"]);
  });

  for (const [how, wrap] of Object.entries({
    plain: (value: unknown) => value,
    "to come": (value: unknown) => pulumi.output(value),
  })) {
    it(`is refused where it stands among the subscriptions as well (${how})`, async () => {
      const endpoint = wrap("a@example.com");
      const program = () =>
        gateWith({ emails: ["a@example.com"], subscriptions: [{ protocol: "email", endpoint }] });
      await assert.rejects(run(program), /`subscriptions\[0\]` must not be an address of `emails`/);
    });
  }

  it("is refused twice among the subscriptions, with whatever attributes", async () => {
    const one = { protocol: "email", endpoint: "a@example.com" };
    const subscriptions = [one, { ...one, filterPolicy }];
    await assert.rejects(
      run(() => gateWith({ subscriptions })),
      /`subscriptions\[1\]` must stand in the list once/,
    );
  });

  it("may have 320 characters, beside an output of no subscriptions", async () => {
    const longest = `${"x".repeat(308)}@example.com`;
    const { resources } = await run(() =>
      gateWith({ topicArn: existingTopic, emails: [longest], subscriptions: pulumi.output([]) }),
    );
    assert.equal(only(resources, types.subscription).inputs.endpoint.length, 320);
  });
});
