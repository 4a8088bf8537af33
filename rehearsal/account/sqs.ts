/** SQS: queues and their policies. */
import { isDeepStrictEqual } from "node:util";
import { ServiceError } from "../errors";
import {
  arn,
  created,
  find,
  onCreate,
  onPut,
  physicalName,
  refuseDuplicate,
  type Handlers,
} from "./context";
import { policyText } from "./documents";

const queueType = "aws:sqs/queue:Queue";

export const sqsHandlers: Handlers = {
  [queueType]: onCreate(
    (registration, context) => {
      const { place } = context;
      const suffix = registration.inputs.fifoQueue ? ".fifo" : "";
      const name = physicalName(registration, context, { suffix });
      refuseDuplicate(context, queueType, "name", name, {
        code: "QueueNameExists",
        message: `A queue already exists with the name ${name}.`,
      });
      const host = place.partition === "aws-cn" ? "amazonaws.com.cn" : "amazonaws.com";
      const url = `https://sqs.${place.region}.${host}/${place.accountId}/${name}`;
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
  ),

  "aws:sqs/queuePolicy:QueuePolicy": onPut(
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
  ),
};
