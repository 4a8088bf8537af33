/**
 * Subscriptions of one topic. SNS keeps one for each protocol and endpoint: a second Subscribe answers
 * the first one's ARN, and Unsubscribe ends it for everybody (API Reference, "Subscribe"). So a topic
 * that exists already has one resource for each endpoint, which belongs to the stack and is named after
 * both: whichever component goes, is renamed or takes another's place, the endpoint stays subscribed.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { refuse } from "../model/checks";
import { shortHash } from "../model/names";
import { sharedMap } from "./deployment";
import { applyInPreview, given, isPlain } from "./inputs";
import { belongsTo, stackOptions } from "./of-stack";

export interface Topic {
  /** Where to subscribe; checked. */
  readonly arn: pulumi.Output<string>;
  /** The argument that names the topic, where it is not the component's own. */
  readonly existing?: pulumi.Input<string>;
}

export type SubscriberArgs = Omit<aws.sns.TopicSubscriptionArgs, "topic">;

/** One subscription, as a component asks for it. */
export interface Subscriber {
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

interface Subscribed {
  readonly path: string;
  readonly args: SubscriberArgs;
  readonly resource: aws.sns.TopicSubscription;
  /** Name of the resource, where the topic is a component's own: it goes with that component. */
  readonly own?: string;
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
    once(name, subscriber, () => create(name, subscriber, topic, opts)),
  );
}

function nameOf(topicArn: string, key: string): string {
  return `${topicArn.slice(topicArn.lastIndexOf(":") + 1)}-${shortHash(topicArn)}-${key}`;
}

function addToOwn(subscriber: Subscriber, topic: Topic, parent: pulumi.ComponentResource): void {
  const { child, key, former, path, args } = subscriber;
  const aliases = former.map((name) => ({ name }));
  const resource = create(child, subscriber, topic, { parent, aliases });
  if (key === undefined) return;
  pulumi.all([topic.arn, key]).apply(([arn, known]) => {
    const name = nameOf(arn, known);
    const other = everySubscription().get(name);
    if (other !== undefined) refuseTaken(other.path, child);
    everySubscription().set(name, { path, args, resource, own: child });
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

/** Subscribes the first time. SNS refuses a second time with other attributes, and so does this. */
function once(
  name: string,
  { path, args }: Subscriber,
  subscribe: () => aws.sns.TopicSubscription,
): aws.sns.TopicSubscription {
  const all = everySubscription();
  const first = all.get(name);
  if (first === undefined) {
    const resource = subscribe();
    all.set(name, { path, args, resource });
    return resource;
  }
  if (first.own !== undefined) refuseTaken(path, first.own);
  if (isPlain(first.args) && isPlain(args)) requireSame(first.args, args, path, first.path);
  else {
    const both = pulumi.output({ mine: args, first: first.args });
    both.apply(({ mine, first: other }) => requireSame(other, mine, path, first.path));
  }
  return first.resource;
}

/** It would end with the component that made the topic, and a second resource would end it for both. */
function refuseTaken(path: string, own: string): never {
  refuse(
    path,
    `\`${path}\` must not name an endpoint that the topic's own component subscribes already, got one ` +
      `that \`${own}\` subscribes. SNS keeps one subscription a topic, protocol and endpoint. Remove it here.`,
  );
}

function requireSame(first: unknown, second: unknown, path: string, firstPath: string): void {
  if (canonical(first) === canonical(second)) return;
  refuse(
    path,
    `\`${path}\` must give an endpoint of one topic the same settings everywhere, got others than ` +
      `\`${firstPath}\` gives it: SNS keeps one subscription a topic, protocol and endpoint. ` +
      "Remove one of them, or give both the same filter, delivery and dead letter queue.",
  );
}

/**
 * The same text for the same settings: what is left out is not written down, keys are in order. The
 * Region is the topic's, whether it was given or not.
 */
function canonical(args: unknown): string {
  const { region: _region, ...settings } = args as SubscriberArgs;
  const entries = Object.entries(settings).filter(([, value]) => given(value));
  return JSON.stringify(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
