/** What the components' tests share: fixtures, and what it means that bad input is refused. */
import * as assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
  ApprovalGate,
  type ApprovalGateArgs,
  ApprovalHub,
  type ApprovalHubArgs,
  type StageBlock,
} from "../../index";
import type { ConnectionKey } from "../../components/hub/model/hub-checks";
import { attempt, type Attempt, type Registered, type Result, run } from "./mocks";

export const types = {
  gate: "codepipeline-approvals:index:ApprovalGate",
  stage: "codepipeline-approvals:index:MultiApprovalStage",
  approverGroup: "codepipeline-approvals:index:ApproverGroup",
  hub: "codepipeline-approvals:index:ApprovalHub",
  topic: "aws:sns/topic:Topic",
  topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
  permission: "aws:lambda/permission:Permission",
  group: "aws:iam/group:Group",
  members: "aws:iam/groupMembership:GroupMembership",
  policy: "aws:iam/policy:Policy",
  groupAttachment: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
  roleAttachment: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
  permissionSet: "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment",
  pipeline: "aws:codepipeline/pipeline:Pipeline",
  role: "aws:iam/role:Role",
  rolePolicy: "aws:iam/rolePolicy:RolePolicy",
  function: "aws:lambda/function:Function",
  functionUrl: "aws:lambda/functionUrl:FunctionUrl",
  retries: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  dashboard: "aws:cloudwatch/dashboard:Dashboard",
  bus: "aws:cloudwatch/eventBus:EventBus",
  mapping: "aws:lambda/eventSourceMapping:EventSourceMapping",
  rule: "aws:cloudwatch/eventRule:EventRule",
  target: "aws:cloudwatch/eventTarget:EventTarget",
  queue: "aws:sqs/queue:Queue",
  queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
  table: "aws:dynamodb/table:Table",
  tableItem: "aws:dynamodb/tableItem:TableItem",
} as const;

export const existingTopic = "arn:aws:sns:eu-west-1:111122223333:approvals";
export const instanceArn = "arn:aws:sso:::instance/ssoins-1234567890abcdef";
export const permissionSetArn =
  "arn:aws:sso:::permissionSet/ssoins-1234567890abcdef/ps-1234567890abcdef";

export const credentialsSecretArn =
  "arn:aws:secretsmanager:eu-west-1:111122223333:secret:slack-AbCdEf";
export const channel = "C0123ABCDEF";
export const person = "U0123ABCDEF";
export const userGroup = "S0123ABCDEF";
/** All that a gate needs to say of Slack where it has no hub. */
export const slack = { channel, credentialsSecretArn, approverUserIds: [person] };
/** The same beside a hub. */
export const inSlack = { channel, approverUserIds: [person] };

/** What an approver may read of the pipeline. */
export const readingActions = [
  "codepipeline:GetPipeline",
  "codepipeline:GetPipelineState",
  "codepipeline:GetPipelineExecution",
  "codepipeline:ListPipelineExecutions",
  "codepipeline:ListActionExecutions",
];

type AskedFor =
  | "automaticFunctionArn"
  | "bypassRoleArn"
  | "breakGlassRolePath"
  | "reviewsTableArn"
  | "reviewsKmsKeyArn"
  | "ruleVersion"
  | "requestsTableName"
  | "tablesKmsKeyArn"
  | "eventBusName"
  | "deciderFunctionArn";

/** The connection of a hub of another stack, as a plain record: it neither looks for bypasses nor decides automatically. */
export const connection: Record<Exclude<ConnectionKey, AskedFor>, string> = {
  notifierArn: "arn:aws:lambda:eu-west-1:111122223333:function:shared-notifier",
  notifierDeadLetterQueueArn: "arn:aws:sqs:eu-west-1:111122223333:shared-notifier-dead-letters",
  notifierRoleArn: "arn:aws:iam::111122223333:role/shared-notifier-role",
  deciderRoleArn: "arn:aws:iam::111122223333:role/shared-decider-role",
  watcherRoleArn: "arn:aws:iam::111122223333:role/shared-watcher-role",
  reminderRoleArn: "arn:aws:iam::111122223333:role/shared-reminder-role",
  gatesTableName: "shared-gates",
  deciderRolePath: "/codepipeline-approvals/shared-decider-role/",
  watcherRolePath: "/codepipeline-approvals/shared-watcher-role/",
  slackCallbackUrl: "https://shared.lambda-url.eu-west-1.on.aws/",
  slackAppManifest: "{}",
};

/** The same of one that does, and that has reviews. */
export const watching = {
  ...connection,
  bypassRoleArn: "arn:aws:iam::111122223333:role/shared-bypass-role",
  breakGlassRolePath: "/codepipeline-approvals/shared-bypass-role/",
  reviewsTableArn: "arn:aws:dynamodb:eu-west-1:111122223333:table/shared-reviews",
};

/** The same of one that connectors can join. */
export const joinable = {
  ...connection,
  requestsTableName: "shared-requests",
  eventBusName: "shared-events",
  deciderFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:shared-decider",
};

/** The same of one that counts votes. */
export const counting = { ...connection, ruleVersion: "2" };

/** The same of one that has requests decided automatically. */
export const deciding = {
  ...connection,
  automaticFunctionArn: "arn:aws:lambda:eu-west-1:111122223333:function:shared-automatic",
};

const key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

/** The same with every field that there is but the version. */
export const everyField = {
  ...{ ...watching, ...deciding, ...joinable, ...counting },
  ...{ reviewsKmsKeyArn: key, tablesKmsKeyArn: key },
};

export function actionArn(path: string): string {
  return `arn:aws:codepipeline:eu-west-1:111122223333:${path}`;
}

/** A whole pipeline around a stage, as a user writes it: the stage goes in unchanged. */
export function pipelineWith(stage: StageBlock): aws.codepipeline.Pipeline {
  return new aws.codepipeline.Pipeline("pipeline", {
    name: "orders",
    roleArn: "arn:aws:iam::111122223333:role/orders",
    artifactStores: [{ location: "artifacts", type: "S3" }],
    stages: [
      {
        name: "Source",
        actions: [
          {
            name: "Source",
            category: "Source",
            owner: "AWS",
            provider: "S3",
            version: "1",
            outputArtifacts: ["source"],
          },
        ],
      },
      stage,
    ],
  });
}

/** A gate with the least that it needs and whatever else a test gives it. */
export function gateWith(args: object, name = "production"): ApprovalGate {
  const given = { pipelineName: "orders", approvers: {}, ...args };
  return new ApprovalGate(name, given as ApprovalGateArgs);
}

/** A hub with the least that it needs and whatever else a test gives it. */
export function hubWith(args: object = {}, name = "shared"): ApprovalHub {
  return new ApprovalHub(name, { slack: { credentialsSecretArn }, ...args } as ApprovalHubArgs);
}

let plain: Promise<Result<ApprovalHub>> | undefined;

/** A hub with nothing but its credentials, made once: most tests look at it from one side. */
export function plainHub(): Promise<Result<ApprovalHub>> {
  plain ??= run(() => hubWith());
  return plain;
}

/** Type, name and parent of every resource, in one line each. */
export function shape(resources: readonly Registered[]): string[] {
  const names = new Map(resources.map(({ urn, name }) => [urn, name]));
  return resources
    .map(({ type, name, parent }) => `${name} ${type} < ${names.get(parent) ?? parent}`)
    .sort();
}

/** The one resource of a type and, where there are several, of a name. */
export function only(resources: readonly Registered[], type: string, name?: string): Registered {
  const found = resources.filter((r) => r.type === type && (name === undefined || r.name === name));
  assert.equal(found.length, 1, `${found.length} of ${type} ${name ?? ""}`);
  return found[0];
}

export function namesOf(resources: readonly Registered[], type: string): string[] {
  return resources.filter((resource) => resource.type === type).map(({ name }) => name);
}

/** The program throws at once, in exactly these words, and nothing at all is registered. */
export async function refusedAtOnce(
  program: () => unknown,
  propertyPath: string,
  reason: string,
): Promise<void> {
  const { thrown, resources } = await attempt(program);
  assertRefusal(thrown, propertyPath, reason);
  assert.deepEqual(resources, []);
}

/**
 * The program fails with exactly these words when its outputs resolve, as `pulumi up` then does,
 * and no resource of the type that would carry the value is registered.
 */
export async function refusedLater(
  program: () => unknown,
  propertyPath: string,
  reason: string,
  carrier: string,
): Promise<Attempt<unknown>> {
  const result = await attempt(program);
  assert.equal(result.thrown, undefined);
  assert.ok(result.rejected.length > 0, "nothing failed: a bad output passed silently");
  assertRefusal(result.rejected[0], propertyPath, reason);
  assert.deepEqual(namesOf(result.resources, carrier), []);
  return result;
}

/** The error names this argument and says exactly this. */
export function assertRefusal(error: unknown, propertyPath: string, reason: string): void {
  assert.ok(error instanceof pulumi.InputPropertyError, `not refused: ${String(error)}`);
  assert.deepEqual(
    { propertyPath: error.propertyPath, reason: error.reason },
    { propertyPath, reason },
  );
}
