/** SNS: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import { topicHandler, topicPolicyHandler, topicSubscriptionHandler, topicType } from "./resources";

const code = "InvalidParameter";

export const snsTypes: readonly ResourceType[] = [
  {
    type: topicType,
    handler: topicHandler,
    name: {
      input: "name",
      // From the API reference, CreateTopic: the model names no limit.
      accepts: { parameter: "Topic Name", pattern: "[\\w-]+(\\.fifo)?", most: 256, code },
      autoname: { longest: 80, ending: ["fifoTopic", ".fifo"] },
    },
    texts: [{ input: "displayName", most: 100, code }],
    key: { input: "kmsMasterKeyId", code },
    tags: { code },
    replaces: ["name", "namePrefix", "fifoTopic"],
  },
  {
    type: "aws:sns/topicPolicy:TopicPolicy",
    handler: topicPolicyHandler,
    replaces: ["arn"],
    owner: { types: [topicType], input: "arn" },
  },
  {
    type: "aws:sns/topicSubscription:TopicSubscription",
    handler: topicSubscriptionHandler,
    replaces: ["topic", "protocol", "endpoint"],
    owner: { types: [topicType], input: "topic" },
  },
];
