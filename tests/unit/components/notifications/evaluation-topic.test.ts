import * as assert from "node:assert/strict";
import { gateWith, only, types } from "../../../support/components";
import { resolve, run } from "../../../support/mocks";
import { type Call, decision } from "../../../support/simulate";

const topic = "arn:aws:sns:eu-west-1:111122223333:production-topic";
const role = "arn:aws:sts::111122223333:assumed-role/orders/pipeline";
const foreign = "arn:aws:sts::444455556666:assumed-role/orders/pipeline";
const key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const tls = { "aws:SecureTransport": "true" };
const plain = { "aws:SecureTransport": "false" };

interface Policies {
  readonly topicPolicy: object;
  readonly pipelinePolicy: object;
}

async function policies(kmsMasterKeyId?: string): Promise<Policies> {
  const { value, resources } = await run(() =>
    gateWith({ emails: ["qa@example.com"], kmsMasterKeyId }),
  );
  return {
    topicPolicy: JSON.parse(only(resources, types.topicPolicy).inputs.policy) as object,
    pipelinePolicy: JSON.parse(await resolve(value.pipelinePolicyJson)) as object,
  };
}

const anything = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: "*", Resource: "*" }],
};

describe("A gate's topic", () => {
  type Case = [what: string, call: (p: Policies) => Partial<Call>, answer: string];
  const cases: Case[] = [
    ["the pipeline's role", (p) => ({ identityPolicies: [p.pipelinePolicy] }), "Allowed"],
    [
      "the pipeline's role, but not without TLS",
      (p) => ({ identityPolicies: [p.pipelinePolicy], context: plain }),
      "ExplicitlyDenied",
    ],
    ["a role of the account that was given nothing", () => ({}), "ImplicitlyDenied"],
    [
      "another account's role that was given nothing",
      () => ({ principal: foreign }),
      "ImplicitlyDenied",
    ],
    [
      "another account's administrator",
      () => ({ principal: foreign, identityPolicies: [anything] }),
      "ImplicitlyDenied",
    ],
    [
      "an administrator of the account without TLS",
      () => ({ identityPolicies: [anything], context: plain }),
      "ExplicitlyDenied",
    ],
    ...["Subscribe", "DeleteTopic", "SetTopicAttributes", "AddPermission"].map((action): Case => [
      `the pipeline's role, and no sns:${action}`,
      (p) => ({ identityPolicies: [p.pipelinePolicy], action: `sns:${action}` }),
      "ImplicitlyDenied",
    ]),
  ];
  for (const [what, call, answer] of cases) {
    it(`answers ${answer} to who publishes: ${what}`, async () => {
      const given = await policies();
      const found = await decision({
        principal: role,
        action: "sns:Publish",
        resource: topic,
        resourcePolicy: given.topicPolicy,
        context: tls,
        ...call(given),
      });
      assert.equal(found, answer);
    });
  }

  it("takes what the pipeline's role publishes, which no other topic does", async () => {
    const { pipelinePolicy } = await policies();
    const answer = await decision({
      principal: role,
      action: "sns:Publish",
      resource: `${topic}-2`,
      identityPolicies: [pipelinePolicy],
      context: tls,
    });
    assert.equal(answer, "ImplicitlyDenied");
  });

  it("gives the pipeline's role no right to decide", async () => {
    const { pipelinePolicy } = await policies();
    const answer = await decision({
      principal: role,
      action: "codepipeline:PutApprovalResult",
      resource: "arn:aws:codepipeline:eu-west-1:111122223333:orders/production/production",
      identityPolicies: [pipelinePolicy],
    });
    assert.equal(answer, "ImplicitlyDenied");
  });
});

describe("A customer managed key of a gate's topic", () => {
  const viaSns = { "kms:ViaService": "sns.eu-west-1.amazonaws.com" };
  const viaS3 = { "kms:ViaService": "s3.eu-west-1.amazonaws.com" };
  const other = key.replace("1234abcd", "00000000");
  const alias = { "kms:ResourceAliases": "alias/approvals" };
  // The key's own policy leaves it to IAM, as keys made in the console do.
  const keyPolicy = {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:root" },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  };
  const cases: [what: string, given: string, call: Partial<Call>, allowed: boolean][] = [
    ["a key ARN, through SNS", key, { context: viaSns }, true],
    ["a key ARN, through S3", key, { context: viaS3 }, false],
    ["a key ARN, directly", key, {}, false],
    ["a key ARN, another key", key, { resource: other, context: viaSns }, false],
    ["a key ARN, to encrypt", key, { action: "kms:Encrypt", context: viaSns }, false],
    ["a key id", key.slice(key.indexOf("/") + 1), { context: viaSns }, true],
    ["an alias, on its key", "alias/approvals", { context: { ...viaSns, ...alias } }, true],
    ["an alias, on another key", "alias/approvals", { context: viaSns }, false],
    ["SNS's own key needs no right", "alias/aws/sns", { context: viaSns }, false],
  ];
  for (const [what, given, call, allowed] of cases) {
    it(`${allowed ? "may" : "may not"} be used by the pipeline's role: ${what}`, async () => {
      const { pipelinePolicy } = await policies(given);
      for (const action of ["kms:GenerateDataKey", "kms:Decrypt"]) {
        const answer = await decision({
          principal: role,
          action,
          resource: key,
          identityPolicies: [pipelinePolicy],
          resourcePolicy: keyPolicy,
          ...call,
        });
        assert.equal(answer === "Allowed", allowed, answer);
      }
    });
  }
});
