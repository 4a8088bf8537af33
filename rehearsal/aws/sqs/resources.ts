/** SQS: queues and their policies. */
import { dnsSuffix } from "../../../contract/partitions";
import { isDeepStrictEqual } from "node:util";
import { ServiceError } from "../../errors";
import {
  arn,
  created,
  find,
  createHandler,
  putHandler,
  physicalName,
  type Handler,
} from "../account/context";
import { policyText } from "../iam";
import type { RegisteredResource, Registration } from "../account/types";

export const queueType = "aws:sqs/queue:Queue";

export const queueHandler: Handler = createHandler(
  (registration, context) => {
    const { place } = context;
    const name = physicalName(registration, context);
    const existing = find(context, [queueType], "name", name);
    if (existing !== undefined) {
      needSameAttributes(existing, registration);
      return created(existing.id, registration, existing.state);
    }
    const url = `https://sqs.${place.region}.${dnsSuffix(place.partition)}/${place.accountId}/${name}`;
    const { policy, visibilityTimeoutSeconds: visibilitySeconds } = registration.inputs;
    const queueArn = arn(context, "sqs", name);
    context.stores.queues.create(queueArn, {
      ...{ url, visibilitySeconds },
      policy: policy && policyText(policy, "resource", "InvalidAttributeValue"),
    });
    return created(url, registration, { name, url, arn: queueArn });
  },
  {
    update: (current, registration, { stores }) => {
      const { name, url, arn: queueArn } = current.state;
      const { policy, visibilityTimeoutSeconds } = registration.inputs;
      const text = policy && policyText(policy, "resource", "InvalidAttributeValue");
      // The policy that a QueuePolicy gave it stays, unless the queue's own input changes.
      const isOther = !isDeepStrictEqual(policy, current.inputs.policy);
      if (policy && isOther) stores.queues.setPolicy(queueArn, text);
      stores.queues.setVisibility(queueArn, visibilityTimeoutSeconds);
      return created(url, registration, { name, url, arn: queueArn });
    },
    delete: ({ state }, { stores }) => stores.queues.remove(state.arn),
  },
);

export const queuePolicyHandler: Handler = putHandler(
  (registration, context) => {
    const { queueUrl } = registration.inputs;
    const queue = find(context, [queueType], "url", queueUrl);
    if (queue === undefined) {
      throw new ServiceError(
        "AWS.SimpleQueueService.NonExistentQueue",
        `The specified queue does not exist: ${queueUrl}`,
      );
    }
    const policy = policyText(registration.inputs.policy, "resource", "InvalidAttributeValue");
    context.stores.queues.setPolicy(queue.state.arn, policy);
    return created(queueUrl, registration, { policy });
  },
  ({ inputs }, context) => {
    const queue = find(context, [queueType], "url", inputs.queueUrl);
    if (queue !== undefined) context.stores.queues.setPolicy(queue.state.arn, undefined);
  },
);

/** CreateQueue answers the queue that there is, and refuses one with other attributes. */
function needSameAttributes(existing: RegisteredResource, given: Registration): void {
  const named = new Set(["name", "namePrefix", "tags"]);
  const keys = Object.keys({ ...existing.inputs, ...given.inputs }).filter((k) => !named.has(k));
  const other = keys.find((key) => !isDeepStrictEqual(existing.inputs[key], given.inputs[key]));
  if (other === undefined) return;
  throw new ServiceError(
    "QueueNameExists",
    `A queue already exists with the same name and a different value for attribute ${other}`,
  );
}
