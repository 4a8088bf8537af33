/** One message on its way to one subscription, and what a transport needs to take it there. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { Clock } from "../../clock";
import { lastPart, safeName } from "../account/file-names";
import type { Functions } from "../lambda";
import type { Queues } from "../sqs";
import type { Notification, Subscription } from "./types";

export interface PendingDelivery {
  readonly messageId: string;
  readonly publishedAt: Date;
  readonly notification: Notification;
  readonly subscription: Subscription;
  /** The topic's, where it has one. */
  readonly displayName?: string;
  /** Counts deliveries of a run, so that file names sort in the order of delivery. */
  readonly serial: number;
}

/** Posts a body; answers the HTTP status. Rejects when nobody answers. */
export type Post = (url: string, body: string, headers: Record<string, string>) => Promise<number>;

export interface DeliveryDeps {
  readonly clock: Clock;
  /** The run's folder: mailbox/, sms/, queues/ and so on are made in it. */
  readonly folder: string;
  readonly post: Post;
  /** The local Lambda and the local SQS; a message for what they do not have becomes a file. */
  readonly functions?: () => Pick<Functions, "has" | "invokeAsync">;
  readonly queues?: Queues;
}

/** Delivers it to its endpoint; answers where it went. Rejects when it could not. */
export type Transport = (pending: PendingDelivery, deps: DeliveryDeps) => Promise<string>;

/** Writes one delivered message; answers the file. */
export function writeMessage(
  folder: string,
  pending: PendingDelivery,
  ending: string,
  text: string,
): string {
  fs.mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${fileName(pending)}.${ending}`);
  fs.writeFileSync(file, text);
  return file;
}

function fileName(pending: PendingDelivery): string {
  const stamp = pending.publishedAt.toISOString().replace(/[-:.]/g, "");
  const serial = String(pending.serial).padStart(6, "0");
  return `${stamp}-${serial}-${safeName(lastPart(pending.subscription.endpoint))}`;
}
