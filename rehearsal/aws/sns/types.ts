/** The local SNS, as the rest of the rehearsal sees it. */

export interface TopicSettings {
  readonly arn: string;
  /** The topic's access policy, JSON. Absent: the owner's account only. */
  policy?: string;
  /** Whom e-mails are from. Absent: SNS's own name. */
  displayName?: string;
  /** The key that it is encrypted with: an ARN, or the alias of the one that AWS manages. */
  key?: string;
}

export interface Subscription {
  readonly arn: string;
  readonly topicArn: string;
  /** As in the SNS API: `email`, `sms`, `https`, `sqs`, `lambda`, `firehose`, ... */
  readonly protocol: string;
  readonly endpoint: string;
  readonly filterPolicy?: string;
  readonly filterPolicyScope?: "MessageAttributes" | "MessageBody";
  readonly rawMessageDelivery?: boolean;
  readonly redrivePolicy?: string;
}

export interface Notification {
  readonly topicArn: string;
  readonly subject?: string;
  readonly message: string;
  /** Message attributes, which are text here. CodePipeline publishes none. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** One delivery to one subscription, kept for people and tests to look at. */
export interface Delivery {
  readonly messageId: string;
  readonly subscription: Subscription;
  readonly at: Date;
  readonly status: "Delivered" | "Filtered" | "Failed" | "DeadLettered";
  /**
   * Where it went: a file for e-mail, sms, sqs and firehose; the URL for https; the ARN of a
   * function that runs here, a file for any other.
   */
  readonly where: string;
  readonly detail?: string;
}
