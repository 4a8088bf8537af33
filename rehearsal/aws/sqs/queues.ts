/** The local SQS: standard queues in memory, each message also a file for people to read. */
import { readArn } from "../../../iam/arns";
import { dnsSuffix } from "../../../contract/partitions";
import { randomBytes, randomUUID } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Clock } from "../../clock";
import { ServiceError } from "../../errors";
import { evaluateResourcePolicy } from "../iam";
import { lastPart, safeName } from "../account/file-names";
import type { QueueDescription, QueueMessage, Queues, QueueSettings } from "./types";

export interface QueuesOptions {
  readonly clock: Clock;
  /** The run's folder: messages are shown in `queues/<name>/` below it. */
  readonly folder: string;
  readonly newId?: () => string;
}

interface Kept {
  readonly messageId: string;
  readonly body: string;
  readonly sentAt: Date;
  readonly file: string;
  receiveCount: number;
  /** Epoch milliseconds from which the message can be received. */
  visibleAt: number;
  /** Of the latest receipt; older ones delete nothing any more. */
  receiptHandle?: string;
}

interface Queue {
  readonly arn: string;
  readonly url: string;
  visibilitySeconds: number;
  readonly createdAt: Date;
  readonly messages: Kept[];
  policy?: string;
}

/** SQS's default for VisibilityTimeout, and the most messages of one ReceiveMessage. */
const defaultVisibility = 30;
const mostReceived = 10;

export class LocalQueues implements Queues {
  private readonly queues = new Map<string, Queue>();
  private readonly newId: () => string;
  private serial = 0;

  constructor(private readonly options: QueuesOptions) {
    this.newId = options.newId ?? randomUUID;
  }

  create(arn: string, settings: QueueSettings = {}): void {
    const { url = urlFor(arn), policy, visibilitySeconds = defaultVisibility } = settings;
    const createdAt = this.options.clock.now();
    this.queues.set(arn, { arn, url, policy, visibilitySeconds, createdAt, messages: [] });
  }

  has(arn: string): boolean {
    return this.queues.has(arn);
  }

  describe(arn: string): QueueDescription {
    const { url, policy, visibilitySeconds, createdAt, messages } = this.queue(arn);
    const visible = messages.filter((message) => this.isVisible(message)).length;
    const hidden = messages.length - visible;
    return { arn, url, policy, visibilitySeconds, createdAt, visible, hidden };
  }

  arnOf(url: string): string | undefined {
    const wanted = accountAndName(url);
    const found = [...this.queues.values()].find((queue) => accountAndName(queue.url) === wanted);
    return found?.arn;
  }

  remove(arn: string): void {
    this.queue(arn);
    this.queues.delete(arn);
  }

  arns(): string[] {
    return [...this.queues.keys()];
  }

  setPolicy(arn: string, policy: string | undefined): void {
    this.queue(arn).policy = policy;
  }

  setVisibility(arn: string, seconds = defaultVisibility): void {
    this.queue(arn).visibilitySeconds = seconds;
  }

  mayService(arn: string, action: string, service: string, sourceArn: string): boolean {
    const policy = this.queues.get(arn)?.policy;
    if (policy === undefined) return false;
    const context = {
      "aws:SecureTransport": "true",
      "aws:SourceArn": sourceArn,
      "aws:SourceAccount": readArn(sourceArn).accountId ?? "",
    };
    return evaluateResourcePolicy(policy, { service }, action, arn, context).allowed;
  }

  send(arn: string, body: string): string {
    const { messages } = this.queue(arn);
    const messageId = this.newId();
    const sentAt = this.options.clock.now();
    const file = this.write(arn, sentAt, body);
    messages.push({
      ...{ messageId, body, sentAt, file },
      receiveCount: 0,
      visibleAt: sentAt.getTime(),
    });
    return messageId;
  }

  file(arn: string, messageId: string): string {
    const found = this.queue(arn).messages.find((message) => message.messageId === messageId);
    if (found !== undefined) return found.file;
    throw new Error(`The queue ${arn} has no message ${messageId}.`);
  }

  messages(arn: string): QueueMessage[] {
    return this.queue(arn).messages.map(shown);
  }

  receive(
    arn: string,
    options: { max?: number; visibilitySeconds?: number } = {},
  ): { message: QueueMessage; receiptHandle: string }[] {
    const queue = this.queue(arn);
    const { max = 1, visibilitySeconds = queue.visibilitySeconds } = options;
    const visibleAt = this.options.clock.now().getTime() + visibilitySeconds * 1000;
    return queue.messages
      .filter((message) => this.isVisible(message))
      .slice(0, Math.min(max, mostReceived))
      .map((message) => {
        const receiptHandle = randomBytes(48).toString("base64");
        Object.assign(message, { receiptHandle, visibleAt });
        message.receiveCount += 1;
        return { message: shown(message), receiptHandle };
      });
  }

  /** As in SQS, a receipt that is out of date deletes nothing, and is no error. */
  delete(arn: string, receiptHandle: string): void {
    const { messages } = this.queue(arn);
    const index = messages.findIndex((message) => message.receiptHandle === receiptHandle);
    if (index >= 0) messages.splice(index, 1);
  }

  private isVisible({ visibleAt }: Kept): boolean {
    return visibleAt <= this.options.clock.now().getTime();
  }

  private queue(arn: string): Queue {
    const queue = this.queues.get(arn);
    if (queue !== undefined) return queue;
    throw new ServiceError("QueueDoesNotExist", `The specified queue does not exist: ${arn}`);
  }

  private write(arn: string, sentAt: Date, body: string): string {
    this.serial += 1;
    const name = safeName(lastPart(arn));
    const folder = path.join(this.options.folder, "queues", name);
    fs.mkdirSync(folder, { recursive: true });
    const stamp = sentAt.toISOString().replace(/[-:.]/g, "");
    const serial = String(this.serial).padStart(6, "0");
    const file = path.join(folder, `${stamp}-${serial}-${name}.json`);
    fs.writeFileSync(file, body);
    return file;
  }
}

function shown({ messageId, body, sentAt, receiveCount }: Kept): QueueMessage {
  return { messageId, body, sentAt, receiveCount };
}

/** Tools take a queue's URL for its identity, but reach it through an endpoint of their own. */
function accountAndName(url: string): string {
  return url.split("/").slice(-2).join("/");
}

function urlFor(arn: string): string {
  const { partition = "", region, accountId, resource: name } = readArn(arn);
  return `https://sqs.${region}.${dnsSuffix(partition ?? "aws")}/${accountId}/${name}`;
}
