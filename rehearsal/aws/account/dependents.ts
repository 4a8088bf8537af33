/** What an AWS service ends together with a resource, whoever made it. */
import type { RegisteredResource } from "./types";

interface Dependent {
  /** Type of what it belongs to. */
  readonly owner: RegExp;
  /** The input that names it, by id, name or ARN. */
  readonly input: string;
}

const dependents: readonly (Dependent & { readonly type: RegExp })[] = [
  {
    type: /^aws:sns\/topicSubscription:/,
    ...{ owner: /^aws:sns\/topic:/, input: "topic" },
  },
  { type: /^aws:sns\/topicPolicy:/, owner: /^aws:sns\/topic:/, input: "arn" },
  { type: /^aws:sqs\/queuePolicy:/, owner: /^aws:sqs\/queue:/, input: "queueUrl" },
  { type: /^aws:lambda\/permission:/, owner: /^aws:lambda\/function:/, input: "function" },
  {
    type: /^aws:lambda\/(functionUrl|functionEventInvokeConfig):/,
    ...{ owner: /^aws:lambda\/function:/, input: "functionName" },
  },
  {
    type: /^aws:cloudwatch\/eventBusPolicy:/,
    ...{ owner: /^aws:cloudwatch\/eventBus:/, input: "eventBusName" },
  },
  { type: /^aws:dynamodb\/tableItem:/, owner: /^aws:dynamodb\/table:/, input: "tableName" },
  {
    type: /^aws:secretsmanager\/secretVersion:/,
    ...{ owner: /^aws:secretsmanager\/secret:/, input: "secretId" },
  },
  { type: /^aws:s3\/bucket[A-Z]/, owner: /^aws:s3\/bucket(V2)?:/, input: "bucket" },
];

/** Those of `all` that are gone once their owner is. */
export function dependentsOf(
  owner: RegisteredResource,
  all: readonly RegisteredResource[],
): RegisteredResource[] {
  const names = [owner.id, owner.state.arn, owner.state.name].filter((name) => name !== undefined);
  return all.filter((one) =>
    dependents.some(
      ({ type, input, owner: ownerType }) =>
        type.test(one.type) && ownerType.test(owner.type) && names.includes(one.inputs[input]),
    ),
  );
}
