import * as assert from "node:assert/strict";
import { ApproverGroup, type ApproverGroupArgs } from "../../../../index";
import {
  gateWith,
  hubWith,
  inSlack,
  instanceArn,
  only,
  permissionSetArn,
  types,
} from "../../../support/components";
import { resolve, run } from "../../../support/mocks";

const places = [
  { partition: "aws", region: "eu-west-1", dnsSuffix: "amazonaws.com" },
  { partition: "aws", region: "il-central-1", dnsSuffix: "amazonaws.com" },
  { partition: "aws-cn", region: "cn-northwest-1", dnsSuffix: "amazonaws.com.cn" },
  { partition: "aws-us-gov", region: "us-gov-west-1", dnsSuffix: "amazonaws.com" },
  { partition: "aws-iso", region: "us-iso-east-1", dnsSuffix: "c2s.ic.gov" },
  { partition: "aws-eusc", region: "eusc-de-east-1", dnsSuffix: "amazonaws.eu" },
].map((place) => ({ ...place, accountId: "444455556666" }));

for (const place of places) {
  const { partition, region, accountId, dnsSuffix } = place;
  const arn = (service: string, resource: string): string =>
    `arn:${partition}:${service}:${region}:${accountId}:${resource}`;

  describe(`in ${partition}, ${region}`, () => {
    it("every ARN that a gate writes is of that partition, Region and account", async () => {
      const { value, resources } = await run(
        () =>
          gateWith({
            emails: ["qa@example.com"],
            kmsMasterKeyId: "alias/approvals",
            approvers: { users: ["ann"] },
          }),
        place,
      );
      const topic = arn("sns", "production-topic");
      const topicPolicy = JSON.parse(only(resources, types.topicPolicy).inputs.policy);
      assert.deepEqual(topicPolicy.Statement[0].Principal, {
        AWS: `arn:${partition}:iam::${accountId}:root`,
      });
      assert.equal(topicPolicy.Statement[0].Resource, topic);

      const policy = JSON.parse(only(resources, types.policy).inputs.policy);
      assert.deepEqual(
        policy.Statement.map(({ Resource }: { Resource: string }) => Resource),
        [arn("codepipeline", "orders/production/production"), arn("codepipeline", "orders")],
      );
      assert.match(
        only(resources, types.policy).inputs.name,
        new RegExp(`^approve-orders-production-production-${region}-[0-9a-f]{8}$`),
      );
      assert.equal(await resolve(value.actionArn), policy.Statement[0].Resource);

      const [publish, key] = JSON.parse(await resolve(value.pipelinePolicyJson)).Statement;
      assert.equal(publish.Resource, topic);
      assert.equal(key.Resource, arn("kms", "key/*"));
      assert.equal(key.Condition.StringEquals["kms:ViaService"], `sns.${region}.${dnsSuffix}`);
    });

    it("existing ARNs of that partition are accepted", async () => {
      const { value } = await run(
        () =>
          gateWith({
            topicArn: arn("sns", "approvals"),
            kmsMasterKeyId: arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab"),
            subscriptions: [
              { protocol: "sqs", endpoint: arn("sqs", "approvals") },
              { protocol: "lambda", endpoint: arn("lambda", "function:notify") },
              {
                protocol: "firehose",
                endpoint: arn("firehose", "deliverystream/audit"),
                subscriptionRoleArn: `arn:${partition}:iam::${accountId}:role/sns`,
              },
            ],
            approvers: {
              permissionSets: [
                {
                  instanceArn: instanceArn.replace("aws", partition),
                  permissionSetArn: permissionSetArn.replace("aws", partition),
                },
              ],
            },
          }),
        place,
      );
      assert.equal(await resolve(value.topicArn), arn("sns", "approvals"));
    });

    it("every ARN that a hub writes is of that partition, Region and account", async () => {
      const secret = arn("secretsmanager", "secret:slack-AbCdEf");
      const key = arn("kms", "key/1234abcd-12ab-34cd-56ef-1234567890ab");
      const app = { credentialsSecretArn: secret, credentialsKmsKeyArn: key };
      const { resources, value } = await run(() => {
        // Lambda has no function URLs in il-central-1.
        const slackCallbackUrl =
          region === "il-central-1" ? "https://approvals.example.com/slack" : undefined;
        const hub = hubWith({ slack: app, kmsKeyArn: key, slackCallbackUrl });
        gateWith({ slack: inSlack, hub: hub.connection, approvers: undefined });
        return hub;
      }, place);
      const written = JSON.stringify([
        resources.map(({ inputs }) => inputs),
        await resolve(value.connection),
      ]);
      const arns = written.match(/arn:aws[a-z-]*:[a-z]+:[a-z0-9-]*:\d*:/g) ?? [];
      assert.ok(arns.length > 60, `${arns.length}`);
      for (const found of new Set(arns)) {
        const [, itsPartition, service, itsRegion, itsAccount] = found.split(":");
        const expected = [partition, service === "iam" ? "" : region, accountId];
        assert.deepEqual([itsPartition, itsRegion, itsAccount], expected, found);
      }
      const via = [...written.matchAll(/kms:ViaService\\*":\[?\\*"([^"\\]+)/g)].map(([, s]) => s);
      assert.deepEqual(
        [...new Set(via)].sort(),
        ["dynamodb", "lambda", "secretsmanager"].map(
          (service) => `${service}.${region}.${dnsSuffix}`,
        ),
      );
    });

    it("an ApproverGroup reads the pipeline's ARN off the action's", async () => {
      const actionArns = [arn("codepipeline", "orders/production/qa")];
      const { resources } = await run(
        () => new ApproverGroup("qa", { actionArns } as ApproverGroupArgs),
        place,
      );
      const { Statement } = JSON.parse(only(resources, types.policy).inputs.policy);
      assert.equal(Statement[1].Resource, arn("codepipeline", "orders"));
    });
  });
}
