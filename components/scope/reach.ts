/** What is known is compared with where the pipeline is at once, the rest when it resolves. */
import * as pulumi from "@pulumi/pulumi";
import type { Subscription } from "../args";
import type { AwsScope } from "./model/arn";
import { type KnownPlace, keyInReach, subscriberInReach } from "./model/reach";
import type { KnownSubscription } from "../notifications/model/recipient-checks";
import {
  applyInPreview,
  redactIfSecret,
  given,
  isPlain,
  isUnresolved,
  knownPart,
} from "../inputs/inputs";
import { type InputList, isEmptyList } from "../inputs/lists";
import type { ProviderScope } from "./place";

interface Said {
  readonly region?: pulumi.Input<string> | null;
  readonly topicArn?: pulumi.Input<string> | null;
}

/** What the program itself says of where the pipeline is: its Region, or that of its topic. */
export function givenScope({ region, topicArn }: Said): KnownPlace {
  const said = [region, typeof topicArn === "string" ? topicArn.split(":")[3] : undefined];
  const known = said.find((text) => typeof text === "string" && text !== "");
  return known === undefined ? {} : { region: known as string };
}

/** Compares what is plain of the subscriptions. */
export function compareSubscribers(
  input: Said & { readonly subscriptions?: InputList<Subscription> | null },
  path: string,
): void {
  const { subscriptions } = input;
  for (const [index, record] of (Array.isArray(subscriptions) ? subscriptions : []).entries()) {
    if (isUnresolved(record) || !given(record)) continue;
    const part = knownPart(record as object) as unknown as KnownSubscription;
    subscriberInReach(part, givenScope(input), `${path}[${index}]`);
  }
}

/**
 * The topic, for its subscriptions: not before every subscriber is known to be in reach. The
 * subscriptions themselves stay as they are, because their children are named after them.
 */
export function topicInReach(
  topicArn: pulumi.Output<string>,
  subscriptions: InputList<Subscription> | undefined,
  place: pulumi.Output<AwsScope>,
  path: string,
): pulumi.Output<string> {
  if (isEmptyList(subscriptions)) return topicArn;
  const all = pulumi.all([place, subscriptions]);
  const judged = applyInPreview(all, ([here, list]) =>
    redactIfSecret(all, () => {
      if (pulumi.containsUnknowns([here, list])) return true;
      for (const [index, subscription] of ((list as Subscription[] | undefined) ?? []).entries()) {
        subscriberInReach(subscription as KnownSubscription, here, `${path}[${index}]`);
      }
      return true;
    }),
  );
  // The verdict is no secret, even where an endpoint is one.
  return pulumi.all([topicArn, pulumi.unsecret(judged)]).apply(([arn]) => arn);
}

/** A key that is an ARN, compared with the Region of the pipeline. */
export function validateKey(
  key: pulumi.Input<string> | undefined,
  region: pulumi.Input<string> | undefined,
  asked: ProviderScope,
  path: string,
): pulumi.Input<string> | undefined {
  if (key === undefined || (isPlain(key) && !(key as string).startsWith("arn:"))) return key;
  const all = pulumi.all([key, region ?? asked.region()]);
  return all.apply(([arn, name]) =>
    redactIfSecret(all, () => {
      keyInReach(arn, givenScope({ region: name }), path);
      return arn;
    }),
  );
}
