/** A local SNS with a fake clock and a directory that answers as told. */
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import type { Values } from "../../../../../iam/context";
import type { Clock } from "../../../../../rehearsal/clock";
import type { Decision, IamDirectory } from "../../../../../rehearsal/aws/iam/types";
import type { PendingDelivery, Post } from "../../../../../rehearsal/aws/sns/pending-delivery";
import { Topics } from "../../../../../rehearsal/aws/sns/topics";
import type { Subscription } from "../../../../../rehearsal/aws/sns/types";

export const topicArn = "arn:aws:sns:eu-west-1:111122223333:gate";
export const roleArn = "arn:aws:iam::111122223333:role/pipeline";
export const place = { partition: "aws", region: "eu-west-1", accountId: "111122223333" };
export const now = new Date("2026-11-22T21:34:56.789Z");

/** Time stands still, and what waits is called at once. */
export function fakeClock(waits: number[] = []): Clock {
  return {
    now: () => new Date(now),
    at(when, fire) {
      waits.push(when.getTime() - now.getTime());
      setImmediate(fire);
      return { cancel: () => undefined };
    },
  };
}

interface Question {
  role: string;
  action: string;
  resource: string;
  context?: Values;
}

function directory(own: Own, asked: Question[]): IamDirectory {
  const { allowed = true, explicitDeny } = own;
  const decideRole: IamDirectory["decideRole"] = (role, action, resource, context) => {
    asked.push({ role, action, resource, context });
    const reason = allowed ? "yes" : "No policy of the role allows it.";
    return { allowed, reason, explicitDeny };
  };
  return { decideRole } as Partial<IamDirectory> as IamDirectory;
}

const folders: string[] = [];
process.once("exit", () => {
  for (const folder of folders) fs.rmSync(folder, { recursive: true, force: true });
});

export interface Setup {
  topics: Topics;
  folder: string;
  waits: number[];
  asked: Question[];
}

/** What the policies of a role say. */
type Own = Partial<Pick<Decision, "allowed" | "explicitDeny">>;

export function setup(options: Own & { post?: Post } = {}): Setup {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "notify-test-"));
  folders.push(folder);
  const waits: number[] = [];
  const asked: Question[] = [];
  let ids = 0;
  const topics = new Topics({
    directory: directory(options, asked),
    clock: fakeClock(waits),
    folder,
    place,
    newId: () => `id-${(ids += 1)}`,
    post: options.post,
  });
  topics.createTopic({ arn: topicArn });
  return { topics, folder, waits, asked };
}

/** The only file of a folder: its name and text. */
export function onlyFile(folder: string): { name: string; text: string } {
  const names = fs.readdirSync(folder);
  if (names.length !== 1) throw new Error(`${folder} holds ${names.length} files`);
  return { name: names[0], text: fs.readFileSync(path.join(folder, names[0]), "utf8") };
}

export function pending(subscription: Partial<Subscription>, subject?: string): PendingDelivery {
  return {
    messageId: "message-1",
    publishedAt: now,
    serial: 1,
    notification: { topicArn, subject, message: "hello" },
    subscription: {
      arn: `${topicArn}:subscription-1`,
      topicArn,
      protocol: "https",
      endpoint: "https://example.com/hook",
      ...subscription,
    },
  };
}
