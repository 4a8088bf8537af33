/** SQS: who may do what with the local queues. */
import { regionalArn } from "../../../iam/arns";
import * as sdk from "@aws-sdk/client-sqs";
import { ServiceError } from "../../errors";
import { besidePolicy, type Decision, evaluateResourcePolicy } from "../iam";
import type { OperationSchema } from "../api/codec";
import { type JsonOperation, jsonService, schemaOperation } from "../api/json-service";
import type { RequestContext, Right } from "../api/types";
import type { Violation } from "../api/violations";
import { attributes, receive, remove, send } from "./api-messages";
import model from "./api-model.json";

function arnFor(accountAndName: string, { place }: RequestContext): string {
  const [accountId, name] = accountAndName.split("/");
  return regionalArn({ ...place, accountId }, "sqs", name);
}

function queueArn({ QueueUrl: url = "" }: { QueueUrl?: string }, ctx: RequestContext): string {
  return ctx.stores.queues.arnOf(url) ?? arnFor(url.split("/").slice(-2).join("/"), ctx);
}

/** In a queue's own account, its policy or the caller's policies suffice; a Deny of either wins. */
function decide(_: unknown, ctx: RequestContext, { action, resource }: Right): Decision {
  const { directory, caller, context, stores } = ctx;
  const own = directory.decide(caller, action, resource, context);
  const { queues } = stores;
  const policy = queues.has(resource) ? queues.describe(resource).policy : undefined;
  const { arn, accountId } = caller;
  const isOwn = accountId === ctx.place.accountId;
  if (policy === undefined) return besidePolicy(own, undefined, isOwn);
  const requester = { arn, accountId, roleArn: caller.context["aws:PrincipalArn"] };
  const known = { ...context, ...caller.context };
  const verdict = evaluateResourcePolicy(policy, requester, action, resource, known);
  return besidePolicy(own, verdict, isOwn);
}

function operation<Input extends { QueueUrl?: string }>(
  schema: OperationSchema,
  run: (input: Input, arn: string, ctx: RequestContext) => unknown,
) {
  const checked = (input: Input, ctx: RequestContext): unknown => {
    const arn = ctx.call.resource;
    if (!ctx.stores.queues.has(arn)) throw noQueue();
    return run(input, arn, ctx);
  };
  return schemaOperation<Input>(schema, { resource: queueArn, decide, run: checked });
}

function noQueue(): ServiceError {
  return new ServiceError("QueueDoesNotExist", "The specified queue does not exist.");
}

const getQueueUrl = schemaOperation<sdk.GetQueueUrlRequest>(sdk.GetQueueUrl$, {
  resource: ({ QueueName, QueueOwnerAWSAccountId }, ctx) =>
    arnFor(`${QueueOwnerAWSAccountId ?? ctx.place.accountId}/${QueueName}`, ctx),
  decide,
  run: (_, { stores, call }) => {
    if (!stores.queues.has(call.resource)) throw noQueue();
    return { QueueUrl: stores.queues.describe(call.resource).url };
  },
});

/** As SQS answers it; a member has another name there than in its model. */
const parameters: Readonly<Record<string, string>> = { ReceiptHandle: "MessageHandle" };

/** SQS has codes of its own for what its model does not allow. */
function invalid([{ kind, name, value, text }]: readonly Violation[]): ServiceError {
  if (kind === "missing") {
    const parameter = parameters[name] ?? name;
    return new ServiceError(
      "MissingParameter",
      `The request must contain the parameter ${parameter}.`,
    );
  }
  if (/AttributeNames$/.test(name)) {
    return new ServiceError("InvalidAttributeName", `Unknown Attribute ${String(value)}.`);
  }
  return new ServiceError("InvalidParameterValue", text);
}

/** Names of the older protocol, which SDKs show as the error's code. */
const olderNames: Readonly<Record<string, string>> = {
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  AccessDeniedException: "AccessDenied",
};

export const sqs = jsonService({
  name: "sqs",
  ...{ model, invalid },
  title: "SQS",
  version: "1.0",
  target: "AmazonSQS.",
  needs: "stores",
  operations: new Map<string, JsonOperation>([
    ["SendMessage", operation(sdk.SendMessage$, send)],
    ["ReceiveMessage", operation(sdk.ReceiveMessage$, receive)],
    ["DeleteMessage", operation(sdk.DeleteMessage$, remove)],
    ["GetQueueAttributes", operation(sdk.GetQueueAttributes$, attributes)],
    ["GetQueueUrl", getQueueUrl],
  ]),
  throttled: { code: "RequestThrottled", status: 403 },
  errorHeaders: ({ code, status }) => ({
    "x-amzn-query-error": `${olderNames[code] ?? code};${status < 500 ? "Sender" : "Receiver"}`,
  }),
});
