/**
 * Which inputs cannot change without a new resource, as in the AWS provider: those that it marks
 * ForceNew, for the types that the rehearsal acts out.
 */
import { isDeepStrictEqual } from "node:util";
import { nameInput } from "./names";
import { comparable, holdsUnknown, type Properties } from "./values";

const all = "all inputs";

const replacing: Readonly<Record<string, readonly string[] | typeof all>> = {
  "aws:cloudtrail/trail:Trail": ["name"],
  "aws:cloudwatch/eventBus:EventBus": ["name", "eventSourceName"],
  "aws:cloudwatch/eventBusPolicy:EventBusPolicy": ["eventBusName"],
  "aws:cloudwatch/eventRule:EventRule": ["name", "namePrefix", "eventBusName"],
  "aws:cloudwatch/eventTarget:EventTarget": ["rule", "targetId", "eventBusName"],
  "aws:cloudwatch/logGroup:LogGroup": ["name", "namePrefix", "logGroupClass"],
  "aws:cloudwatch/metricAlarm:MetricAlarm": ["name"],
  "aws:codebuild/project:Project": ["name"],
  "aws:codeconnections/connection:Connection": ["name", "providerType", "hostArn"],
  "aws:codepipeline/pipeline:Pipeline": ["name"],
  "aws:codestarconnections/connection:Connection": ["name", "providerType", "hostArn"],
  "aws:dynamodb/table:Table": ["name", "hashKey", "rangeKey", "localSecondaryIndexes"],
  "aws:dynamodb/tableItem:TableItem": ["tableName", "hashKey", "rangeKey"],
  "aws:iam/groupMembership:GroupMembership": ["name", "group"],
  "aws:iam/groupPolicy:GroupPolicy": ["name", "namePrefix", "group"],
  "aws:iam/groupPolicyAttachment:GroupPolicyAttachment": all,
  "aws:iam/policy:Policy": ["name", "namePrefix", "path", "description"],
  "aws:iam/policyAttachment:PolicyAttachment": ["name", "policyArn"],
  "aws:iam/role:Role": ["name", "namePrefix", "path"],
  "aws:iam/rolePolicy:RolePolicy": ["name", "namePrefix", "role"],
  "aws:iam/rolePolicyAttachment:RolePolicyAttachment": all,
  "aws:iam/userGroupMembership:UserGroupMembership": ["user"],
  "aws:iam/userPolicy:UserPolicy": ["name", "namePrefix", "user"],
  "aws:iam/userPolicyAttachment:UserPolicyAttachment": all,
  "aws:kms/alias:Alias": ["name", "namePrefix"],
  "aws:lambda/eventSourceMapping:EventSourceMapping": [
    ...["eventSourceArn", "startingPosition", "startingPositionTimestamp", "queues", "topics"],
    "selfManagedEventSource",
  ],
  "aws:lambda/function:Function": ["name", "packageType"],
  "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig": ["functionName", "qualifier"],
  "aws:lambda/functionUrl:FunctionUrl": ["functionName", "qualifier"],
  "aws:lambda/permission:Permission": all,
  "aws:s3/bucket:Bucket": ["bucket", "bucketPrefix", "objectLockEnabled"],
  "aws:s3/bucketObject:BucketObject": ["bucket", "key"],
  "aws:s3/bucketObjectv2:BucketObjectv2": ["bucket", "key"],
  "aws:s3/bucketV2:BucketV2": ["bucket", "bucketPrefix", "objectLockEnabled"],
  "aws:secretsmanager/secret:Secret": ["name", "namePrefix"],
  "aws:secretsmanager/secretVersion:SecretVersion": ["secretId", "secretString", "secretBinary"],
  "aws:sns/topic:Topic": ["name", "namePrefix", "fifoTopic"],
  "aws:sns/topicPolicy:TopicPolicy": ["arn"],
  "aws:sns/topicSubscription:TopicSubscription": ["topic", "protocol", "endpoint"],
  "aws:sqs/queue:Queue": ["name", "namePrefix", "fifoQueue"],
  "aws:sqs/queuePolicy:QueuePolicy": ["queueUrl"],
  "aws:ssm/parameter:Parameter": ["name"],
  "aws:ssoadmin/customerManagedPolicyAttachment:CustomerManagedPolicyAttachment": all,
  "aws:ssoadmin/permissionSet:PermissionSet": ["name", "instanceArn"],
};

/**
 * Types that the provider deletes before it makes the new one (pulumi-aws marks them so): a deletion
 * after the creation would detach what was just attached.
 */
const deletedFirst = /^aws:iam\/(group|role|user)?[pP]olicyAttachment:/;

/** Settings of a bucket are bound to it. */
function replacingInputs(type: string): readonly string[] | typeof all {
  if (Object.hasOwn(replacing, type)) return replacing[type];
  return type.startsWith("aws:s3/bucket") ? ["bucket"] : [];
}

export interface Difference {
  /** Inputs that differ. */
  readonly changed: readonly string[];
  /** Those of them that need a new resource. */
  readonly replaces: readonly string[];
  /** True where the old resource must go first, because the new one has its name or is the same attachment. */
  readonly deleteBeforeReplace: boolean;
}

/**
 * What changes between the inputs of a resource and new ones. A resource that names no Region is in
 * the provider's, and cannot move.
 */
export function difference(
  type: string,
  before: Properties,
  after: Properties,
  region: string,
): Difference {
  const [olds, news] = [before, after].map((inputs) => ({ region, ...comparable(inputs) }));
  const names = [...new Set([...Object.keys(olds), ...Object.keys(news)])];
  const changed = names
    .filter((name) => !name.startsWith("__"))
    .filter((name) => holdsUnknown(news[name]) || !isDeepStrictEqual(olds[name], news[name]));
  const bound = replacingInputs(type);
  const replaces = changed.filter((name) => bound === all || [...bound, "region"].includes(name));
  const deleteBeforeReplace = deletedFirst.test(type) || keepsGivenName(type, olds, news);
  return { changed, replaces, deleteBeforeReplace };
}

/** A name that the program gave itself, and gives again, cannot be had twice. */
function keepsGivenName(type: string, olds: Properties, news: Properties): boolean {
  const input = nameInput(type);
  if (input === undefined || news[input] === undefined) return false;
  const chosen: readonly string[] = news.__defaults ?? [];
  return !chosen.includes(input) && isDeepStrictEqual(olds[input], news[input]);
}
