/** SNS: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { topicHandler, topicPolicyHandler, topicSubscriptionHandler, topicType } from "./resources";

const code = "InvalidParameter";

/** Attributes are texts without a limit in the model. */
const topicAttributes = {
  deliveryPolicy: "Attributes.DeliveryPolicy",
  displayName: "Attributes.DisplayName",
  kmsMasterKeyId: "Attributes.KmsMasterKeyId",
  policy: "Attributes.Policy",
  tracingConfig: "Attributes.TracingConfig",
};
const subscriptionAttributes = {
  topic: "TopicArn",
  deliveryPolicy: "Attributes.DeliveryPolicy",
  filterPolicy: "Attributes.FilterPolicy",
  filterPolicyScope: "Attributes.FilterPolicyScope",
  redrivePolicy: "Attributes.RedrivePolicy",
  subscriptionRoleArn: "Attributes.SubscriptionRoleArn",
};

export const snsTypes: readonly ResourceType[] = [
  {
    type: topicType,
    handler: topicHandler,
    call: { model, operation: "CreateTopic", code, members: topicAttributes },
    name: {
      input: "name",
      // From the API reference, CreateTopic: the model names no limit.
      accepts: { parameter: "Topic Name", pattern: "[\\w-]+(\\.fifo)?", most: 256, code },
      autoname: { longest: 80, ending: ["fifoTopic", ".fifo"] },
    },
    // From the API reference, SetTopicAttributes.
    limits: [{ input: "displayName", most: 100, code }],
    key: { input: "kmsMasterKeyId", code },
    tags: { code },
    replaces: ["name", "namePrefix", "fifoTopic"],
  },
  {
    type: "aws:sns/topicPolicy:TopicPolicy",
    handler: topicPolicyHandler,
    call: {
      ...{ model, operation: "SetTopicAttributes", code },
      members: { arn: "TopicArn", policy: "AttributeValue" },
      defaults: { AttributeName: "Policy" },
    },
    requires: ["arn", "policy"],
    replaces: ["arn"],
    owner: { types: [topicType], input: "arn" },
  },
  {
    type: "aws:sns/topicSubscription:TopicSubscription",
    handler: topicSubscriptionHandler,
    call: { model, operation: "Subscribe", code, members: subscriptionAttributes },
    requires: ["endpoint", "protocol", "topic"],
    replaces: ["topic", "protocol", "endpoint"],
    owner: { types: [topicType], input: "topic" },
  },
];
