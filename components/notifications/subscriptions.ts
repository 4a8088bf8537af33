/** One subscription for each recipient: e-mail addresses, and subscribers of any protocol. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SubscriptionProtocol, type Subscription } from "../args";
import { applyInPreview, field, given, isPlain, whenKnown } from "../inputs/inputs";
import { forEach, type Naming } from "../inputs/lists";
import { shortHash } from "../naming/model/names";
import { childName } from "../naming/naming";
import { type SubscriptionsSpec, subscriberIdentity } from "./subscription-arguments";
import { type SubscriberArgs, subscribersOf, type Topic } from "./topic-subscriptions";

/** One subscription for each recipient. */
export function createSubscriptions(
  name: string,
  topic: Topic,
  spec: SubscriptionsSpec,
  parent: pulumi.ComponentResource,
): void {
  const { at, region } = spec;
  const subscribers = subscribersOf(topic, parent);
  forEach(spec.emails, byAddress, (endpoint, { key, before }) =>
    subscribers.add({
      child: `${name}-${key}`,
      key,
      former: before.map((old) => `${name}-email-${old}`),
      path: at("emails"),
      args: { protocol: "email", endpoint, region },
    }),
  );
  forEach(spec.subscriptions, byEndpoint, (subscription, { key, before }) => {
    const child = `${name}-${key}`;
    const former = before.map((index) => `${name}-subscription-${index}`);
    const args = { ...subscriptionArgs(subscription), region };
    subscribers.add({ child, key, former, path: at("subscriptions"), args });
    const aliases = former.map((old) => ({ name: `${old}-permission` }));
    permitInvocation(child, topic.arn, subscription, region, { parent, aliases });
  });
}

/**
 * SNS has one subscription for a topic, protocol and endpoint, and so has the program, under a name
 * made of these. An address or a token of a URL stays out of it: names stand in logs.
 */
const byAddress: Naming<string> = {
  identity: (address) => address as pulumi.Input<string>,
  key: (address) => `email-${shortHash(address)}`,
  before: (address, index, isPlain) => [
    ...(address === undefined ? [] : [address]),
    ...(isPlain ? [] : [`${index}`]),
  ],
};

const byEndpoint: Naming<Subscription> = {
  identity: (subscription) => {
    const protocol = field(subscription, "protocol");
    const endpoint = field(subscription, "endpoint");
    return isPlain([protocol, endpoint])
      ? subscriberIdentity({ protocol, endpoint })
      : applyInPreview(pulumi.all([protocol, endpoint]), (known) =>
          pulumi.containsUnknowns(known) ? (pulumi.unknown as string) : known.join(" "),
        );
  },
  key: (identity) => {
    const [protocol] = identity.split(" ", 1);
    return `${protocol}-${shortHash(identity.slice(protocol.length + 1))}`;
  },
  before: (_identity, index) => [`${index}`],
};

function subscriptionArgs(subscription: pulumi.Input<Subscription>): SubscriberArgs {
  const deadLetterQueue = field(subscription, "deadLetterQueueArn");
  return {
    protocol: field(subscription, "protocol"),
    endpoint: field(subscription, "endpoint"),
    filterPolicy: field(subscription, "filterPolicy"),
    filterPolicyScope: field(subscription, "filterPolicyScope"),
    rawMessageDelivery: field(subscription, "rawMessageDelivery"),
    redrivePolicy: given(deadLetterQueue) ? redrivePolicy(deadLetterQueue) : undefined,
    subscriptionRoleArn: field(subscription, "subscriptionRoleArn"),
  };
}

function redrivePolicy(
  queueArn: pulumi.Input<string | undefined>,
): pulumi.Output<string | undefined> {
  return pulumi
    .output(queueArn)
    .apply((arn) => (given(arn) ? JSON.stringify({ deadLetterTargetArn: arn }) : undefined));
}

/** SNS may invoke a function only if the function's own policy says so: for this topic alone. */
function permitInvocation(
  name: string,
  topicArn: pulumi.Output<string>,
  subscription: pulumi.Input<Subscription>,
  region: pulumi.Input<string> | undefined,
  { parent, aliases }: { parent: pulumi.Resource; aliases: pulumi.Alias[] },
): void {
  void whenKnown<string, void>(field(subscription, "protocol"), (protocol) => {
    if (protocol !== SubscriptionProtocol.Lambda) return;
    const { child, physical, opts } = childName(name, "permission", "permission", parent);
    new aws.lambda.Permission(
      child,
      {
        statementId: physical,
        action: "lambda:InvokeFunction",
        function: field(subscription, "endpoint"),
        principal: "sns.amazonaws.com",
        sourceArn: topicArn,
        region,
      },
      { ...opts, aliases },
    );
  });
}
