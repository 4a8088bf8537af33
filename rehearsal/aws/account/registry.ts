/** All resource types, service by service, and what happens to types that none of them has. */
import { cloudtrailTypes } from "../cloudtrail/resource-types";
import { cloudwatchTypes } from "../cloudwatch/resource-types";
import { codebuildTypes } from "../codebuild/resource-types";
import { codeconnectionsTypes } from "../codeconnections/resource-types";
import { codepipelineTypes } from "../codepipeline/resource-types";
import { dynamodbTypes } from "../dynamodb/resource-types";
import { eventsTypes } from "../events/resource-types";
import { iamTypes } from "../iam/resource-types";
import { kmsTypes } from "../kms/resource-types";
import { lambdaTypes } from "../lambda/resource-types";
import { logsTypes } from "../logs/resource-types";
import { s3Types } from "../s3/resource-types";
import { secretsmanagerTypes } from "../secretsmanager/resource-types";
import { snsTypes } from "../sns/resource-types";
import { sqsTypes } from "../sqs/resource-types";
import { ssmTypes } from "../ssm/resource-types";
import { ssoadminTypes } from "../ssoadmin/resource-types";
import { arn, created, physicalName, type Context, type Handler } from "./context";
import type { ResourceType } from "./resource-type";
import type { Registration } from "./types";

export const resourceTypes: readonly ResourceType[] = [
  ...cloudtrailTypes,
  ...cloudwatchTypes,
  ...codebuildTypes,
  ...codeconnectionsTypes,
  ...codepipelineTypes,
  ...dynamodbTypes,
  ...eventsTypes,
  ...iamTypes,
  ...kmsTypes,
  ...lambdaTypes,
  ...logsTypes,
  ...s3Types,
  ...secretsmanagerTypes,
  ...snsTypes,
  ...sqsTypes,
  ...ssmTypes,
  ...ssoadminTypes,
];

const byToken = new Map(resourceTypes.map((resourceType) => [resourceType.type, resourceType]));

/** What is known of a type; undefined where the account only records it. */
export function resourceTypeOf(token: string): ResourceType | undefined {
  return byToken.get(token);
}

/** A component is a name for its children: the engine keeps its inputs, nothing is made. */
const componentHandler: Handler = {
  create: ({ inputs }) => ({ id: "", state: inputs }),
};

const providerHandler: Handler = {
  create: (registration, context) => created(context.newId(), registration, {}),
};

/** For types that this machine has no service for. */
const genericHandler: Handler = {
  create: (registration, context) => {
    const name = physicalName(registration, context);
    return created(name, registration, genericOutputs(registration, context, name));
  },
  read: (registration, context) =>
    created(registration.id, registration, genericOutputs(registration, context, registration.id)),
};

function genericOutputs({ type }: Registration, context: Context, name: string) {
  const [, module = "", kind = ""] = type.split(":");
  const service = module.split("/")[0];
  const resourceArn = name.startsWith("arn:") ? name : arn(context, service, `${kind}/${name}`);
  return { name, arn: resourceArn };
}

/** The handler of a registration, and whether the resource is only recorded. */
export function handlerOf(registration: Registration): { handler: Handler; recorded: boolean } {
  const { type, custom, id } = registration;
  const generic = { handler: genericHandler, recorded: true };
  const handler = resourceTypeOf(type)?.handler;
  if (handler !== undefined) {
    return id === undefined || handler.read !== undefined ? { handler, recorded: false } : generic;
  }
  if (type.startsWith("pulumi:providers:")) return { handler: providerHandler, recorded: false };
  // awsx's components are built by a process that does not run here.
  const component = !custom && !type.startsWith("awsx:");
  return component ? { handler: componentHandler, recorded: false } : generic;
}
