/** SQS: queues and their policies. Messages themselves land in the run's `queues` folder. */
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
    return created(url, registration, { name, url, arn: arn(context, "sqs", name) });
  }),

  "aws:sqs/queuePolicy:QueuePolicy": onCreate((registration, context) => {
    const { queueUrl } = registration.inputs;
    if (find(context, [queueType], "url", queueUrl) === undefined) {
      throw new ServiceError(
        "AWS.SimpleQueueService.NonExistentQueue",
        `The specified queue does not exist: ${queueUrl}`,
      );
    }
    const policy = policyText(registration.inputs.policy, "resource", "InvalidAttributeValue");
    return created(queueUrl, registration, { policy });
  }),
};
