/** The policy documents, and nothing but them: plain values in, plain documents out. */
import { dnsSuffix } from "../../../contract/partitions";
import { type Arn, parseArn, type AwsScope } from "../../scope/model/arn";

export interface Statement {
  Sid: string;
  Effect: "Allow" | "Deny";
  Principal?: "*" | Record<string, string | string[]>;
  Action: string | string[];
  /** Left out in a trust policy: the role itself. */
  Resource?: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}

export interface PolicyDocument {
  Version: "2012-10-17";
  Statement: Statement[];
}

export function document(statements: Statement[]): PolicyDocument {
  return { Version: "2012-10-17", Statement: statements };
}

/**
 * Topic policy: the pipeline's own account may publish, and nobody may publish without TLS. The
 * first statement delegates to IAM: a principal of the account still needs `sns:Publish` itself.
 */
export function topicPolicy(topicArn: string, place: AwsScope): PolicyDocument {
  return document([
    {
      Sid: "AllowPublishFromThisAccount",
      Effect: "Allow",
      Principal: { AWS: `arn:${place.partition}:iam::${place.accountId}:root` },
      Action: "sns:Publish",
      Resource: topicArn,
    },
    {
      Sid: "DenyPublishWithoutTls",
      Effect: "Deny",
      Principal: "*",
      Action: "sns:Publish",
      Resource: topicArn,
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}

/** What an approver may read: the pipelines behind the approval actions, nothing else. */
const readActions = [
  "codepipeline:GetPipeline",
  "codepipeline:GetPipelineState",
  "codepipeline:GetPipelineExecution",
  "codepipeline:ListPipelineExecutions",
  "codepipeline:ListActionExecutions",
];

export interface ApproverRights {
  /** Exact ARNs of approval actions. */
  readonly actionArns: readonly string[];
  /** ARNs of the pipelines that these actions belong to, each once. */
  readonly pipelineArns: readonly string[];
  readonly requireMfa: boolean;
  readonly consoleAccess: boolean;
}

/** Policy of an approver: decide exactly these approval actions, and read their pipelines. */
export function approverPolicy(rights: ApproverRights): PolicyDocument {
  const decide: Statement = {
    Sid: "DecideApproval",
    Effect: "Allow",
    Action: "codepipeline:PutApprovalResult",
    Resource: oneOrMany(rights.actionArns),
  };
  if (rights.requireMfa) {
    decide.Condition = { Bool: { "aws:MultiFactorAuthPresent": "true" } };
  }
  const statements: Statement[] = [
    decide,
    {
      Sid: "ReadPipeline",
      Effect: "Allow",
      Action: readActions,
      Resource: oneOrMany(rights.pipelineArns),
    },
  ];
  if (rights.consoleAccess) {
    // ListPipelines has no resource type: Service Authorization Reference, AWS CodePipeline.
    statements.push({
      Sid: "ListPipelinesInConsole",
      Effect: "Allow",
      Action: "codepipeline:ListPipelines",
      Resource: "*",
    });
  }
  return document(statements);
}

/**
 * Needs nothing. IAM takes no document without a statement, and a program attaches this one before
 * somebody is notified as it does after: STS API Reference, "GetCallerIdentity": no permissions are
 * required, and none can take it away.
 */
const nothing: Statement = {
  Sid: "NothingToPublish",
  Effect: "Allow",
  Action: "sts:GetCallerIdentity",
  Resource: "*",
};

/** What the pipeline's service role needs to notify: publish, and the key where it is a customer's. */
export function pipelinePolicy(topics: readonly { arn: Arn; kmsKey?: string }[]): PolicyDocument {
  if (topics.length === 0) return document([nothing]);
  const statements: Statement[] = [
    {
      Sid: "PublishApprovalRequests",
      Effect: "Allow",
      Action: "sns:Publish",
      Resource: oneOrMany(unique(topics.map(({ arn }) => arnText(arn)))),
    },
  ];
  const keys = new Map<string, Statement>();
  for (const { arn, kmsKey } of topics) {
    if (kmsKey !== undefined && kmsKey !== awsManagedKey) {
      keys.set(kmsKey, useOfKey(kmsKey, arn, keys.get(kmsKey)?.Sid ?? `UseTopicKey${keys.size}`));
    }
  }
  return document([...statements, ...keys.values()]);
}

/** The AWS managed key of SNS; its own key policy admits every principal of the account. */
export const awsManagedKey = "alias/aws/sns";

function useOfKey(key: string, topic: Arn, sid: string): Statement {
  const alias = aliasOf(key);
  const viaSns = { "kms:ViaService": `sns.${topic.region}.${dnsSuffix(topic.partition)}` };
  // A key of another account has its own in the ARN; a name is one of the topic's account.
  const { accountId } = key.startsWith("arn:") ? parseArn(key, "kmsMasterKeyId") : topic;
  const anyKey = `arn:${topic.partition}:kms:${topic.region}:${accountId}:key/`;
  return {
    Sid: sid,
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:GenerateDataKey"],
    // IAM cannot name a key by its alias: the alias becomes a condition on the key.
    Resource: alias ? `${anyKey}*` : key.startsWith("arn:") ? key : `${anyKey}${key}`,
    Condition: alias
      ? { StringEquals: viaSns, "ForAnyValue:StringEquals": { "kms:ResourceAliases": alias } }
      : { StringEquals: viaSns },
  };
}

function aliasOf(key: string): string | undefined {
  return /(?:^|:)(alias\/\S+)$/.exec(key)?.[1];
}

function arnText(arn: Arn): string {
  return `arn:${arn.partition}:${arn.service}:${arn.region}:${arn.accountId}:${arn.resource}`;
}

/** A single value stands alone, as IAM itself writes policies. */
export function oneOrMany(values: readonly string[]): string | string[] {
  return values.length === 1 ? values[0] : [...values];
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
