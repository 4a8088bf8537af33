/** What a rehearsed hub with bypassAlerts has reported, and what it could not. */
import * as fs from "node:fs";
import * as path from "node:path";
import type { SlackAws } from "./e2e-slack";

export const administrator = "administrator";

/** The events `Bypassed` of a pipeline on the hub's bus. */
export function onBus(local: SlackAws, pipeline: string): any[] {
  const { buses } = local.rehearsal.account;
  const bus = buses.get(buses.names().find((name) => name !== "default")!);
  return bus
    .recent()
    .filter((event) => event["detail-type"] === "Bypassed")
    .map(({ detail }) => detail as any)
    .filter(({ pipelineName }) => pipelineName === pipeline);
}

/** Subjects of the messages to whoever runs the hub. */
export function mails(local: SlackAws, pipeline: string): string[] {
  const folder = path.join(local.rehearsal.folder, "mailbox");
  if (!fs.existsSync(folder)) return [];
  return fs
    .readdirSync(folder)
    .map((file) => fs.readFileSync(path.join(folder, file), "utf8"))
    .filter((mail) => /^To: oncall@example.com$/m.test(mail))
    .map((mail) => /^Subject: (.*)$/m.exec(mail)![1])
    .filter((subject) => subject.endsWith(`: ${pipeline}`));
}

/** What any function has kept for a person. */
export function deadLetters(local: SlackAws): unknown[] {
  const { resources, queues } = local.rehearsal.account;
  return resources
    .filter(({ type }) => type === "aws:sqs/queue:Queue")
    .flatMap(({ state }) => queues.messages(state.arn));
}
