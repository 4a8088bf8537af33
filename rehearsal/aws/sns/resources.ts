/** SNS: topics, their policies and subscriptions. */
import { readArn } from "../../../iam/arns";
import { isDeepStrictEqual } from "node:util";
import { ServiceError } from "../../errors";
import type { Subscription } from "./types";
import {
  arn,
  created,
  find,
  putHandler,
  physicalName,
  type Context,
  type Handler,
} from "../account/context";
import { policyText } from "../iam";
import { keyArn } from "../kms";
import { managedKey } from "./encryption";
import { needEndpointHere } from "./endpoint-rules";
import type { Created, RegisteredResource, Registration } from "../account/types";

export const topicType = "aws:sns/topic:Topic";

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

export const topicHandler: Handler = {
  create: (registration, context) => {
    const { inputs } = registration;
    const name = physicalName(registration, context);
    const topicArn = arn(context, "sns", name);
    const policy = inputs.policy && policyText(inputs.policy, "resource");
    const existing = find(context, [topicType], "arn", topicArn);
    const { displayName } = inputs;
    const key = keyOf(inputs, context);
    const settings = { arn: topicArn, policy, displayName, key };
    if (existing === undefined) context.topics.createTopic(settings);
    else needSameTopic(existing, registration);
    const { accountId } = context.place;
    return created(topicArn, registration, { name, arn: topicArn, owner: accountId, policy });
  },
  update: (current, registration, context) => {
    const { arn: topicArn, name, owner } = current.state;
    const { policy, displayName } = registration.inputs;
    context.topics.setDisplayName(topicArn, displayName);
    context.topics.setKey(topicArn, keyOf(registration.inputs, context));
    const text = policy ? policyText(policy, "resource") : current.state.policy;
    // The policy that a TopicPolicy gave it stays, unless the topic's own input changes.
    const isOther = !isDeepStrictEqual(policy, current.inputs.policy);
    if (policy && isOther) context.topics.setPolicy(topicArn, text);
    return created(topicArn, registration, { name, arn: topicArn, owner, policy: text });
  },
  delete: ({ state }, { topics }) => topics.deleteTopic(state.arn),
  read: (registration, context) => {
    const topicArn = registration.id;
    context.topics.createTopic({ arn: topicArn });
    const { resource: name, accountId: owner } = readArn(topicArn);
    return created(topicArn, registration, { name, arn: topicArn, owner });
  },
};

export const topicPolicyHandler: Handler = putHandler(
  (registration, context) => {
    const topicArn = existingTopic(context, registration.inputs.arn);
    const policy = policyText(registration.inputs.policy, "resource");
    context.topics.setPolicy(topicArn, policy);
    return created(topicArn, registration, { policy, owner: context.place.accountId });
  },
  ({ inputs }, { topics }) => topics.setPolicy(inputs.arn, undefined),
);

export const topicSubscriptionHandler: Handler = {
  create: (registration, context) => {
    const subscription = context.topics.subscribe(subscriptionOf(registration, context));
    return subscribed(subscription.arn, registration, context);
  },
  update: ({ id }, registration, context) => {
    context.topics.resubscribe({ ...subscriptionOf(registration, context), arn: id });
    return subscribed(id, registration, context);
  },
  // Here every address counts as confirmed. At AWS one that is not stays until it lapses: the
  // provider leaves it, because a subscription that is pending cannot be unsubscribed.
  delete: ({ id }, { topics }) => topics.unsubscribe(id),
};

function keyOf({ kmsMasterKeyId: key }: Registration["inputs"], context: Context) {
  return typeof key === "string" && key.endsWith(managedKey) ? managedKey : keyArn(context, key);
}

/** CreateTopic answers the topic that there is, and refuses one with other attributes or tags. */
function needSameTopic(existing: RegisteredResource, given: Registration): void {
  const attributes = ({ inputs }: Registration) => ({
    ...{ ...inputs, tags: undefined, name: undefined, namePrefix: undefined },
  });
  const differing = !isDeepStrictEqual(attributes(existing), attributes(given))
    ? "Attributes"
    : !isDeepStrictEqual(existing.inputs.tags ?? {}, given.inputs.tags ?? {})
      ? "Tags"
      : undefined;
  if (differing === undefined) return;
  throw new ServiceError(
    "InvalidParameter",
    `Invalid parameter: ${differing} Reason: Topic already exists with different ` +
      `${differing.toLowerCase()}`,
  );
}

function subscriptionOf(registration: Registration, context: Context): Omit<Subscription, "arn"> {
  const { inputs } = registration;
  if (!protocols.includes(inputs.protocol)) {
    throw new ServiceError(
      "InvalidParameter",
      `Invalid parameter: Does not support this protocol string: ${inputs.protocol}`,
    );
  }
  needEndpointHere(registration, context.place);
  return {
    topicArn: existingTopic(context, inputs.topic),
    protocol: inputs.protocol,
    endpoint: inputs.endpoint,
    filterPolicy: jsonText(inputs.filterPolicy, "FilterPolicy"),
    filterPolicyScope: inputs.filterPolicyScope,
    rawMessageDelivery: inputs.rawMessageDelivery,
    redrivePolicy: jsonText(inputs.redrivePolicy, "RedrivePolicy"),
  };
}

function subscribed(arn: string, registration: Registration, { place }: Context): Created {
  // As at AWS: its owner still has to follow the link in a mail.
  const byMail = registration.inputs.protocol.startsWith("email");
  return created(arn, registration, {
    arn,
    ownerId: place.accountId,
    pendingConfirmation: byMail,
    confirmationWasAuthenticated: !byMail,
  });
}

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
