/** What the AWS provider answers about a resource: its id, its ARN, its URL. */
import type { Place } from "./place";

type Fields = Record<string, unknown>;

/** A resource of which the outputs are asked. */
export interface Asked {
  readonly type: string;
  readonly name: string;
  readonly inputs: Fields;
  /** Set where the program reads an existing resource, or imports it. */
  readonly id?: string;
}

type Resource = (name: string, inputs: Fields) => string;

interface Kind {
  /** Service of the ARN, where it is not the one of the type's module. */
  readonly service?: string;
  readonly resource: Resource;
  /** What its id is; its name where nothing is said. */
  readonly id?: "arn" | "url";
  /** Without Region, or without Region and account. */
  readonly scope?: "account" | "global";
}

const iam = (kind: string, id?: "arn"): Kind => ({
  resource: (name, { path }) => `${kind}${typeof path === "string" ? path : "/"}${name}`,
  scope: "account",
  ...(id && { id }),
});

const plainName: Resource = (name) => name;
const below =
  (prefix: string): Resource =>
  (name) =>
    `${prefix}${name}`;

const kinds: Readonly<Record<string, Kind>> = {
  "iam/user:User": iam("user"),
  "iam/group:Group": iam("group"),
  "iam/role:Role": iam("role"),
  "iam/policy:Policy": iam("policy", "arn"),
  "iam/instanceProfile:InstanceProfile": iam("instance-profile"),
  "s3/bucket:Bucket": { resource: plainName, scope: "global" },
  "s3/bucketV2:BucketV2": { resource: plainName, scope: "global" },
  "s3/bucketObjectv2:BucketObjectv2": {
    resource: (_, { bucket, key }) => `${String(bucket)}/${String(key)}`,
    scope: "global",
  },
  "sns/topic:Topic": { resource: plainName, id: "arn" },
  "sns/topicSubscription:TopicSubscription": {
    resource: (name, { topic }) => `${last(String(topic), ":")}:${name}`,
    id: "arn",
  },
  "sqs/queue:Queue": { resource: plainName, id: "url" },
  "codepipeline/pipeline:Pipeline": { resource: plainName },
  "codebuild/project:Project": { resource: below("project/"), id: "arn" },
  "lambda/function:Function": { resource: below("function:") },
  "dynamodb/table:Table": { resource: below("table/") },
  "cloudtrail/trail:Trail": { resource: below("trail/"), id: "arn" },
  "cloudwatch/logGroup:LogGroup": { service: "logs", resource: below("log-group:") },
  "cloudwatch/eventRule:EventRule": { service: "events", resource: below("rule/") },
  "cloudwatch/metricAlarm:MetricAlarm": { resource: below("alarm:") },
  "kms/key:Key": { resource: below("key/") },
  "secretsmanager/secret:Secret": { resource: below("secret:"), id: "arn" },
  "ssm/parameter:Parameter": { resource: below("parameter/") },
};

const last = (text: string, separator: string): string => text.split(separator).at(-1) ?? text;

/** Names that a resource goes by in its own arguments. */
const nameKeys = ["name", "bucket", "roleName", "userName", "groupName"];

/** Id and outputs of a resource. Names are as given; where none is, the name in the program. */
export function outputsOf(asked: Asked, place: Place): { id: string; state: Fields } {
  const { type, inputs } = asked;
  const kind = kinds[type.replace(/^aws:/, "")];
  const region = typeof inputs.region === "string" ? inputs.region : place.region;
  const here = { ...place, region };
  const name = nameOf(asked);
  const arn = textOf(inputs.arn) ?? existingArn(asked) ?? arnOf(type, kind, name, inputs, here);
  const url = urlOf(type, name, inputs, here);
  const state = {
    ...inputs,
    name,
    ...(type.startsWith("aws:s3/bucket:") && { bucket: name }),
    ...(type.startsWith("aws:") && { arn, region }),
    ...url,
  };
  const ids = { arn, url: url.url, name };
  return { id: asked.id ?? (kind ? (ids[kind.id ?? "name"] ?? name) : `${asked.name}-id`), state };
}

/** An existing resource is read by its id, which is its ARN, its URL or its name. */
function existingArn({ id }: Asked): string | undefined {
  return id?.startsWith("arn:") ? id : undefined;
}

function nameOf({ name, inputs, id }: Asked): string {
  const given = nameKeys.map((key) => textOf(inputs[key])).find((value) => value !== undefined);
  if (given !== undefined) return given;
  return id === undefined ? name : last(last(id, ":"), "/");
}

function arnOf(
  type: string,
  kind: Kind | undefined,
  name: string,
  inputs: Fields,
  { partition, region, accountId }: Place,
): string {
  const [, module = "", className = ""] = type.split(":");
  const service = kind?.service ?? module.split("/")[0];
  const where = {
    global: ":",
    account: `:${accountId}`,
    regional: `${region}:${accountId}`,
  }[kind?.scope ?? (service === "iam" ? "account" : "regional")];
  const resource = kind?.resource(name, inputs) ?? `${className.toLowerCase()}/${name}`;
  return `arn:${partition}:${service}:${where}:${resource}`;
}

function urlOf(
  type: string,
  name: string,
  inputs: Fields,
  place: Place,
): Fields & { url?: string } {
  const suffix = place.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
  switch (type) {
    case "aws:sqs/queue:Queue":
      return { url: `https://sqs.${place.region}.${suffix}/${place.accountId}/${name}` };
    case "aws:lambda/functionUrl:FunctionUrl": {
      const host = `${String(inputs.functionName)}.lambda-url.${place.region}.on.aws`;
      return { functionUrl: `https://${host}/` };
    }
    default:
      return {};
  }
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
