/** All create handlers by Pulumi type token, and what happens to types without one. */
import { awsxHandlers } from "./awsx";
import { codebuildHandlers } from "../codebuild/resources";
import { codepipelineHandlers } from "../codepipeline/resources";
import { arn, created, physicalName, type Context, type Handler, type Handlers } from "./context";
import { dynamodbHandlers } from "../dynamodb/resources";
import { eventBusHandlers } from "../events/bus-resources";
import { eventHandlers } from "../events/rule-resources";
import { iamHandlers } from "../iam/resources";
import { iamAttachmentHandlers } from "../iam/attachments";
import { iamMembershipHandlers } from "../iam/memberships";
import { lambdaHandlers } from "../lambda/resources";
import { logHandlers } from "../logs/resources";
import { stubHandlers } from "./stubs";
import { s3Handlers } from "../s3/resources";
import { secretsHandlers } from "../secretsmanager/resources";
import { snsHandlers } from "../sns/resources";
import { sqsHandlers } from "../sqs/resources";
import { ssmHandlers } from "../ssm/resources";
import { ssoadminHandlers } from "../ssoadmin/resources";
import type { Registration } from "./types";

export const handlers: Handlers = {
  ...awsxHandlers,
  ...codebuildHandlers,
  ...codepipelineHandlers,
  ...dynamodbHandlers,
  ...eventBusHandlers,
  ...eventHandlers,
  ...iamHandlers,
  ...iamAttachmentHandlers,
  ...iamMembershipHandlers,
  ...lambdaHandlers,
  ...logHandlers,
  ...stubHandlers,
  ...s3Handlers,
  ...secretsHandlers,
  ...snsHandlers,
  ...sqsHandlers,
  ...ssmHandlers,
  ...ssoadminHandlers,
};

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
  if (Object.hasOwn(handlers, type)) {
    const handler = handlers[type];
    return id === undefined || handler.read !== undefined ? { handler, recorded: false } : generic;
  }
  if (type.startsWith("pulumi:providers:")) return { handler: providerHandler, recorded: false };
  // awsx's components are built by a process that does not run here.
  const component = !custom && !type.startsWith("awsx:");
  return component ? { handler: componentHandler, recorded: false } : generic;
}
