import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { existingTopic, gateWith, namesOf, only, types } from "../../../support/components";
import { resolve, run } from "../../../support/mocks";

const arn = "arn:aws:sns:eu-west-1:111122223333:production-topic";
const emails = ["qa@example.com"];
const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab";
const publish = {
  Sid: "PublishApprovalRequests",
  Effect: "Allow",
  Action: "sns:Publish",
  Resource: arn,
};
const useKey = (Resource: string, alias?: string): object => ({
  Sid: "UseTopicKey0",
  Effect: "Allow",
  Action: ["kms:Decrypt", "kms:GenerateDataKey"],
  Resource,
  Condition: {
    StringEquals: { "kms:ViaService": "sns.eu-west-1.amazonaws.com" },
    ...(alias ? { "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } } : {}),
  },
});

describe("the topic of a gate", () => {
  it("is encrypted with SNS's own key, and lets only its account publish, only over TLS", async () => {
    const { resources } = await run(() => gateWith({ emails }));
    assert.deepEqual(only(resources, types.topic).inputs, { kmsMasterKeyId: "alias/aws/sns" });
    const { policy, ...rest } = only(resources, types.topicPolicy).inputs;
    assert.deepEqual(rest, { arn });
    assert.deepEqual(JSON.parse(policy), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AllowPublishFromThisAccount",
          Effect: "Allow",
          Principal: { AWS: "arn:aws:iam::111122223333:root" },
          Action: "sns:Publish",
          Resource: arn,
        },
        {
          Sid: "DenyPublishWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: "sns:Publish",
          Resource: arn,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    });
  });

  for (const kmsMasterKeyId of [null, undefined]) {
    it(`keeps SNS's own key where the key is ${kmsMasterKeyId}`, async () => {
      const { resources } = await run(() => gateWith({ emails, kmsMasterKeyId }));
      assert.equal(only(resources, types.topic).inputs.kmsMasterKeyId, "alias/aws/sns");
    });
  }

  it("takes another Region for everything regional", async () => {
    const { value, resources } = await run(() =>
      gateWith({
        region: "ap-southeast-2",
        emails: ["qa@example.com"],
        subscriptions: [
          {
            protocol: "lambda",
            endpoint: "arn:aws:lambda:ap-southeast-2:111122223333:function:notify",
          },
        ],
      }),
    );
    const regional = [types.topic, types.topicPolicy, types.subscription, types.permission];
    const regions = resources
      .filter(({ type }) => (regional as string[]).includes(type))
      .map(({ inputs }) => inputs.region);
    assert.deepEqual(regions, Array(5).fill("ap-southeast-2"));
    assert.equal(
      await resolve(value.actionArn),
      "arn:aws:codepipeline:ap-southeast-2:111122223333:orders/production/production",
    );
  });

  it("is not made where nobody is notified, and nothing is published", async () => {
    for (const nobody of [{}, { emails: [], subscriptions: [] }, { emails: null }]) {
      const { value, resources } = await run(() => gateWith({ ...nobody, customData: "What?" }));
      assert.deepEqual(namesOf(resources, types.topic), []);
      assert.deepEqual(namesOf(resources, types.topicPolicy), []);
      assert.deepEqual(await resolve(value.stage.actions[0].configuration), {
        CustomData: "What?",
      });
      assert.equal(await resolve(value.topicArn), undefined);
    }
  });

  it("is made for those who are still to come", async () => {
    for (const unresolved of [
      { emails: pulumi.output([]) },
      { subscriptions: pulumi.output([]) },
    ]) {
      const { value, resources } = await run(() => gateWith(unresolved));
      assert.equal(namesOf(resources, types.topic).length, 1);
      assert.equal(await resolve(value.topicArn), arn);
      assert.deepEqual(await resolve(value.stage.actions[0].configuration), {
        NotificationArn: arn,
      });
    }
  });
});

describe("pipelinePolicyJson", () => {
  const keyArn = `arn:aws:kms:eu-west-1:111122223333:key/${keyId}`;
  const anyKey = "arn:aws:kms:eu-west-1:111122223333:key/*";
  const aliasArn = "arn:aws:kms:eu-west-1:111122223333:alias/approvals";
  const cases: [what: string, args: object, key: object[]][] = [
    ["SNS's own key", {}, []],
    ["SNS's own key, named", { kmsMasterKeyId: "alias/aws/sns" }, []],
    ["a key id", { kmsMasterKeyId: keyId }, [useKey(keyArn)]],
    [
      "a multi-Region key",
      { kmsMasterKeyId: "mrk-1234abcd12ab34cd56ef1234567890ab" },
      [useKey("arn:aws:kms:eu-west-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab")],
    ],
    ["a key ARN", { kmsMasterKeyId: keyArn }, [useKey(keyArn)]],
    ["an alias", { kmsMasterKeyId: "alias/approvals" }, [useKey(anyKey, "alias/approvals")]],
    ["an alias ARN", { kmsMasterKeyId: aliasArn }, [useKey(anyKey, "alias/approvals")]],
  ];
  for (const [what, args, key] of cases) {
    it(`lets the pipeline's role publish, with ${what}`, async () => {
      const { value, resources } = await run(() => gateWith({ emails, ...args }));
      assert.deepEqual(JSON.parse(await resolve(value.pipelinePolicyJson)), {
        Version: "2012-10-17",
        Statement: [publish, ...key],
      });
      const given = (args as { kmsMasterKeyId?: string }).kmsMasterKeyId ?? "alias/aws/sns";
      assert.equal(only(resources, types.topic).inputs.kmsMasterKeyId, given);
    });
  }

  it("allows nothing where nobody is notified, and is a policy that IAM takes", async () => {
    const { value } = await run(() => gateWith({}));
    assert.deepEqual(JSON.parse(await resolve(value.pipelinePolicyJson)), {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "NothingToPublish",
          Effect: "Allow",
          Action: "sts:GetCallerIdentity",
          Resource: "*",
        },
      ],
    });
  });

  it("names the existing topic", async () => {
    const { value } = await run(() => gateWith({ topicArn: existingTopic }));
    assert.deepEqual(JSON.parse(await resolve(value.pipelinePolicyJson)), {
      Version: "2012-10-17",
      Statement: [{ ...publish, Resource: existingTopic }],
    });
  });
});
