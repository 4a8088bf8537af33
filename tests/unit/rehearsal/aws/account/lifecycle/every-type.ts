/** For every type that the account has a handler for: how to make one, with what it needs. */
import { deployFunction, everything } from "../support/function";
import { build, metric, policy, trust, types, type TestAccount } from "../support/new-account";
import { deployPipeline } from "../support/pipeline";
import { s3Settings } from "./s3-settings";

export type Make = (test: TestAccount) => Promise<unknown>;

const roleOf = async ({ create }: TestAccount, service = "lambda") =>
  create(types.role, { name: "r", assumeRolePolicy: trust(service) });
const groupOf = ({ create }: TestAccount) => create(types.group, { name: "qa" });
const userOf = ({ create }: TestAccount) => create(types.user, { name: "alice" });
const topicOf = ({ create }: TestAccount) => create(types.topic, { name: "t" });
const queueOf = ({ create }: TestAccount) => create(types.queue, { name: "q" });
const policyOf = ({ create }: TestAccount) =>
  create(types.policy, { name: "p", policy: everything });

const open = (service: string, Action: string) =>
  policy({ Principal: { Service: `${service}.amazonaws.com` }, Action, Resource: "*" });
const attachment = (kind: string, make: Make): Make => {
  const Kind = kind[0].toUpperCase() + kind.slice(1);
  return async (test) => {
    await make(test);
    const { state } = await policyOf(test);
    const name = { role: "r", group: "qa", user: "alice" }[kind];
    const type = `aws:iam/${kind}PolicyAttachment:${Kind}PolicyAttachment`;
    await test.create(type, { [kind]: name, policyArn: state.arn });
  };
};
const inline =
  (kind: string, type: string, make: Make): Make =>
  async (test) => {
    await make(test);
    const name = { role: "r", group: "qa", user: "alice" }[kind];
    await test.create(type, { [kind]: name, policy: everything });
  };

const bucketSetting =
  (type: string, more: object = {}): Make =>
  async (test) => {
    const objectLockEnabled = type.includes("ObjectLock") || undefined;
    await test.create(types.bucket, { bucket: "files", objectLockEnabled });
    await test.create(type, { bucket: "files", ...more });
  };

const trailPolicy = open("cloudtrail", "s3:*");

/** `types` whose resources need nothing but inputs. */
const alone: Readonly<Record<string, object>> = {
  [types.user]: { name: "alice" },
  [types.group]: { name: "qa" },
  [types.role]: { name: "r", assumeRolePolicy: trust("lambda") },
  [types.policy]: { name: "p", policy: everything },
  [types.topic]: { name: "t" },
  [types.queue]: { name: "q" },
  [types.logGroup]: { name: "/logs" },
  [types.secret]: { name: "s" },
  [types.parameter]: { name: "/p", type: "SecureString", value: "v" },
  [types.eventBus]: { name: "requests" },
  [types.rule]: { name: "rule", eventPattern: '{"source":["aws.s3"]}' },
  [types.table]: {
    ...{ name: "table", hashKey: "pk", billingMode: "PAY_PER_REQUEST" },
    attributes: [{ name: "pk", type: "S" }],
  },
  "aws:s3/bucket:Bucket": { bucket: "files" },
  "aws:s3/bucketV2:BucketV2": { bucket: "files" },
  "aws:codedeploy/application:Application": { name: "shop" },
  "aws:codepipeline/webhook:Webhook": {
    ...{ name: "w", targetPipeline: "shop", targetAction: "Source", authentication: "GITHUB_HMAC" },
    authenticationConfiguration: { secretToken: "token" },
    filters: [{ jsonPath: "$.ref", matchEquals: "refs/heads/main" }],
  },
  "aws:codepipeline/customActionType:CustomActionType": {
    ...{ category: "Test", providerName: "Ours", version: "1" },
    inputArtifactDetails: { minimumCount: 0, maximumCount: 1 },
    outputArtifactDetails: { minimumCount: 0, maximumCount: 1 },
    configurationProperties: [{ name: "Suite", key: true, required: true, secret: false }],
    settings: { entityUrlTemplate: "https://example.com/{Config:Suite}" },
  },
  [types.alarm]: { name: "a", ...metric },
  "aws:cloudwatch/compositeAlarm:CompositeAlarm": { alarmName: "c", alarmRule: "ALARM(a)" },
  "aws:cloudwatch/dashboard:Dashboard": { dashboardName: "d", dashboardBody: '{"widgets":[]}' },
  "aws:cloudwatch/queryDefinition:QueryDefinition": { name: "q", queryString: "fields @message" },
  "aws:kms/key:Key": {},
  "aws:scheduler/scheduleGroup:ScheduleGroup": { name: "hub" },
  "aws:kms/alias:Alias": { name: "alias/k", targetKeyId: "key/1" },
  "aws:codeconnections/connection:Connection": { name: "c", providerType: "GitHub" },
  "aws:codestarconnections/connection:Connection": { name: "c", providerType: "GitHub" },
  "aws:ssoadmin/permissionSet:PermissionSet": {
    name: "QA",
    instanceArn: "arn:aws:sso:::instance/ssoins-7223111122223333",
  },
  ...Object.fromEntries(
    ["user", "group", "role"].flatMap((kind) => {
      const Kind = kind[0].toUpperCase() + kind.slice(1);
      return Object.entries({
        PoliciesExclusive: "policyNames",
        PolicyAttachmentsExclusive: "policyArns",
      }).map(([what, list]) => [
        `aws:iam/${kind}${what}:${Kind}${what}`,
        { [`${kind}Name`]: "x", [list]: [] },
      ]);
    }),
  ),
};

const withOthers: Readonly<Record<string, Make>> = {
  "aws:iam/rolePolicy:RolePolicy": inline("role", "aws:iam/rolePolicy:RolePolicy", roleOf),
  "aws:iam/groupPolicy:GroupPolicy": inline("group", "aws:iam/groupPolicy:GroupPolicy", groupOf),
  "aws:iam/userPolicy:UserPolicy": inline("user", "aws:iam/userPolicy:UserPolicy", userOf),
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": attachment("role", roleOf),
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": attachment("group", groupOf),
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": attachment("user", userOf),
  "aws:iam/policyAttachment:PolicyAttachment": async (test) => {
    await Promise.all([roleOf(test), groupOf(test), userOf(test)]);
    const policyArn = (await policyOf(test)).state.arn;
    const bearers = { users: ["alice"], groups: ["qa"], roles: ["r"] };
    await test.create("aws:iam/policyAttachment:PolicyAttachment", { policyArn, ...bearers });
  },
  "aws:iam/userGroupMembership:UserGroupMembership": async (test) => {
    await groupOf(test);
    const type = "aws:iam/userGroupMembership:UserGroupMembership";
    await test.create(type, { user: "bob", groups: ["qa"] });
  },
  "aws:iam/groupMembership:GroupMembership": async (test) => {
    await groupOf(test);
    await test.create("aws:iam/groupMembership:GroupMembership", { group: "qa", users: ["bob"] });
  },
  [types.topicPolicy]: async (test) => {
    const { id } = await topicOf(test);
    await test.create(types.topicPolicy, { arn: id, policy: open("events", "sns:Publish") });
  },
  [types.subscription]: async (test) => {
    const { id } = await topicOf(test);
    const endpoint = "qa@example.com";
    await test.create(types.subscription, { topic: id, protocol: "email", endpoint });
  },
  [types.queuePolicy]: async (test) => {
    const { id } = await queueOf(test);
    await test.create(types.queuePolicy, { queueUrl: id, policy: open("sns", "sqs:SendMessage") });
  },
  [types.eventBusPolicy]: async (test) => {
    await test.create(types.eventBus, { name: "requests" });
    const more = { eventBusName: "requests", policy: open("events", "events:PutEvents") };
    await test.create(types.eventBusPolicy, more);
  },
  [types.target]: async (test) => {
    await test.create(types.rule, { name: "rule", scheduleExpression: "rate(1 hour)" });
    await test.create(types.target, { rule: "rule", arn: "arn:aws:sns:eu-west-1:1:t" });
  },
  "aws:scheduler/schedule:Schedule": async (test) => {
    const roleArn = (await roleOf(test, "scheduler")).state.arn;
    await test.create("aws:scheduler/scheduleGroup:ScheduleGroup", { name: "hub" });
    await test.create("aws:scheduler/schedule:Schedule", {
      ...{ name: "later", groupName: "hub", scheduleExpression: "rate(1 hour)" },
      flexibleTimeWindow: { mode: "OFF" },
      target: { roleArn, arn: "arn:aws:sqs:eu-west-1:111122223333:q" },
    });
  },
  [types.function]: (test) => deployFunction(test),
  [types.permission]: async (test) => {
    await deployFunction(test);
    const more = { action: "lambda:InvokeFunction", principal: "sns.amazonaws.com" };
    await test.create(types.permission, { function: "notifier", ...more });
  },
  [types.functionUrl]: async (test) => {
    await deployFunction(test);
    await test.create(types.functionUrl, { functionName: "notifier", authorizationType: "NONE" });
  },
  [types.invokeConfig]: async (test) => {
    await deployFunction(test);
    await test.create(types.invokeConfig, { functionName: "notifier", maximumRetryAttempts: 0 });
  },
  [types.eventSourceMapping]: async (test) => {
    await deployFunction(test);
    const stream = { streamEnabled: true, streamViewType: "NEW_IMAGE" };
    const { state } = await test.create(types.table, { ...alone[types.table], ...stream });
    const eventSourceArn = state.streamArn;
    const more = { functionName: "notifier", startingPosition: "LATEST" };
    await test.create(types.eventSourceMapping, { eventSourceArn, ...more });
  },
  [types.item]: async (test) => {
    await test.create(types.table, alone[types.table]);
    const item = '{"pk":{"S":"a"}}';
    await test.create(types.item, { tableName: "table", hashKey: "pk", item });
  },
  [types.secretVersion]: async (test) => {
    const { id } = await test.create(types.secret, { name: "s" });
    await test.create(types.secretVersion, { secretId: id, secretString: "v" });
  },
  [types.project]: async (test) => {
    const { state } = await roleOf(test, "codebuild");
    await test.create(types.project, { name: "build", serviceRole: state.arn, ...build });
  },
  [types.pipeline]: (test) => deployPipeline(test),
  "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment": async (test) => {
    await policyOf(test);
    const set = await test.create("aws:ssoadmin/permissionSet:PermissionSet", {
      ...{ name: "QA", instanceArn: "arn:aws:sso:::instance/ssoins-7223111122223333" },
    });
    await test.create(
      "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
      {
        ...{
          instanceArn: "arn:aws:sso:::instance/ssoins-7223111122223333",
          permissionSetArn: set.state.arn,
        },
        customerManagedPolicyReference: { name: "p" },
      },
    );
  },
  "aws:cloudtrail/trail:Trail": async (test) => {
    await bucketSetting("aws:s3/bucketPolicy:BucketPolicy", { policy: trailPolicy })(test);
    await test.create("aws:cloudtrail/trail:Trail", { name: "t", s3BucketName: "files" });
  },
  "awsx:cloudtrail:Trail": ({ account }) => {
    const inputs = { cloudWatchLogsGroup: { enable: true } };
    return account.create({ type: "awsx:cloudtrail:Trail", name: "t", inputs, custom: false });
  },
  "aws:s3/bucketPolicy:BucketPolicy": bucketSetting("aws:s3/bucketPolicy:BucketPolicy", {
    policy: trailPolicy,
  }),
  [types.notification]: bucketSetting(types.notification, { eventbridge: true }),
};

/** One that fits the type; undefined for a type that has none yet. */
export function makerOf(type: string): Make | undefined {
  const inputs = alone[type];
  if (inputs !== undefined) return ({ create }) => create(type, inputs);
  if (withOthers[type] !== undefined) return withOthers[type];
  if (/^aws:s3\/bucketObject(v2)?:/.test(type)) {
    return bucketSetting(type, { key: "a", content: "b" });
  }
  const setting = /^aws:s3\/bucket.*:Bucket(\w+?)(V2)?$/.exec(type)?.[1];
  return setting === undefined ? undefined : bucketSetting(type, s3Settings[setting]);
}
