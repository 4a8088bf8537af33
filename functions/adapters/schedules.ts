/** One-time schedules of EventBridge Scheduler, in the hub's own group. */
import {
  ConflictException,
  CreateScheduleCommand,
  SchedulerClient,
} from "@aws-sdk/client-scheduler";
import type { Clock, Schedules } from "../domain/ports";
import { reminderOf } from "../domain/reminder-event";
import { clientSettings } from "./aws/client-settings";

export interface SchedulesOptions {
  readonly groupName: string;
  /** Of the function that is invoked. */
  readonly functionArn: string;
  /** With which Scheduler invokes it. */
  readonly roleArn: string;
  readonly deadLetterQueueArn: string;
  readonly clock: Clock;
}

/** Milliseconds: what lies behind by the time that Scheduler reads it need not fire. */
const shortestWait = 60_000;

/** As everything else here is tried: six hours. */
const retries = { MaximumRetryAttempts: 185, MaximumEventAgeInSeconds: 21_600 };

export function createSchedules({
  groupName,
  functionArn,
  roleArn,
  deadLetterQueueArn,
  clock,
}: SchedulesOptions): Schedules {
  let client: SchedulerClient | undefined;
  return {
    create: async (name, at, action) => {
      client ??= new SchedulerClient(clientSettings(5));
      const earliest = clock.now().getTime() + shortestWait;
      const moment = new Date(Math.max(at.getTime(), earliest)).toISOString().slice(0, 19);
      try {
        await client.send(
          new CreateScheduleCommand({
            Name: name,
            GroupName: groupName,
            ScheduleExpression: `at(${moment})`,
            FlexibleTimeWindow: { Mode: "OFF" },
            ActionAfterCompletion: "DELETE",
            Target: {
              Arn: functionArn,
              RoleArn: roleArn,
              Input: JSON.stringify(reminderOf(action)),
              DeadLetterConfig: { Arn: deadLetterQueueArn },
              RetryPolicy: retries,
            },
          }),
        );
        return "created";
      } catch (error) {
        // Made by another run, or by this one, whose answer was lost.
        if (error instanceof ConflictException) return "exists";
        throw error;
      }
    },
  };
}
