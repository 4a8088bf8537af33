/** Which physical names AWS takes, and how long a name the provider chooses. */
import { ServiceError } from "../../errors";

interface NameRule {
  /** As the service's API calls it. */
  readonly parameter: string;
  readonly pattern: string;
  readonly least?: number;
  readonly most: number;
  /** Of the service's error. */
  readonly code: string;
  /** The longest name that the provider chooses itself, where that is not its default. */
  readonly longestChosen?: number;
}

/** What the provider keeps to where nothing else is said of a type (pulumi-aws, autonaming). */
const longestChosen = 255;

/** Hexadecimal digits at the end of a chosen name. */
const digits = 7;

const iam = { pattern: "[\\w+=,.@-]+", code: "ValidationError" };
const inline: NameRule = { ...iam, parameter: "policyName", most: 128 };
const bucket: NameRule = {
  ...{ parameter: "Bucket", pattern: "[a-z0-9][a-z0-9.-]*[a-z0-9]", least: 3, most: 63 },
  ...{ code: "InvalidBucketName", longestChosen: 63 },
};

/**
 * From the API models (botocore 1.43), and where those name no limit from the API references: SNS
 * CreateTopic, SQS CreateQueue, CloudWatch PutMetricAlarm, DynamoDB CreateTable, Lambda
 * CreateFunction. `longestChosen` is from pulumi-aws, provider/resources.go.
 */
const rules: Readonly<Record<string, NameRule>> = {
  // The "/" of the model is for buses of partners, whose names EventBridge gives.
  "aws:cloudwatch/eventBus:EventBus": {
    ...{ parameter: "name", pattern: "[\\w.-]+", most: 256, code: "ValidationException" },
  },
  "aws:cloudwatch/eventRule:EventRule": {
    ...{ parameter: "name", pattern: "[\\w.-]+", most: 64, code: "ValidationException" },
  },
  "aws:cloudwatch/eventTarget:EventTarget": {
    ...{ parameter: "targets.1.member.id", pattern: "[\\w.-]+", most: 64 },
    code: "ValidationException",
  },
  "aws:cloudwatch/logGroup:LogGroup": {
    ...{ parameter: "logGroupName", pattern: "[\\w.\\-/#]+", most: 512 },
    code: "InvalidParameterException",
  },
  "aws:cloudwatch/metricAlarm:MetricAlarm": {
    ...{ parameter: "alarmName", pattern: "[^\\p{Cc}]+", most: 255, code: "ValidationError" },
  },
  "aws:dynamodb/table:Table": {
    ...{ parameter: "tableName", pattern: "[\\w.-]+", least: 3, most: 255 },
    code: "ValidationException",
  },
  "aws:iam/group:Group": { ...iam, parameter: "groupName", most: 128 },
  "aws:iam/groupPolicy:GroupPolicy": inline,
  "aws:iam/policy:Policy": { ...iam, parameter: "policyName", most: 128 },
  "aws:iam/role:Role": { ...iam, parameter: "roleName", most: 64, longestChosen: 64 },
  "aws:iam/rolePolicy:RolePolicy": inline,
  "aws:iam/user:User": { ...iam, parameter: "userName", most: 64 },
  "aws:iam/userPolicy:UserPolicy": inline,
  "aws:lambda/function:Function": {
    ...{ parameter: "functionName", pattern: "[\\w-]+", most: 64, code: "ValidationException" },
    longestChosen: 64,
  },
  "aws:lambda/permission:Permission": {
    ...{ parameter: "statementId", pattern: "[\\w-]+", most: 100, code: "ValidationException" },
    longestChosen: 100,
  },
  "aws:s3/bucket:Bucket": bucket,
  "aws:s3/bucketV2:BucketV2": bucket,
  "aws:sns/topic:Topic": {
    ...{ parameter: "Topic Name", pattern: "[\\w-]+(\\.fifo)?", most: 256 },
    ...{ code: "InvalidParameter", longestChosen: 80 },
  },
  "aws:sqs/queue:Queue": {
    ...{ parameter: "QueueName", pattern: "[\\w-]+(\\.fifo)?", most: 80 },
    ...{ code: "InvalidParameterValue", longestChosen: 80 },
  },
};

/** Refuses a name that the service refuses; says nothing of types without a rule here. */
export function needName(type: string, name: string): void {
  if (!Object.hasOwn(rules, type)) return;
  const { parameter, pattern, least = 1, most, code } = rules[type];
  const wrong = [
    ...(new RegExp(`^(?:${pattern})$`, "u").test(name)
      ? []
      : [`Member must satisfy regular expression pattern: ${pattern}`]),
    ...(name.length < least ? [`Member must have length greater than or equal to ${least}`] : []),
    ...(name.length > most ? [`Member must have length less than or equal to ${most}`] : []),
  ];
  if (wrong.length === 0) return;
  throw new ServiceError(
    code,
    `Value '${name}' at '${parameter}' failed to satisfy constraint: ${wrong.join("; ")}, ` +
      `got ${name.length} characters.`,
  );
}

/** A name that is chosen: never cut, but refused where it gets too long (Pulumi, NewUniqueName). */
export function chosenName(type: string, start: string, hex: string): string {
  const most = rules[type]?.longestChosen ?? longestChosen;
  if (start.length + digits > most) {
    throw new ServiceError(
      "InvalidName",
      `could not make instance of '${type}': name '${start}' plus ${digits} random chars is ` +
        `longer than maximum length ${most}`,
    );
  }
  const name = start + hex;
  return type.startsWith("aws:s3/bucket") ? name.toLowerCase() : name;
}
