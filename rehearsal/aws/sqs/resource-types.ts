/** SQS: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import { queueHandler, queuePolicyHandler, queueType } from "./resources";

export const sqsTypes: readonly ResourceType[] = [
  {
    type: queueType,
    handler: queueHandler,
    name: {
      input: "name",
      accepts: {
        // From the API reference, CreateQueue: the model names no limit.
        ...{ parameter: "QueueName", pattern: "[\\w-]+(\\.fifo)?", most: 80 },
        code: "InvalidParameterValue",
      },
      autoname: { longest: 80, ending: ["fifoQueue", ".fifo"] },
    },
    key: { input: "kmsMasterKeyId", code: "InvalidAttributeValue" },
    tags: { code: "InvalidParameterValue" },
    replaces: ["name", "namePrefix", "fifoQueue"],
  },
  {
    type: "aws:sqs/queuePolicy:QueuePolicy",
    handler: queuePolicyHandler,
    replaces: ["queueUrl"],
    owner: { types: [queueType], input: "queueUrl" },
  },
];
