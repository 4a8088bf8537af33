/** The local SNS: topics, subscriptions, and the delivery of what is published. */
import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import { isDeepStrictEqual } from "node:util";
import type { Place } from "../account/types";
import type { Clock } from "../../clock";
import { ServiceError } from "../../errors";
import { evaluateResourcePolicy, type IamDirectory } from "../iam";
import type { LocalKeys } from "../kms";
import { longestSubject } from "../codepipeline";
import { authorise, type Publisher, type ResourcePolicyCheck } from "./authorise";
import { deliver, redrive } from "./transports";
import { needKeyFor } from "./encryption";
import { matchesFilterPolicy } from "./filter";
import { fetchPost } from "./https";
import type { DeliveryDeps, PendingDelivery, Post } from "./pending-delivery";
import type { Delivery, Notification, Subscription, TopicSettings } from "./types";

export interface TopicsOptions {
  readonly directory: IamDirectory;
  readonly clock: Clock;
  /** The run's folder. */
  readonly folder: string;
  readonly place: Place;
  /** Asks a topic's policy. Defaults to IAM's evaluation. */
  readonly resourcePolicy?: ResourcePolicyCheck;
  readonly newId?: () => string;
  readonly post?: Post;
  readonly functions?: DeliveryDeps["functions"];
  readonly queues?: DeliveryDeps["queues"];
  /** Keys of encrypted topics; without them any key lets a service publish. */
  readonly keys?: Pick<LocalKeys, "find">;
}

/** Emits `delivery` with each `Delivery`. */
export class Topics extends EventEmitter {
  private readonly topics = new Map<string, TopicSettings>();
  private subscriptions: Subscription[] = [];
  private readonly done: Delivery[] = [];
  private readonly newId: () => string;
  private readonly deps: DeliveryDeps;
  private serial = 0;

  constructor(private readonly options: TopicsOptions) {
    super();
    const { clock, folder, functions, queues } = options;
    this.newId = options.newId ?? randomUUID;
    this.deps = { clock, folder, functions, queues, post: options.post ?? fetchPost };
  }

  createTopic(settings: TopicSettings): void {
    this.topics.set(settings.arn, { ...settings });
  }

  /** Replaces the topic's access policy; without one, only the owner's account has rights. */
  setPolicy(arn: string, policy: string | undefined): void {
    this.topic(arn).policy = policy;
  }

  /** Deletes a topic with its subscriptions. */
  deleteTopic(arn: string): void {
    this.topic(arn);
    this.topics.delete(arn);
    this.keepSubscriptions(({ topicArn }) => topicArn !== arn);
  }

  /** Whom e-mails are from from now on; without one they are from SNS. */
  setDisplayName(arn: string, displayName: string | undefined): void {
    this.topic(arn).displayName = displayName;
  }

  /** What it is encrypted with from now on; undefined for nothing. */
  setKey(arn: string, key: string | undefined): void {
    this.topic(arn).key = key;
  }

  /** Nothing is delivered there any more. */
  unsubscribe(arn: string): void {
    this.keepSubscriptions((subscription) => subscription.arn !== arn);
  }

  /** Changes a subscription, which stays the one that it is. */
  resubscribe(subscription: Subscription): void {
    const at = this.subscriptions.findIndex(({ arn }) => arn === subscription.arn);
    if (at < 0) {
      const message = `Subscription does not exist: ${subscription.arn}`;
      throw new ServiceError("NotFound", message, 404);
    }
    this.subscriptions[at] = subscription;
  }

  /** ARNs of all topics and subscriptions. */
  arns(): string[] {
    return [...this.topics.keys(), ...this.subscriptions.map(({ arn }) => arn)];
  }

  /**
   * Subscribes an endpoint, which counts as confirmed at once. A topic has one subscription for a
   * protocol and endpoint (SNS API Reference, Subscribe): whoever asks again gets the one there is.
   */
  subscribe(settings: Omit<Subscription, "arn">): Subscription {
    this.topic(settings.topicArn);
    const existing = this.subscriptions.find((one) => isSamePlace(one, settings));
    if (existing !== undefined) {
      needSameAttributes(existing, settings);
      return existing;
    }
    const subscription = { ...settings, arn: `${settings.topicArn}:${this.newId()}` };
    this.subscriptions.push(subscription);
    return subscription;
  }

  /**
   * Publishes to every subscription of the topic; resolves with the message id once each delivery
   * has been tried. A delivery that failed shows in `deliveries`; it does not fail the publication,
   * as in SNS.
   */
  async publish(notification: Notification, publisher: Publisher): Promise<string> {
    const { directory, place, resourcePolicy = evaluateResourcePolicy } = this.options;
    const topic = this.topic(notification.topicArn);
    authorise(publisher, topic, place, directory, resourcePolicy);
    if ("service" in publisher) needKeyFor(publisher.service, topic, this.options.keys);
    needValid(notification);
    const messageId = this.newId();
    const publishedAt = this.options.clock.now();
    const pendingDeliveries = this.subscriptions
      .filter((subscription) => subscription.topicArn === topic.arn)
      .map((subscription) => {
        this.serial += 1;
        const { displayName } = topic;
        const sender = displayName === undefined ? {} : { displayName };
        return {
          messageId,
          publishedAt,
          notification,
          subscription,
          serial: this.serial,
          ...sender,
        };
      });
    await Promise.all(pendingDeliveries.map((pending) => this.deliver(pending)));
    return messageId;
  }

  /** Every delivery so far, in the order in which they ended. */
  deliveries(): Delivery[] {
    return [...this.done];
  }

  private keepSubscriptions(kept: (subscription: Subscription) => boolean): void {
    this.subscriptions = this.subscriptions.filter(kept);
  }

  private topic(arn: string): TopicSettings {
    const topic = this.topics.get(arn);
    if (topic !== undefined) return topic;
    throw new ServiceError("NotFound", `Topic does not exist: ${arn}`, 404);
  }

  private async deliver(pending: PendingDelivery): Promise<void> {
    const result = await this.outcome(pending);
    const { messageId, subscription } = pending;
    const delivery: Delivery = { messageId, subscription, at: this.deps.clock.now(), ...result };
    this.done.push(delivery);
    this.emit("delivery", delivery);
  }

  private async outcome(
    pending: PendingDelivery,
  ): Promise<Pick<Delivery, "status" | "where" | "detail">> {
    const { endpoint } = pending.subscription;
    try {
      if (!matchesFilterPolicy(pending.subscription, pending.notification)) {
        const detail = `The filter policy ${pending.subscription.filterPolicy} does not match.`;
        return { status: "Filtered", where: endpoint, detail };
      }
    } catch (error) {
      return { status: "Failed", where: endpoint, detail: textOf(error) };
    }
    try {
      return { status: "Delivered", where: await deliver(pending, this.deps) };
    } catch (error) {
      return this.undelivered(pending, textOf(error));
    }
  }

  private undelivered(
    pending: PendingDelivery,
    detail: string,
  ): Pick<Delivery, "status" | "where" | "detail"> {
    const failed = { status: "Failed", where: pending.subscription.endpoint } as const;
    try {
      const where = redrive(pending, this.deps, detail);
      return where === undefined
        ? { ...failed, detail }
        : { status: "DeadLettered", where, detail };
    } catch (error) {
      return { ...failed, detail: `${detail} ${textOf(error)}` };
    }
  }
}

type Settings = Omit<Subscription, "arn">;

function isSamePlace(one: Settings, other: Settings): boolean {
  return (["topicArn", "protocol", "endpoint"] as const).every((key) => one[key] === other[key]);
}

const documents = ["filterPolicy", "redrivePolicy"] as const;
const flags = ["filterPolicyScope", "rawMessageDelivery"] as const;

/** SNS compares the attributes that are given; one that is left out is no other attribute. */
function needSameAttributes(existing: Settings, given: Settings): void {
  const parsed = (text: string | undefined) => JSON.parse(text ?? "null") as unknown;
  const differs =
    documents.some(
      (key) => given[key] && !isDeepStrictEqual(parsed(given[key]), parsed(existing[key])),
    ) || flags.some((key) => given[key] && given[key] !== existing[key]);
  if (!differs) return;
  throw new ServiceError(
    "InvalidParameter",
    "Invalid parameter: Attributes Reason: Subscription already exists with different attributes",
  );
}

function needValid({ subject, message }: Notification): void {
  if (message === "")
    throw new ServiceError("InvalidParameter", "Invalid parameter: Empty message");
  if (subject !== undefined && (subject.length > longestSubject || !/^[^\r\n]+$/.test(subject))) {
    throw new ServiceError(
      "InvalidParameter",
      `Invalid parameter: Subject must be one line of 1 to ${longestSubject} characters, ` +
        `got ${subject.length}: ${JSON.stringify(subject)}`,
    );
  }
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
