/** What a gate uses is where AWS can use it: another Region, account or partition is refused by name. */
import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage } from "../../../../index";
import {
  gateWith,
  namesOf,
  only,
  refusedAtOnce,
  refusedLater,
  types,
} from "../../../support/components";
import { resolve, run } from "../../../support/mocks";

const arn = (service: string, resource: string, region = "eu-west-1", account = "111122223333") =>
  `arn:aws:${service}:${region}:${account}:${resource}`;
const role = "arn:aws:iam::111122223333:role/sns-to-firehose";
const hook = { protocol: "https", endpoint: "https://example.com/hook" };
const other = { protocol: "https", endpoint: "https://example.com/other" };

interface Case {
  readonly subscription: Record<string, unknown>;
  readonly key: "endpoint" | "deadLetterQueueArn";
  /** What must be the same, and what it is here and there. */
  readonly differs: [what: string, here: string, there: string];
  readonly whose?: string;
  readonly remedy: string;
}

const toFunction =
  "The permission to invoke it is made here. Use a function here, or subscribe that one to the " +
  "`topicArn` output where it is, with a permission of its own.";
const keep =
  "SNS keeps what it could not deliver in that account and Region only. Use a queue there.";
const region: Case["differs"] = ["Region", "eu-west-1", "us-east-1"];
const account: Case["differs"] = ["account", "111122223333", "444455556666"];

const cases: Case[] = [
  ...[region, account].flatMap((differs): Case[] => {
    const there = differs === region ? "us-east-1" : "eu-west-1";
    const owner = differs === region ? "111122223333" : "444455556666";
    return [
      {
        subscription: { protocol: "lambda", endpoint: arn("lambda", "function:f", there, owner) },
        ...{ key: "endpoint", differs, remedy: toFunction },
      },
      {
        subscription: { ...hook, deadLetterQueueArn: arn("sqs", "failed", there, owner) },
        ...{ key: "deadLetterQueueArn", differs, whose: "the subscription", remedy: keep },
      },
    ];
  }),
  {
    subscription: {
      protocol: "firehose",
      endpoint: arn("firehose", "deliverystream/audit", "us-east-1"),
      subscriptionRoleArn: role,
    },
    key: "endpoint",
    differs: region,
    remedy: "SNS delivers to another Region only to sqs. Use a stream in that Region.",
  },
  {
    subscription: { protocol: "sqs", endpoint: "arn:aws-cn:sqs:cn-north-1:111122223333:queue" },
    key: "endpoint",
    differs: ["partition", "aws", "aws-cn"],
    remedy: "SNS does not deliver to another partition. Use a queue in that partition.",
  },
];

const reasonOf = ({ subscription, key, differs, whose = "the pipeline", remedy }: Case): string =>
  `\`subscriptions[1].${key}\` must be in the ${differs[0]} of ${whose}, ${differs[1]}, got: ` +
  `"${String(subscription[key])}" in ${differs[2]}. ${remedy}`;

describe("A subscriber out of reach is refused", () => {
  for (const one of cases) {
    const { subscription, key, differs } = one;
    const what = `${subscription.protocol}, ${key} in another ${differs[0]}`;
    const path = `subscriptions[1].${key}`;
    const gate =
      (given: object, more: object = {}) =>
      () =>
        gateWith({ subscriptions: [other, given], ...more });

    it(`${what}: nobody is subscribed`, () =>
      refusedLater(gate(subscription), path, reasonOf(one), types.subscription));

    it(`${what}, as an output`, () =>
      refusedLater(
        gate({ ...subscription, [key]: pulumi.output(subscription[key]) }),
        path,
        reasonOf(one),
        types.subscription,
      ));

    if (differs === region) {
      it(`${what}, at once where the Region is said`, async () => {
        await refusedAtOnce(gate(subscription, { region: "eu-west-1" }), path, reasonOf(one));
        const topicArn = arn("sns", "approvals");
        await refusedAtOnce(gate(subscription, { topicArn }), path, reasonOf(one));
      });
    }
  }

  it("of all approvals of a stage that share a topic", () => {
    const [{ subscription, key }] = cases;
    const shared = { topicArn: arn("sns", "approvals", "eu-west-1", "999988887777") };
    const given = { ...subscription, [key]: pulumi.output(subscription[key]) };
    return refusedLater(
      () =>
        new MultiApprovalStage("checks", {
          ...{ pipelineName: "orders", ...shared, approvals: [{ name: "qa" }, { name: "pm" }] },
          subscriptions: [hook, given] as never,
        }),
      `subscriptions[1].${key}`,
      reasonOf(cases[0]),
      types.subscription,
    );
  });
});

describe("A subscriber in reach is accepted", () => {
  const within: Record<string, object> = {
    "a function here": { protocol: "lambda", endpoint: arn("lambda", "function:f") },
    "a queue of another Region": { protocol: "sqs", endpoint: arn("sqs", "q", "us-east-1") },
    "a queue of another account, whose owner confirms": {
      protocol: "sqs",
      endpoint: arn("sqs", "q", "eu-west-1", "444455556666"),
    },
    "a stream of another account": {
      ...{ protocol: "firehose", subscriptionRoleArn: role },
      endpoint: arn("firehose", "deliverystream/audit", "eu-west-1", "444455556666"),
    },
    "a dead letter queue here": { ...hook, deadLetterQueueArn: arn("sqs", "failed") },
  };
  for (const [what, subscription] of Object.entries(within)) {
    it(what, async () => {
      const { resources } = await run(() => gateWith({ subscriptions: [subscription] }));
      assert.equal(namesOf(resources, types.subscription).length, 1);
    });
  }

  it("a dead letter queue of the pipeline's account, for a topic of another", async () => {
    const topicArn = arn("sns", "approvals", "eu-west-1", "444455556666");
    const subscriptions = [{ ...hook, deadLetterQueueArn: arn("sqs", "failed") }];
    const { resources } = await run(() => gateWith({ topicArn, subscriptions }));
    assert.equal(only(resources, types.subscription).inputs.topic, topicArn);
  });

  it("and a secret among them makes no secret of the topic", async () => {
    const subscriptions = [{ ...hook, endpoint: pulumi.secret(hook.endpoint) }];
    const { value } = await run(() => gateWith({ subscriptions, approvers: undefined }));
    assert.equal(await pulumi.isSecret(value.topicArn), false);
  });
});

describe("A topic's key", () => {
  const key = (where: string, owner = "111122223333"): string =>
    arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab", where, owner);
  const emails = ["qa@example.com"];
  const foreign = key("us-east-1");
  const reason =
    `\`kmsMasterKeyId\` must be in the Region of the pipeline, eu-west-1, got: "${foreign}" in ` +
    "us-east-1. No service uses a key of another Region. Use a key of that Region, or a multi-Region " +
    "key's replica there.";
  const gate = (given: object) => () => gateWith({ emails, ...given });

  it("of another Region is refused at once, where the Region is said", () =>
    refusedAtOnce(
      gate({ kmsMasterKeyId: foreign, region: "eu-west-1" }),
      "kmsMasterKeyId",
      reason,
    ));

  for (const given of [{ kmsMasterKeyId: foreign }, { kmsMasterKeyId: pulumi.output(foreign) }]) {
    it(`of another Region than the provider's is refused, ${typeof given.kmsMasterKeyId}`, () =>
      refusedLater(gate(given), "kmsMasterKeyId", reason, types.topic));
  }

  for (const named of ["key/1234abcd-12ab-34cd-56ef-1234567890ab", "alias/approvals"]) {
    it(`of another account is used there: ${named}`, async () => {
      const shared = arn("kms", named, "eu-west-1", "444455556666");
      const { value, resources } = await run(gate({ kmsMasterKeyId: shared }));
      assert.equal(only(resources, types.topic).inputs.kmsMasterKeyId, shared);
      const [, use] = JSON.parse(await resolve(value.pipelinePolicyJson)).Statement;
      const any = arn("kms", "key/*", "eu-west-1", "444455556666");
      assert.equal(use.Resource, named.startsWith("alias/") ? any : shared);
    });
  }
});
