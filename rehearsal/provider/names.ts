/** Names that the AWS provider chooses where a program gives none, as it does in its check. */
import { createHash } from "node:crypto";
import { chosenName, needName } from "../aws/account/name-rules";
import { holdsUnknown, type Properties } from "./values";

/** The types whose name is chosen, and the input that has it. Types that are not here have none. */
const nameInputs: Readonly<Record<string, string>> = {
  "aws:cloudtrail/trail:Trail": "name",
  "aws:cloudwatch/eventBus:EventBus": "name",
  "aws:cloudwatch/eventRule:EventRule": "name",
  "aws:cloudwatch/logGroup:LogGroup": "name",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "name",
  "aws:codebuild/project:Project": "name",
  "aws:codepipeline/pipeline:Pipeline": "name",
  "aws:codepipeline/webhook:Webhook": "name",
  "aws:codestarconnections/connection:Connection": "name",
  "aws:codeconnections/connection:Connection": "name",
  "aws:dynamodb/table:Table": "name",
  "aws:iam/group:Group": "name",
  "aws:iam/groupMembership:GroupMembership": "name",
  "aws:iam/groupPolicy:GroupPolicy": "name",
  "aws:iam/policy:Policy": "name",
  "aws:iam/policyAttachment:PolicyAttachment": "name",
  "aws:iam/role:Role": "name",
  "aws:iam/rolePolicy:RolePolicy": "name",
  "aws:iam/user:User": "name",
  "aws:iam/userPolicy:UserPolicy": "name",
  "aws:kms/alias:Alias": "name",
  "aws:lambda/function:Function": "name",
  "aws:lambda/permission:Permission": "statementId",
  "aws:s3/bucket:Bucket": "bucket",
  "aws:s3/bucketV2:BucketV2": "bucket",
  "aws:secretsmanager/secret:Secret": "name",
  "aws:sns/topic:Topic": "name",
  "aws:sqs/queue:Queue": "name",
  "aws:ssm/parameter:Parameter": "name",
  "aws:ssoadmin/permissionSet:PermissionSet": "name",
};

/** Names begin like this for a type whose names must. */
const prefixes: Readonly<Record<string, string>> = { "aws:kms/alias:Alias": "alias/" };

/** Inputs that end a name, where they are true. */
const endings = { fifoTopic: ".fifo", fifoQueue: ".fifo" } as const;

const targetType = "aws:cloudwatch/eventTarget:EventTarget";

export interface Wrong {
  readonly input: string;
  readonly reason: string;
}

export interface Asked {
  readonly type: string;
  readonly name: string;
  readonly inputs: Properties;
  /** Inputs of the resource as it is; empty for a new one. */
  readonly before: Properties;
  /** From the engine, so that a name is the same in a preview and in the update after it. */
  readonly seed: Uint8Array;
}

/** The input that has a type's name, where one is chosen for it. */
export function nameInput(type: string): string | undefined {
  return Object.hasOwn(nameInputs, type) ? nameInputs[type] : undefined;
}

/**
 * The inputs, with a name where the program gave none; an existing resource keeps its own. The name
 * is listed in `__defaults`, as the AWS provider lists it.
 */
export function named({ type, name, inputs, before, seed }: Asked): Properties {
  const input = nameInput(type);
  if (input === undefined || inputs[input] !== undefined) return inputs;
  const chosen = (value: string) => ({ ...inputs, [input]: value, __defaults: [input] });
  if (before[input] !== undefined && before.__defaults?.includes(input)) {
    return chosen(before[input]);
  }
  const hex = createHash("sha256").update(seed).digest("hex").slice(0, 7);
  const ending = Object.entries(endings).find(([flag]) => inputs[flag] === true)?.[1] ?? "";
  const start = inputs[`${input}Prefix`] ?? `${prefixes[type] ?? ""}${name}-`;
  return chosen(`${chosenName(type, start, hex)}${ending}`);
}

/** Why the provider does not take the name in the inputs, as far as it is known. */
export function wrongName(type: string, inputs: Properties): Wrong | undefined {
  const input = type === targetType ? "targetId" : nameInput(type);
  const name = input === undefined ? undefined : inputs[input];
  if (typeof name !== "string" || holdsUnknown(name)) return undefined;
  try {
    needName(type, name);
    return undefined;
  } catch (error) {
    return { input: input!, reason: (error as Error).message };
  }
}
