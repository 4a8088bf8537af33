/** SNS: topics, their policies and subscriptions. */
import { ServiceError } from "../errors";
import { arn, created, find, onCreate, physicalName, type Context, type Handlers } from "./context";
import { policyText } from "./documents";

const topicType = "aws:sns/topic:Topic";

const protocols = [
  "application",
  "email",
  "email-json",
  "firehose",
  "http",
  "https",
  "lambda",
  "sms",
  "sqs",
];

export const snsHandlers: Handlers = {
  [topicType]: {
    create: (registration, context) => {
      const { inputs } = registration;
      const suffix = inputs.fifoTopic ? ".fifo" : "";
      const name = physicalName(registration, context, { suffix });
      if (!/^[\w-]{1,256}(\.fifo)?$/.test(name)) {
        throw new ServiceError("InvalidParameter", `Invalid parameter: Topic Name, got: ${name}`);
      }
      const topicArn = arn(context, "sns", name);
      const policy = inputs.policy && policyText(inputs.policy, "resource");
      context.topics.createTopic({ arn: topicArn, policy });
      const { accountId } = context.place;
      return created(topicArn, registration, { name, arn: topicArn, owner: accountId, policy });
    },
    read: (registration, context) => {
      const topicArn = registration.id;
      context.topics.createTopic({ arn: topicArn });
      const name = topicArn.split(":").pop();
      return created(topicArn, registration, {
        name,
        arn: topicArn,
        owner: topicArn.split(":")[4],
      });
    },
  },

  "aws:sns/topicPolicy:TopicPolicy": onCreate((registration, context) => {
    const topicArn = existingTopic(context, registration.inputs.arn);
    const policy = policyText(registration.inputs.policy, "resource");
    context.topics.setPolicy(topicArn, policy);
    return created(topicArn, registration, { policy, owner: context.place.accountId });
  }),

  "aws:sns/topicSubscription:TopicSubscription": onCreate((registration, context) => {
    const { inputs } = registration;
    if (!protocols.includes(inputs.protocol)) {
      throw new ServiceError(
        "InvalidParameter",
        `Invalid parameter: Does not support this protocol string: ${inputs.protocol}`,
      );
    }
    const subscription = context.topics.subscribe({
      topicArn: existingTopic(context, inputs.topic),
      protocol: inputs.protocol,
      endpoint: inputs.endpoint,
      filterPolicy: jsonText(inputs.filterPolicy, "FilterPolicy"),
      filterPolicyScope: inputs.filterPolicyScope,
      rawMessageDelivery: inputs.rawMessageDelivery,
      redrivePolicy: jsonText(inputs.redrivePolicy, "RedrivePolicy"),
    });
    return created(subscription.arn, registration, {
      arn: subscription.arn,
      ownerId: context.place.accountId,
      // As at AWS: its owner still has to follow the link in a mail.
      pendingConfirmation: inputs.protocol.startsWith("email"),
      confirmationWasAuthenticated: !inputs.protocol.startsWith("email"),
    });
  }),
};

function existingTopic(context: Context, topicArn: string): string {
  if (find(context, [topicType], "arn", topicArn) === undefined) {
    throw new ServiceError("NotFound", `Topic does not exist: ${topicArn}`, 404);
  }
  return topicArn;
}

function jsonText(value: unknown, attribute: string): string | undefined {
  if (value === undefined || value === null || value === "") return undefined;
  if (typeof value !== "string") return JSON.stringify(value);
  try {
    JSON.parse(value);
    return value;
  } catch {
    throw new ServiceError(
      "InvalidParameter",
      `Invalid parameter: ${attribute}: failed to parse JSON: ${value}`,
    );
  }
}
