/** Who is notified: e-mail addresses, and subscriptions of any protocol. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SubscriptionProtocol, type Subscription } from "../args";
import { email, type KnownSubscription, subscription as check } from "../model/recipient-checks";
import { checked, field, given, isToCome, knownPart, whenKnown } from "./inputs";
import { checkedList, forEach, type InputList } from "./lists";
import { named } from "./naming";

export interface SubscriptionsSpec {
  readonly emails?: InputList<string>;
  readonly subscriptions?: InputList<Subscription>;
  readonly region?: pulumi.Input<string>;
}

/** Checks everybody who is to be notified; `at` says where the arguments stand. */
export function checkedRecipients(
  input: SubscriptionsSpec,
  at: (key: "emails" | "subscriptions") => string,
): SubscriptionsSpec {
  return {
    emails: checkedList(input.emails, at("emails"), (value, path) => checked(value, path, email)),
    subscriptions: checkedList(input.subscriptions, at("subscriptions"), checkedSubscription),
    region: input.region ?? undefined,
  };
}

/**
 * Checks what is known of a subscription now and the rest when it resolves. A record stays a
 * record, so that a preview hides no field but the ones that are really unknown.
 */
function checkedSubscription(
  subscription: pulumi.Input<Subscription>,
  path: string,
): pulumi.Input<Subscription> {
  const checkAll = (value: Subscription): void => check(value as KnownSubscription, path);
  if (isToCome(subscription)) return checked(subscription, path, checkAll);
  const record = subscription as Subscription;
  check(knownPart(record) as unknown as KnownSubscription, path);
  const endpoint = whenKnown<Subscription, string>(record, (resolved) => {
    checkAll(resolved);
    return resolved.endpoint;
  });
  return { ...record, endpoint };
}

/** One subscription for each recipient, under the name of the address where it is known now. */
export function createSubscriptions(
  name: string,
  topicArn: pulumi.Output<string>,
  spec: SubscriptionsSpec,
  parent: pulumi.ComponentResource,
): void {
  forEach(spec.emails, (endpoint, key) => {
    new aws.sns.TopicSubscription(
      `${name}-email-${key}`,
      { topic: topicArn, protocol: "email", endpoint, region: spec.region },
      { parent },
    );
  });
  forEach(spec.subscriptions, (subscription, key) => {
    const child = `${name}-subscription-${key}`;
    createSubscription(child, topicArn, subscription, spec.region, parent);
    permitInvocation(child, topicArn, subscription, spec.region, parent);
  });
}

function createSubscription(
  name: string,
  topicArn: pulumi.Output<string>,
  subscription: pulumi.Input<Subscription>,
  region: pulumi.Input<string> | undefined,
  parent: pulumi.ComponentResource,
): void {
  const deadLetterQueue = field(subscription, "deadLetterQueueArn");
  new aws.sns.TopicSubscription(
    name,
    {
      topic: topicArn,
      region,
      protocol: field(subscription, "protocol"),
      endpoint: field(subscription, "endpoint"),
      filterPolicy: field(subscription, "filterPolicy"),
      filterPolicyScope: field(subscription, "filterPolicyScope"),
      rawMessageDelivery: field(subscription, "rawMessageDelivery"),
      redrivePolicy: given(deadLetterQueue) ? redrivePolicy(deadLetterQueue) : undefined,
      subscriptionRoleArn: field(subscription, "subscriptionRoleArn"),
    },
    { parent },
  );
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
  parent: pulumi.ComponentResource,
): void {
  void whenKnown<string, void>(field(subscription, "protocol"), (protocol) => {
    if (protocol !== SubscriptionProtocol.Lambda) return;
    const { child, physical } = named(name, "permission", "permission");
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
      { parent },
    );
  });
}
