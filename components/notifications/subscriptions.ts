/** Who is notified: e-mail addresses, and subscriptions of any protocol. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { SubscriptionProtocol, type Subscription } from "../args";
import { email, type KnownSubscription, subscription as check } from "./model/recipient-checks";
import { quote, throwInvalid, wholeText } from "../inputs/model/checks";
import { shortHash } from "../naming/model/names";
import {
  applyInPreview,
  validateTrimmed,
  redactIfSecret,
  field,
  given,
  isPlain,
  isUnresolved,
  knownPart,
  trimmedText,
  whenKnown,
} from "../inputs/inputs";
import { subscription as shape } from "../inputs/argument-shapes";
import { needRecord, needValue } from "../inputs/model/records";
import { validateList, forEach, type InputList, isEmptyList, type Naming } from "../inputs/lists";
import { childName } from "../naming/naming";
import { type SubscriberArgs, subscribersOf, type Topic } from "./topic-subscriptions";

/** What the user calls the two lists. */
interface Paths {
  readonly emails: string;
  readonly subscriptions: string;
}

export interface SubscriptionsSpec {
  readonly emails?: InputList<string>;
  readonly subscriptions?: InputList<Subscription>;
  readonly region?: pulumi.Input<string>;
  readonly paths: Paths;
}

/** Checks everybody who is to be notified; `at` says where the arguments stand. */
export function validateRecipients(
  input: Omit<SubscriptionsSpec, "paths">,
  at: (key: "emails" | "subscriptions") => string,
): SubscriptionsSpec {
  const paths = { emails: at("emails"), subscriptions: at("subscriptions") };
  return {
    emails: validateList(
      input.emails,
      paths.emails,
      (value, path) => validateTrimmed(value, path, email),
      (address) => wholeText(trimmedText(address)),
    ),
    subscriptions: validateList(
      eachOnce(input, paths),
      paths.subscriptions,
      validateSubscription,
      (subscription) => identityOf(subscription as Subscription),
    ),
    region: input.region ?? undefined,
    paths,
  };
}

/** What SNS has one subscription of a topic for. */
const identityOf = (subscription: { protocol: unknown; endpoint: unknown }): string => {
  const { protocol, endpoint } = trimmedAddress(subscription);
  return `${String(protocol)} ${String(endpoint)}`;
};

/** An address is the same here and in `emails`: without the white space at its ends. */
function trimmedAddress<T extends { protocol: unknown; endpoint: unknown }>(subscription: T): T {
  const { protocol, endpoint } = subscription;
  const isAddress =
    protocol === SubscriptionProtocol.Email || protocol === SubscriptionProtocol.EmailJson;
  return isAddress ? { ...subscription, endpoint: trimmedText(endpoint) } : subscription;
}

/** The subscriptions, none of which is an address of `emails`: SNS would subscribe it once. */
function eachOnce(
  { emails, subscriptions }: Pick<SubscriptionsSpec, "emails" | "subscriptions">,
  paths: Paths,
): InputList<Subscription> | undefined {
  if (!given(subscriptions) || isEmptyList(emails)) return subscriptions;
  const refuseAddress = (known: unknown[]): void => {
    const [addresses, records] = known as [unknown, unknown];
    const all = (list: unknown): unknown[] => (Array.isArray(list) ? list : []);
    const mailed = new Set(
      all(addresses)
        .filter((address) => isPlain(address))
        .map(trimmedText),
    );
    for (const [index, record] of all(records).entries()) {
      if (!isPlain(record) || !given(record)) continue;
      const { protocol, endpoint } = trimmedAddress(record as Subscription);
      if (protocol !== SubscriptionProtocol.Email || !mailed.has(endpoint)) continue;
      throwInvalid(
        `${paths.subscriptions}[${index}]`,
        `\`${paths.subscriptions}[${index}]\` must not be an address of \`${paths.emails}\`, got: ` +
          `${quote(endpoint)}, which SNS subscribes once. Remove one of them.`,
      );
    }
  };
  refuseAddress([emails, subscriptions]);
  if (isPlain([emails, subscriptions])) return subscriptions;
  const all = pulumi.all([emails as InputList<string>, subscriptions]);
  // The list itself is handed on as it is, so that a preview shows what is known of it.
  void all.apply((known) => redactIfSecret(all, () => refuseAddress(known)));
  return subscriptions;
}

/**
 * Checks what is known of a subscription now and the rest when it resolves. A record stays a
 * record, so that a preview hides no field but the ones that are really unknown.
 */
function validateSubscription(
  subscription: pulumi.Input<Subscription>,
  path: string,
): pulumi.Input<Subscription> {
  const checkAll = (value: unknown): Subscription => {
    needRecord(value, path, Object.keys(shape));
    const trimmed = trimmedAddress(value as Subscription);
    check(trimmed as KnownSubscription, path);
    return trimmed;
  };
  if (isUnresolved(subscription)) {
    return whenKnown<Subscription, Subscription>(subscription, checkAll);
  }
  const record = subscription as Subscription;
  checkAll(isPlain(record) ? record : knownPart(record));
  const toCome = Object.entries(record).filter(([, value]) => isUnresolved(value));
  const endpoint = whenKnown<Subscription, string>(record, (resolved) => {
    const { endpoint: address } = checkAll(resolved);
    for (const [key] of toCome) needValue(resolved[key as keyof Subscription], `${path}.${key}`);
    return address;
  });
  return { ...record, endpoint };
}

/** One subscription for each recipient. */
export function createSubscriptions(
  name: string,
  topic: Topic,
  spec: SubscriptionsSpec,
  parent: pulumi.ComponentResource,
): void {
  const { paths, region } = spec;
  const subscribers = subscribersOf(topic, parent);
  forEach(spec.emails, byAddress, (endpoint, { key, before }) =>
    subscribers.add({
      child: `${name}-${key}`,
      key,
      former: before.map((old) => `${name}-email-${old}`),
      path: paths.emails,
      args: { protocol: "email", endpoint, region },
    }),
  );
  forEach(spec.subscriptions, byEndpoint, (subscription, { key, before }) => {
    const child = `${name}-${key}`;
    const former = before.map((index) => `${name}-subscription-${index}`);
    const args = { ...subscriptionArgs(subscription), region };
    subscribers.add({ child, key, former, path: paths.subscriptions, args });
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
      ? identityOf({ protocol, endpoint })
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
