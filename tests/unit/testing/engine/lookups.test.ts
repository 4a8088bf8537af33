/** What a program reads of AWS and of other stacks, and what the error says where nobody knows it. */
import * as assert from "node:assert/strict";
import { createPublicKey } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate } from "../../../../index";
import { mocks } from "../../../../testing";
import { pipeline, production, source, stackOf } from "../support";

const topicArn = "arn:aws:sns:eu-west-1:111122223333:approvals";

/** A gate with the topic of another stack. */
const program = (read: (platform: pulumi.StackReference) => pulumi.Output<any>) => () => {
  const platform = new pulumi.StackReference("org/platform/prod");
  const gate = new ApprovalGate("Approve", {
    pipelineName: "release",
    topicArn: read(platform),
    approvers: { users: ["ann"] },
  });
  pipeline([source, gate.stage, production]);
};

const readings = {
  getOutput: (platform: pulumi.StackReference) => platform.getOutput("approvalTopicArn"),
  requireOutput: (platform: pulumi.StackReference) => platform.requireOutput("approvalTopicArn"),
};

describe("a stack reference under test", () => {
  for (const [how, read] of Object.entries(readings)) {
    it(`reads by ${how} what the test gives`, async () => {
      for (const preview of [false, true]) {
        const stackReferences = { "org/platform/prod": { approvalTopicArn: topicArn } };
        const stack = await stackOf(program(read), { stackReferences, preview });
        const [, approval] = stack.pipeline("release").actions;
        assert.equal(approval.configuration.NotificationArn, topicArn);
      }
    });

    it(`names stack, output and the line to write where ${how} finds nothing`, async () => {
      const message =
        'The program reads the output "approvalTopicArn" of stack "org/platform/prod", and what that ' +
        "stack exports is not known here. Give it in `stackReferences`, of `deploy` or of `mocks`:\n" +
        '  stackReferences: { "org/platform/prod": { approvalTopicArn: ... } }';
      for (const stackReferences of [undefined, { "org/platform/prod": { other: 1 } }]) {
        await assert.rejects(stackOf(program(read), { stackReferences }), { message });
      }
    });
  }

  it("may have an output without a value, where the test says so", async () => {
    const { outputs } = await stackOf(
      () => {
        new aws.sns.Topic("t");
        const other = new pulumi.StackReference("other", { name: "org/other/dev" });
        return { it: other.getOutput("it").apply((value) => value ?? "nothing") };
      },
      { stackReferences: { "org/other/dev": { it: undefined } } },
    );
    assert.deepEqual(outputs, { it: "nothing" });
  });

  it("is as it was when the deployment is over", async () => {
    const { getOutput, requireOutput } = pulumi.StackReference.prototype;
    await stackOf(() => void new aws.sns.Topic("t"));
    assert.equal(pulumi.StackReference.prototype.getOutput, getOutput);
    assert.equal(pulumi.StackReference.prototype.requireOutput, requireOutput);
  });

  it("is refused by the mocks of a harness of one's own, unless its `outputs` know it", async () => {
    const asked = {
      type: "pulumi:pulumi:StackReference",
      name: "org/a/b",
      inputs: { name: "org/a/b" },
    };
    assert.throws(
      () => mocks().newResource(asked),
      /reads stack "org\/a\/b".*\{ NAME: \.\.\. \} \}$/s,
    );
    const { state } = await mocks({ outputs: () => ({ outputs: { a: 1 } }) }).newResource(asked);
    assert.deepEqual(state.outputs, { a: 1 });
  });
});

describe("a look-up under test", () => {
  it("is refused with its arguments where only AWS knows the answer", async () => {
    const read = () => {
      new aws.sns.Topic("t");
      return { value: aws.ssm.getParameterOutput({ name: "/app/repo" }).value };
    };
    await assert.rejects(stackOf(read), {
      message:
        'The program looks up aws:ssm/getParameter:getParameter with {"name":"/app/repo"}, and what ' +
        "the provider would answer is not known here. Give it in `calls`, of `deploy` or of `mocks`:\n" +
        '  calls: ({ token }) => (token === "aws:ssm/getParameter:getParameter" ? { value: "..." } : undefined)',
    });
    const { outputs } = await stackOf(read, { calls: () => ({ value: "shop" }) });
    assert.deepEqual(outputs, { value: "shop" });
  });

  it("is refused of every provider of which nothing is known", () => {
    for (const token of [
      "random:index/getX:getX",
      "aws:ec2/getPrefixList:getPrefixList",
      "aws:iam/getConstructor:getConstructor",
    ]) {
      assert.throws(
        () => mocks().call({ token, inputs: {} }),
        new RegExp(`looks up ${token} with {}`),
      );
    }
  });

  it("is a public key that Node reads, as DER and as PEM, of the key that is asked for", async () => {
    const { outputs } = await stackOf(() => ({
      byArn: aws.kms.getPublicKeyOutput({ keyId: new aws.kms.Key("k").arn }),
      byId: aws.kms.getPublicKeyOutput({ keyId: "1234abcd" }),
    }));
    const { byArn, byId } = outputs as unknown as Record<string, aws.kms.GetPublicKeyResult>;
    assert.match(byArn.arn, /^arn:aws:kms:eu-west-1:111122223333:key\//);
    assert.equal(byId.arn, "arn:aws:kms:eu-west-1:111122223333:key/1234abcd");
    const der = Buffer.from(byArn.publicKey, "base64");
    const key = createPublicKey({ key: der, format: "der", type: "spki" });
    assert.equal(key.asymmetricKeyDetails?.namedCurve, "prime256v1");
    assert.equal(key.export({ format: "pem", type: "spki" }), byArn.publicKeyPem);
  });

  it("is answered where the answer follows from the arguments", async () => {
    const { outputs } = await stackOf(() => {
      new aws.sns.Topic("t");
      const arn = "arn:aws:iam::111122223333:role/service-role/deployer";
      return {
        zones: aws.getAvailabilityZonesOutput().names,
        resource: aws.getArnOutput({ arn }).resource,
        issuer: aws.iam.getSessionContextOutput({ arn }).issuerArn,
        instance: aws.ssoadmin.getInstancesOutput().arns[0],
        secret: aws.secretsmanager.getSecretOutput({ name: "slack" }).arn,
        key: aws.kms.getKeyOutput({ keyId: "1234abcd-12ab-34cd-56ef-1234567890ab" }).arn,
        alias: aws.kms.getAliasOutput({ name: "alias/artifacts" }).arn,
        vpc: aws.ec2.getVpcOutput({ id: "vpc-1" }).id,
        handler: aws.lambda.getFunctionOutput({ functionName: "f" }).arn,
        group: aws.identitystore.getGroupOutput({ identityStoreId: "d-1" }).groupId,
        tags: aws.getDefaultTagsOutput().tags,
      };
    });
    const { secret, group, ...others } = outputs as Record<string, string>;
    assert.match(secret, /^arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-[A-P]{6}$/);
    assert.match(group, /^[0-9a-f-]{36}$/);
    assert.deepEqual(others, {
      zones: ["eu-west-1a", "eu-west-1b", "eu-west-1c"],
      resource: "role/service-role/deployer",
      issuer: "arn:aws:iam::111122223333:role/service-role/deployer",
      instance: "arn:aws:sso:::instance/ssoins-0123456789abcdef",
      key: "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
      alias: "arn:aws:kms:eu-west-1:111122223333:alias/artifacts",
      vpc: "vpc-1",
      handler: "arn:aws:lambda:eu-west-1:111122223333:function:f",
      tags: {},
    });
  });
});
