import { cloudtrailTypes } from "../cloudtrail";
import { cloudwatchTypes } from "../cloudwatch";
import { codebuildTypes } from "../codebuild";
import { codeconnectionsTypes } from "../codeconnections";
import { codedeployTypes } from "../codedeploy";
import { codepipelineTypes } from "../codepipeline";
import { dynamodbTypes } from "../dynamodb";
import { eventsTypes } from "../events";
import { iamTypes } from "../iam";
import { kmsTypes } from "../kms";
import { lambdaTypes } from "../lambda";
import { logsTypes } from "../logs";
import { s3Types } from "../s3";
import { schedulerTypes } from "../scheduler";
import { secretsmanagerTypes } from "../secretsmanager";
import { snsTypes } from "../sns";
import { sqsTypes } from "../sqs";
import { ssmTypes } from "../ssm";
import { ssoadminTypes } from "../ssoadmin";
import { arnOfResource } from "./aws-forms";
import { created, physicalName, type Context, type Handler } from "./context";
import type { ResourceType } from "./resource-type";
import type { Registration } from "./types";

export const resourceTypes: readonly ResourceType[] = [
  ...cloudtrailTypes,
  ...cloudwatchTypes,
  ...codebuildTypes,
  ...codeconnectionsTypes,
  ...codedeployTypes,
  ...codepipelineTypes,
  ...dynamodbTypes,
  ...eventsTypes,
  ...iamTypes,
  ...kmsTypes,
  ...lambdaTypes,
  ...logsTypes,
  ...s3Types,
  ...schedulerTypes,
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
  return { name, arn: name.startsWith("arn:") ? name : arnOfResource(type, context.place, name) };
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
