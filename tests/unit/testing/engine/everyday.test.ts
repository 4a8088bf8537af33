/** What mocks answer about the resources of everyday stacks: AWS's forms, which the components check. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { ApprovalGate, ApprovalHub } from "../../../../index";
import { mocks } from "../../../../testing";
import { channel, person } from "../../../support/components";
import { pipeline, production, source, stackOf } from "../support";

/** The mocks' answer, with ids in place of hexadecimal digits and random letters. */
async function answer(type: string, inputs: object = {}) {
  const asked = { type: `aws:${type}`, name: "it", inputs, custom: true };
  const { id, state } = await mocks({ region: "eu-west-1" }).newResource(asked);
  const masked = (value: unknown): string =>
    String(value)
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}/g, "UUID")
      .replace(/\b[0-9a-f]{40}\b/g, "HEX40")
      .replace(/-[0-9a-f]{17}\b/g, "-HEX17")
      .replace(/(?<=[-/])[0-9a-f]{16}\b/g, "HEX16");
  return { id: masked(id), arn: masked(state.arn), state };
}

const at = (service: string, resource: string) =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const fn = "arn:aws:lambda:eu-west-1:111122223333:function:f";
const secretArn = at("secretsmanager", "secret:it-AbCdEf");
const instanceArn = "arn:aws:sso:::instance/ssoins-1234567890abcdef";

describe("mocks of everyday resources", () => {
  for (const [type, inputs, arn, id] of [
    ["kms/key:Key", {}, at("kms", "key/UUID"), "UUID"],
    ["kms/alias:Alias", { name: "alias/a" }, at("kms", "alias/a"), "alias/a"],
    [
      "secretsmanager/secretVersion:SecretVersion",
      { secretId: secretArn },
      secretArn,
      `${secretArn}|UUID`,
    ],
    ["lambda/alias:Alias", { name: "live", functionName: "f" }, `${fn}:live`, "arn"],
    ["lambda/alias:Alias", { name: "live", functionName: fn }, `${fn}:live`, "arn"],
    ["lambda/layerVersion:LayerVersion", { layerName: "l" }, at("lambda", "layer:l:1"), "arn"],
    [
      "kinesis/firehoseDeliveryStream:FirehoseDeliveryStream",
      {},
      at("firehose", "deliverystream/it"),
      "arn",
    ],
    [
      "ssoadmin/permissionSet:PermissionSet",
      { instanceArn },
      "arn:aws:sso:::permissionSet/ssoins-HEX16/ps-HEX16",
      "arn:aws:sso:::permissionSet/ssoins-HEX16/ps-HEX16,arn:aws:sso:::instance/ssoins-HEX16",
    ],
    ["ssm/parameter:Parameter", { name: "/a/b" }, at("ssm", "parameter/a/b"), "/a/b"],
    ["ssm/parameter:Parameter", { name: "a" }, at("ssm", "parameter/a"), "a"],
    ["sns/topic:Topic", { fifoTopic: true }, at("sns", "it.fifo"), "arn"],
    ["codeconnections/connection:Connection", {}, at("codeconnections", "connection/UUID"), "arn"],
    [
      "codestarconnections/connection:Connection",
      {},
      at("codestar-connections", "connection/UUID"),
      "arn",
    ],
    [
      "codestarnotifications/notificationRule:NotificationRule",
      {},
      at("codestar-notifications", "notificationrule/HEX40"),
      "arn",
    ],
    ["codecommit/repository:Repository", { repositoryName: "r" }, at("codecommit", "r"), "r"],
    [
      "codedeploy/deploymentGroup:DeploymentGroup",
      { appName: "a", deploymentGroupName: "g" },
      at("codedeploy", "deploymentgroup:a/g"),
      "g",
    ],
    ["ecr/repository:Repository", {}, at("ecr", "repository/it"), "it"],
    ["ecs/cluster:Cluster", {}, at("ecs", "cluster/it"), "arn"],
    ["ecs/service:Service", { cluster: at("ecs", "cluster/c") }, at("ecs", "service/c/it"), "arn"],
    ["ecs/taskDefinition:TaskDefinition", { family: "f" }, at("ecs", "task-definition/f:1"), "f"],
    [
      "iam/instanceProfile:InstanceProfile",
      {},
      "arn:aws:iam::111122223333:instance-profile/it",
      "it",
    ],
    [
      "iam/openIdConnectProvider:OpenIdConnectProvider",
      { url: "https://token.actions.githubusercontent.com" },
      "arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com",
      "arn",
    ],
    [
      "cloudwatch/eventRule:EventRule",
      { eventBusName: at("events", "event-bus/b") },
      at("events", "rule/b/it"),
      "it",
    ],
    ["cloudwatch/eventRule:EventRule", { eventBusName: "default" }, at("events", "rule/it"), "it"],
    ["cloudformation/stack:Stack", {}, at("cloudformation", "stack/it/UUID"), "arn"],
    ["ec2/vpc:Vpc", {}, at("ec2", "vpc/vpc-HEX17"), "vpc-HEX17"],
    ["ec2/ami:Ami", {}, "arn:aws:ec2:eu-west-1::image/ami-HEX17", "ami-HEX17"],
    ["lb/targetGroup:TargetGroup", {}, at("elasticloadbalancing", "targetgroup/it/HEX16"), "arn"],
    ["sfn/stateMachine:StateMachine", {}, at("states", "stateMachine:it"), "arn"],
    ["scheduler/schedule:Schedule", { groupName: "g" }, at("scheduler", "schedule/g/it"), "g/it"],
  ] as const) {
    it(`give ${type} ${JSON.stringify(inputs)} the ARN ${arn}`, async () => {
      const given = await answer(type, inputs);
      assert.equal(given.arn, arn);
      assert.equal(given.id, id === "arn" ? arn : id);
    });
  }

  it("give what belongs to it, the same in every run", async () => {
    const key = (await answer("kms/key:Key")).state;
    assert.equal(key.arn, at("kms", `key/${key.keyId}`));
    assert.equal((await answer("kms/key:Key")).state.keyId, key.keyId);
    assert.match(
      (await answer("kms/key:Key", { multiRegion: true })).state.keyId,
      /^mrk-[0-9a-f]{32}$/,
    );
    const lambda = (await answer("lambda/function:Function", { publish: true })).state;
    assert.deepEqual(
      [lambda.version, lambda.qualifiedArn],
      ["1", `${at("lambda", "function:it")}:1`],
    );
    assert.equal(
      lambda.invokeArn,
      `arn:aws:apigateway:eu-west-1:lambda:path/2015-03-31/functions/${at("lambda", "function:it")}/invocations`,
    );
    assert.equal((await answer("lambda/function:Function")).state.version, "$LATEST");
    const image = (await answer("ecr/repository:Repository")).state;
    assert.equal(image.repositoryUrl, "111122223333.dkr.ecr.eu-west-1.amazonaws.com/it");
    for (const [type, prefix] of [
      ["iam/role:Role", "AROA"],
      ["iam/user:User", "AIDA"],
      ["iam/group:Group", "AGPA"],
    ]) {
      assert.match((await answer(type)).state.uniqueId, new RegExp(`^${prefix}[A-P]{17}$`));
    }
    const bucket = (await answer("s3/bucket:Bucket")).state;
    assert.equal(bucket.bucketRegionalDomainName, "it.s3.eu-west-1.amazonaws.com");
  });

  it("pass the checks of the components", async () => {
    const stack = await stackOf(() => {
      const { arn: credentialsSecretArn } = new aws.secretsmanager.Secret("slack");
      const key = new aws.kms.Key("key");
      const hub = new ApprovalHub("hub", { slack: { credentialsSecretArn } });
      const handler = new aws.lambda.Alias("live", {
        name: "live",
        functionName: "f",
        functionVersion: "1",
      });
      const stream = new aws.kinesis.FirehoseDeliveryStream("stream", { destination: "x" } as any);
      const role = new aws.iam.Role("firehose", { assumeRolePolicy: "{}" });
      const { arns } = aws.ssoadmin.getInstancesOutput();
      const set = new aws.ssoadmin.PermissionSet("release", { instanceArn: arns[0] });
      const gate = new ApprovalGate("Approve", {
        pipelineName: "release",
        kmsMasterKeyId: key.arn,
        hub: hub.connection,
        slack: { channel, approverUserIds: [person] },
        approvers: {
          permissionSets: [{ instanceArn: set.instanceArn, permissionSetArn: set.arn }],
        },
        subscriptions: [
          { protocol: "lambda", endpoint: handler.arn },
          { protocol: "firehose", endpoint: stream.arn, subscriptionRoleArn: role.arn },
          { protocol: "sqs", endpoint: new aws.sqs.Queue("q").arn },
        ] as any,
      });
      pipeline([source, gate.stage, production]);
    });
    stack.assertGated();
    const { outputs } = stack.resources.find(({ name }) => name === "release")!;
    stack.assertDeciders("release/Approve/Approve", [{ permissionSet: String(outputs.arn) }]);
    for (const id of ["keyId", "id"] as const) {
      await stackOf(() => {
        const kmsMasterKeyId = new aws.kms.Key("key")[id];
        new ApprovalGate("g", {
          pipelineName: "p",
          kmsMasterKeyId,
          approvers: {},
          emails: ["a@b.example"],
        });
      });
    }
  });
});
