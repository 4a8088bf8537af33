/** The arguments that say who is notified, each held to its rule. */
import * as pulumi from "@pulumi/pulumi";
import { SubscriptionProtocol, type Subscription } from "../args";
import type { ShapesOf } from "../inputs/argument-shape";
import { optional, type Received, type Validated } from "../inputs/fields";
import {
  redactIfSecret,
  given,
  isPlain,
  isUnresolved,
  knownPart,
  trimmedText,
  whenKnown,
} from "../inputs/inputs";
import { listOf, record, trimmed } from "../inputs/kinds";
import { type InputList, isEmptyList } from "../inputs/lists";
import { quote, throwInvalid, wholeText } from "../inputs/model/checks";
import { needRecord, needValue } from "../inputs/model/records";
import { email, type KnownSubscription, subscription as check } from "./model/recipient-checks";

const shapes: ShapesOf<Subscription> = {
  protocol: "string",
  endpoint: "string",
  filterPolicy: "string",
  filterPolicyScope: "string",
  deadLetterQueueArn: "string",
  rawMessageDelivery: "boolean",
  subscriptionRoleArn: "string",
};

export const recipientArguments = {
  emails: optional(listOf(trimmed(email), (address) => wholeText(trimmedText(address)))),
  subscriptions: optional(
    listOf(record(shapes, validateSubscription), (subscription) =>
      subscriberIdentity(subscription as Subscription),
    ),
  ),
};

/** What the user calls one of the two lists. */
type Path = (key: keyof typeof recipientArguments) => string;

export interface SubscriptionsSpec extends Validated<typeof recipientArguments> {
  readonly region?: pulumi.Input<string>;
  readonly at: Path;
}

/** What SNS has one subscription of a topic for. */
export function subscriberIdentity(subscription: { protocol: unknown; endpoint: unknown }): string {
  const { protocol, endpoint } = trimmedAddress(subscription);
  return `${String(protocol)} ${String(endpoint)}`;
}

/** An address is the same here and in `emails`: without the white space at its ends. */
function trimmedAddress<T extends { protocol: unknown; endpoint: unknown }>(subscription: T): T {
  const { protocol, endpoint } = subscription;
  const isAddress =
    protocol === SubscriptionProtocol.Email || protocol === SubscriptionProtocol.EmailJson;
  return isAddress ? { ...subscription, endpoint: trimmedText(endpoint) } : subscription;
}

/**
 * Refuses a subscription of an address of `emails`, which SNS would subscribe once. The lists
 * themselves are handed on as they are, so that a preview shows what is known of them.
 */
export function mailOnce(
  { emails, subscriptions }: Received<typeof recipientArguments>,
  at: Path,
): void {
  if (!given(subscriptions) || isEmptyList(emails)) return;
  const refuseAddress = (known: unknown[]): void => {
    const [addresses, records] = known as [unknown, unknown];
    const all = (list: unknown): unknown[] => (Array.isArray(list) ? list : []);
    const mailed = new Set(
      all(addresses)
        .filter((address) => isPlain(address))
        .map(trimmedText),
    );
    for (const [index, one] of all(records).entries()) {
      if (!isPlain(one) || !given(one)) continue;
      const { protocol, endpoint } = trimmedAddress(one as Subscription);
      if (protocol !== SubscriptionProtocol.Email || !mailed.has(endpoint)) continue;
      const path = `${at("subscriptions")}[${index}]`;
      throwInvalid(
        path,
        `\`${path}\` must not be an address of \`${at("emails")}\`, got: ${quote(endpoint)}, which ` +
          "SNS subscribes once. Remove one of them.",
      );
    }
  };
  refuseAddress([emails, subscriptions]);
  if (isPlain([emails, subscriptions])) return;
  const all = pulumi.all([emails as InputList<string>, subscriptions]);
  void all.apply((known) => redactIfSecret(all, () => refuseAddress(known)));
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
    needRecord(value, path, Object.keys(shapes));
    const trimmedOne = trimmedAddress(value as Subscription);
    check(trimmedOne as KnownSubscription, path);
    return trimmedOne;
  };
  if (isUnresolved(subscription)) {
    return whenKnown<Subscription, Subscription>(subscription, checkAll);
  }
  const known = subscription as Subscription;
  checkAll(isPlain(known) ? known : knownPart(known));
  const unresolved = Object.entries(known).filter(([, value]) => isUnresolved(value));
  const endpoint = whenKnown<Subscription, string>(known, (resolved) => {
    const { endpoint: address } = checkAll(resolved);
    for (const [key] of unresolved)
      needValue(resolved[key as keyof Subscription], `${path}.${key}`);
    return address;
  });
  return { ...known, endpoint };
}
