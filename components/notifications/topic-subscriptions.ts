/**
 * Subscriptions of one topic. SNS keeps one for each protocol and endpoint: a second Subscribe answers
 * the first one's ARN, and Unsubscribe ends it for everybody (API Reference, "Subscribe"). So a topic
 * that exists already has one resource for each endpoint, which belongs to the stack and is named after
 * both: whichever component goes, is renamed or takes another's place, the endpoint stays subscribed.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { shortHash } from "../naming/model/names";
import { type GivenAs, sameSettings, takenByOwner } from "./model/shared-endpoint";
import { sharedMap } from "../naming/deployment";
import { applyInPreview, redactIfSecret, isPlain } from "../inputs/inputs";
import { belongsTo, stackOptions } from "../naming/of-stack";

export interface Topic {
  /** Where to subscribe; checked. */
  readonly arn: pulumi.Output<string>;
  /** The argument that names the topic, where it is not the component's own. */
  readonly existing?: pulumi.Input<string>;
}

export type SubscriberArgs = Omit<aws.sns.TopicSubscriptionArgs, "topic">;

/** One subscription, as a component asks for it. */
interface Subscriber {
  /** Its name below the component, where the topic is the component's own. */
  readonly child: string;
  /** Protocol and endpoint, in short; still to come, or undefined, where they are not known yet. */
  readonly key?: pulumi.Input<string>;
  /** Names that earlier versions gave it below the component. */
  readonly former: readonly string[];
  /** The argument that it came from. */
  readonly path: string;
  readonly args: SubscriberArgs;
  readonly dependsOn?: pulumi.Input<pulumi.Resource>[];
}

interface Subscribed extends GivenAs {
  readonly args: SubscriberArgs;
  readonly resource: aws.sns.TopicSubscription;
  /** True where the topic is the component's own: the subscription goes with it. */
  readonly own: boolean;
}

const everySubscription = (): Map<string, Subscribed> => sharedMap("subscriptions");

export interface Subscribers {
  add(subscriber: Subscriber): void;
}

export function subscribersOf(topic: Topic, parent: pulumi.ComponentResource): Subscribers {
  const { existing } = topic;
  if (existing === undefined) {
    return { add: (subscriber) => addToOwn(subscriber, topic, parent) };
  }
  return {
    add: (subscriber) => {
      const add = (arn: unknown): void => addToExisting(arn, subscriber, topic, parent);
      if (isPlain(existing)) add(existing);
      else applyInPreview(pulumi.output(existing), add);
    },
  };
}

/** What a preview does not know yet is shown below the component. */
function addToExisting(
  arn: unknown,
  subscriber: Subscriber,
  topic: Topic,
  parent: pulumi.ComponentResource,
): void {
  const { child, key, former } = subscriber;
  if (typeof arn !== "string" || typeof key !== "string") {
    create(child, subscriber, topic, { parent });
    return;
  }
  const name = nameOf(arn, key);
  const opts = stackOptions("aws:sns/topicSubscription:TopicSubscription", former, parent);
  belongsTo(
    parent,
    once(name, { ...subscriber, component: nameOfComponent(parent) }, () =>
      create(name, subscriber, topic, opts),
    ),
  );
}

function nameOf(topicArn: string, key: string): string {
  return `${topicArn.slice(topicArn.lastIndexOf(":") + 1)}-${shortHash(topicArn)}-${key}`;
}

function addToOwn(subscriber: Subscriber, topic: Topic, parent: pulumi.ComponentResource): void {
  const { child, key, former, path, args } = subscriber;
  const mine = { path, component: nameOfComponent(parent), args, own: true };
  const aliases = former.map((name) => ({ name }));
  const resource = create(child, subscriber, topic, { parent, aliases });
  if (key === undefined) return;
  pulumi.all([topic.arn, key]).apply(([arn, known]) => {
    const name = nameOf(arn, known);
    const other = everySubscription().get(name);
    if (other !== undefined) takenByOwner(other, mine, plainEndpoint(other.args, args));
    everySubscription().set(name, { ...mine, resource });
  });
}

function create(
  name: string,
  { args, dependsOn }: Subscriber,
  { arn }: Topic,
  opts: pulumi.CustomResourceOptions,
): aws.sns.TopicSubscription {
  const waiting = dependsOn === undefined ? opts : { ...opts, dependsOn };
  return new aws.sns.TopicSubscription(name, { topic: arn, ...args }, waiting);
}

/** Its name as the program gave it, which its types leave out. */
function nameOfComponent(component: pulumi.ComponentResource & { __name?: string }): string {
  return component.__name ?? "";
}

/** The endpoint of two, where it is written down in both: else it may be a secret of one of them. */
function plainEndpoint(one: SubscriberArgs, other: SubscriberArgs): string | undefined {
  const { endpoint } = one;
  return typeof endpoint === "string" && endpoint === other.endpoint ? endpoint : undefined;
}

/** Subscribes the first time. SNS refuses a second time with other attributes, and so does this. */
function once(
  name: string,
  mine: GivenAs & { readonly args: SubscriberArgs },
  subscribe: () => aws.sns.TopicSubscription,
): aws.sns.TopicSubscription {
  const { path, component, args } = mine;
  const all = everySubscription();
  const first = all.get(name);
  if (first === undefined) {
    const resource = subscribe();
    all.set(name, { path, component, args, resource, own: false });
    return resource;
  }
  if (first.own) takenByOwner(mine, first, plainEndpoint(args, first.args));
  const same = (settings: SubscriberArgs, ofFirst: SubscriberArgs): void =>
    sameSettings({ ...mine, settings }, { ...first, settings: ofFirst });
  if (isPlain([first.args, args])) same(args, first.args);
  else {
    const both = pulumi.output([args, first.args]);
    both.apply((known) =>
      redactIfSecret(both, () => same(known[0] as SubscriberArgs, known[1] as SubscriberArgs)),
    );
  }
  return first.resource;
}
