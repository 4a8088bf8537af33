/** SQS: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { queueHandler, queuePolicyHandler, queueType } from "./resources";

export const sqsTypes: readonly ResourceType[] = [
  {
    type: queueType,
    handler: queueHandler,
    call: {
      ...{ model, operation: "CreateQueue", code: "InvalidParameterValue" },
      members: {
        name: "QueueName",
        deduplicationScope: "Attributes.DeduplicationScope",
        fifoThroughputLimit: "Attributes.FifoThroughputLimit",
        kmsMasterKeyId: "Attributes.KmsMasterKeyId",
        policy: "Attributes.Policy",
        redriveAllowPolicy: "Attributes.RedriveAllowPolicy",
        redrivePolicy: "Attributes.RedrivePolicy",
      },
    },
    name: {
      input: "name",
      accepts: {
        // From the API reference, CreateQueue: the model names no limit.
        ...{ parameter: "QueueName", pattern: "[\\w-]+(\\.fifo)?", most: 80 },
        code: "InvalidParameterValue",
      },
      autoname: { longest: 80, ending: ["fifoQueue", ".fifo"] },
    },
    // From the API reference, SetQueueAttributes.
    limits: Object.entries({
      delaySeconds: [0, 900],
      kmsDataKeyReusePeriodSeconds: [60, 86_400],
      maxMessageSize: [1_024, 1_048_576],
      messageRetentionSeconds: [60, 1_209_600],
      receiveWaitTimeSeconds: [0, 20],
      visibilityTimeoutSeconds: [0, 43_200],
    }).map(([input, [least, most]]) => ({ input, least, most, code: "InvalidAttributeValue" })),
    key: { input: "kmsMasterKeyId", code: "InvalidAttributeValue" },
    tags: { code: "InvalidParameterValue" },
    replaces: ["name", "namePrefix", "fifoQueue"],
  },
  {
    type: "aws:sqs/queuePolicy:QueuePolicy",
    handler: queuePolicyHandler,
    call: {
      ...{ model, operation: "SetQueueAttributes", code: "InvalidParameterValue" },
      members: { policy: "Attributes.Policy" },
    },
    requires: ["policy", "queueUrl"],
    replaces: ["queueUrl"],
    owner: { types: [queueType], input: "queueUrl" },
  },
];
