/** A Scheduler with a role, functions and queues around it, and a clock that stands. */
import { EventEmitter } from "node:events";
import * as fs from "node:fs";
import * as os from "node:os";
import * as path from "node:path";
import { createDirectory } from "../../../../../rehearsal/aws/iam/directory";
import type { FunctionEvents, Functions } from "../../../../../rehearsal/aws/lambda/types";
import { LocalSchedules } from "../../../../../rehearsal/aws/scheduler/schedules";
import type { ScheduleRequest } from "../../../../../rehearsal/aws/scheduler/types";
import { LocalQueues } from "../../../../../rehearsal/aws/sqs/queues";
import { MovableClock } from "../../../../../rehearsal/clock";
import { policy, type Statement } from "../api/equipped";
import { place } from "../api/fixture";

const regional = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;

export const groupArn = regional("scheduler", "schedule-group/hub");
export const scheduleArn = (name: string): string => regional("scheduler", `schedule/hub/${name}`);
export const functionArn = regional("lambda", "function:reminder");
export const queueArn = regional("sqs", "dead");
export const topicArn = regional("sns", "reminders");
const roleArn = "arn:aws:iam::111122223333:role/reminders";

/** What the guide asks of the role: the service, for the schedules of one group. */
export const trust = (Condition: object): string =>
  policy({
    ...{ Principal: { Service: "scheduler.amazonaws.com" }, Action: "sts:AssumeRole" },
    Condition,
  });

export const ofGroup = {
  StringEquals: { "aws:SourceAccount": "111122223333", "aws:SourceArn": groupArn },
};

export const rights: readonly Statement[] = [
  { Action: "lambda:InvokeFunction", Resource: functionArn },
  { Action: "sqs:SendMessage", Resource: queueArn },
];

/** When everything here begins. */
export const start = new Date("2026-03-02T10:00:00Z");

export const at = (minutes: number): string => {
  const time = new Date(start.getTime() + minutes * 60_000).toISOString();
  return `at(${time.replace(".000Z", "")})`;
};

type Partially = Partial<Omit<ScheduleRequest, "Target">> & {
  readonly Target?: Partial<ScheduleRequest["Target"]>;
};

export const requestFor = (Name: string, { Target, ...more }: Partially = {}): ScheduleRequest => ({
  ...{ Name, GroupName: "hub", ScheduleExpression: at(30), FlexibleTimeWindow: { Mode: "OFF" } },
  ...more,
  Target: { Arn: functionArn, RoleArn: roleArn, Input: '{"step":1}', ...Target },
});

const folders: string[] = [];

export function removeFolders(): void {
  for (const folder of folders.splice(0)) fs.rmSync(folder, { recursive: true, force: true });
}

export function newScheduler({ granted = rights, trusted = trust(ofGroup) } = {}) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "scheduler-test-"));
  folders.push(folder);
  const clock = new MovableClock(() => start.getTime());
  const directory = createDirectory(place);
  directory.putRole("reminders", roleArn, trusted);
  if (granted.length > 0) {
    directory.putInline({ kind: "role", name: "reminders" }, "own", policy(...granted));
  }
  const queues = new LocalQueues({ clock, folder });
  queues.create(queueArn);
  const invoked: unknown[] = [];
  const published: unknown[] = [];
  const warnings: string[] = [];
  const events = new EventEmitter<FunctionEvents>();
  events.on("warning", (text) => warnings.push(text));
  const mayInvoke = () => directory.decideRole(roleArn, "lambda:InvokeFunction", functionArn);
  const functions: Pick<Functions, "has" | "invokeAsync" | "events"> = {
    events,
    has: (arn) => arn === functionArn,
    invokeAsync: (_, payload) => {
      const { allowed, reason } = mayInvoke();
      if (!allowed) throw new Error(reason);
      invoked.push(payload);
    },
  };
  const topics = { publish: async (message: unknown) => String(published.push(message)) };
  let ids = 0;
  const schedules = new LocalSchedules({
    clock,
    newId: () => `id-${(ids += 1)}`,
    services: () => ({ directory, functions, queues, topics }),
  });
  schedules.createGroup(groupArn);
  const create = (name: string, more?: Partially) =>
    schedules.create(scheduleArn(name), requestFor(name, more));
  const pass = (minutes: number) => clock.advance(minutes * 60_000);
  return { schedules, clock, directory, queues, invoked, published, warnings, create, pass };
}
