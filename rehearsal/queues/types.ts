/** The local SQS, as the rest of the rehearsal sees it. */

export interface QueueMessage {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: Date;
  readonly receiveCount: number;
}

export interface Queues {
  create(arn: string, settings?: { url?: string; policy?: string }): void;
  has(arn: string): boolean;
  setPolicy(arn: string, policy: string): void;
  /** Keeps a message; the caller has been authorised. Answers its id. */
  send(arn: string, body: string): string;
  /** What is in the queue, oldest first; nothing is hidden or removed. */
  messages(arn: string): QueueMessage[];
  /** Takes up to ten messages and hides them for the visibility timeout. */
  receive(
    arn: string,
    options?: { max?: number; visibilitySeconds?: number },
  ): { message: QueueMessage; receiptHandle: string }[];
  delete(arn: string, receiptHandle: string): void;
}
