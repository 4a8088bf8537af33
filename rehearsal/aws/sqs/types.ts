/** The local SQS, as the rest of the rehearsal sees it. */

export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: Date;
  readonly receiveCount: number;
}

export interface QueueSettings {
  readonly url?: string;
  /** The queue's resource policy. */
  readonly policy?: string;
  /** Seconds that a received message stays hidden. Defaults to SQS's 30. */
  readonly visibilitySeconds?: number;
}

/** A queue as GetQueueAttributes tells of it. */
export interface QueueDescription {
  readonly arn: string;
  readonly url: string;
  readonly policy?: string;
  readonly visibilitySeconds: number;
  readonly createdAt: Date;
  /** Messages that could be received now, and those that are hidden. */
  readonly visible: number;
  readonly hidden: number;
}

export interface Queues {
  create(arn: string, settings?: QueueSettings): void;
  has(arn: string): boolean;
  describe(arn: string): QueueDescription;
  /** ARN of the queue behind a URL, whatever host the URL names; undefined where there is none. */
  arnOf(url: string): string | undefined;
  /** Deletes a queue with its messages. */
  remove(arn: string): void;
  arns(): string[];
  setPolicy(arn: string, policy: string | undefined): void;
  /** For messages that are received from now on; without a number, SQS's default. */
  setVisibility(arn: string, seconds?: number): void;
  /** Whether a queue's policy lets a service act for something; also false for no queue. */
  mayService(arn: string, action: string, service: string, sourceArn: string): boolean;
  /** Keeps a message; the caller has been authorised. Answers its id. */
  send(arn: string, body: string): string;
  /** The file in the run's folder that shows a message. */
  file(arn: string, messageId: string): string;
  /** What is in the queue, oldest first; nothing is hidden or removed. */
  messages(arn: string): QueueMessage[];
  /** Takes up to ten messages and hides them for the visibility timeout. */
  receive(
    arn: string,
    options?: { max?: number; visibilitySeconds?: number },
  ): { message: QueueMessage; receiptHandle: string }[];
  delete(arn: string, receiptHandle: string): void;
}
