import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Account } from "../../../../../../rehearsal/aws/account/account";
import { createAccount } from "../../../../../../rehearsal/aws/account/create-account";
import type { Created, Place } from "../../../../../../rehearsal/aws/account/types";
import { MovableClock } from "../../../../../../rehearsal/clock";

export const place: Place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };

/** An account on folders of its own, and short ways to register things on it. */
export interface TestAccount {
  readonly account: Account;
  readonly clock: MovableClock;
  readonly folder: string;
  /** Registers a custom resource; the logical name defaults to `it`. */
  create(type: string, inputs?: Record<string, any>, name?: string): Promise<Created>;
  /** Gives what was created other inputs. */
  update(type: string, made: Created, inputs: Record<string, any>): Promise<Created>;
  remove(type: string, made: Created): Promise<void>;
  /** Reads an existing resource, as `.get` does. */
  read(type: string, id: string, inputs?: Record<string, any>): Promise<Created>;
}

const folders: string[] = [];
const accounts: Account[] = [];

/** Every account of a test file starts empty; `removeFolders` cleans up after all of them. */
export function newAccount(at: Partial<Place> = {}): TestAccount {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "account-test-"));
  folders.push(folder);
  const repositoryDir = path.join(folder, "repository");
  fs.mkdirSync(repositoryDir);
  fs.writeFileSync(path.join(repositoryDir, "index.html"), "<h1>hello</h1>");
  const clock = new MovableClock();
  const account = createAccount({
    ...{ folder, repositoryDir, clock },
    place: { ...place, ...at },
    endpointUrl: () => "http://127.0.0.1:9",
  });
  accounts.push(account);
  return {
    account,
    clock,
    folder,
    create: (type, inputs = {}, name = "it") =>
      account.create({ type, name, inputs, custom: true }),
    update: (type, { id }, inputs) =>
      account.update(type, id, { type, name: "it", inputs, custom: true }),
    remove: (type, { id }) => account.delete(type, id),
    read: (type, id, inputs = {}) => account.create({ type, name: "it", inputs, custom: true, id }),
  };
}

export async function removeFolders(): Promise<void> {
  await Promise.all(accounts.splice(0).map((account) => account.close()));
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}

/** A policy document with one statement. */
export function policy(statement: Record<string, any>): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", ...statement }],
  });
}

/** A trust policy for a service, for example `codepipeline`. */
export function trust(service: string): string {
  const Principal = { Service: `${service}.amazonaws.com` };
  return policy({ Principal, Action: "sts:AssumeRole" });
}

/** What a build project needs beside its name and role, as a pipeline has it. */
export const build = {
  artifacts: { type: "CODEPIPELINE" },
  environment: {
    ...{ type: "LINUX_CONTAINER", computeType: "BUILD_GENERAL1_SMALL" },
    image: "aws/codebuild/standard:7.0",
  },
  source: { type: "CODEPIPELINE" },
} as const;

/** What an alarm needs beside its name. */
export const metric = {
  ...{ namespace: "AWS/SQS", metricName: "Depth", statistic: "Sum", period: 60 },
  ...{ comparisonOperator: "GreaterThanThreshold", evaluationPeriods: 1, threshold: 0 },
} as const;

export const types = {
  alarm: "aws:cloudwatch/metricAlarm:MetricAlarm",
  group: "aws:iam/group:Group",
  user: "aws:iam/user:User",
  role: "aws:iam/role:Role",
  policy: "aws:iam/policy:Policy",
  topic: "aws:sns/topic:Topic",
  bucket: "aws:s3/bucket:Bucket",
  object: "aws:s3/bucketObjectv2:BucketObjectv2",
  eventBus: "aws:cloudwatch/eventBus:EventBus",
  eventBusPolicy: "aws:cloudwatch/eventBusPolicy:EventBusPolicy",
  rule: "aws:cloudwatch/eventRule:EventRule",
  target: "aws:cloudwatch/eventTarget:EventTarget",
  pipeline: "aws:codepipeline/pipeline:Pipeline",
  queue: "aws:sqs/queue:Queue",
  queuePolicy: "aws:sqs/queuePolicy:QueuePolicy",
  function: "aws:lambda/function:Function",
  permission: "aws:lambda/permission:Permission",
  functionUrl: "aws:lambda/functionUrl:FunctionUrl",
  invokeConfig: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
  eventSourceMapping: "aws:lambda/eventSourceMapping:EventSourceMapping",
  logGroup: "aws:cloudwatch/logGroup:LogGroup",
  topicPolicy: "aws:sns/topicPolicy:TopicPolicy",
  subscription: "aws:sns/topicSubscription:TopicSubscription",
  table: "aws:dynamodb/table:Table",
  item: "aws:dynamodb/tableItem:TableItem",
  secret: "aws:secretsmanager/secret:Secret",
  secretVersion: "aws:secretsmanager/secretVersion:SecretVersion",
  parameter: "aws:ssm/parameter:Parameter",
  project: "aws:codebuild/project:Project",
  notification: "aws:s3/bucketNotification:BucketNotification",
} as const;
