/** SQS: queues and their policies. */
import { ServiceError } from "../errors";
import {
  arn,
  created,
  find,
  onCreate,
  physicalName,
  refuseDuplicate,
  type Handlers,
} from "./context";
import { policyText } from "./documents";

const queueType = "aws:sqs/queue:Queue";

export const sqsHandlers: Handlers = {
  [queueType]: onCreate((registration, context) => {
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
  }),

  "aws:sqs/queuePolicy:QueuePolicy": onCreate((registration, context) => {
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
  }),
};
