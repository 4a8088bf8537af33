/** The reminder's documents, word for word, beside what a hub's other functions have as well. */
import * as assert from "node:assert/strict";
import {
  reminderPolicy,
  scheduleRolePolicy,
  scheduleTrust,
} from "../../../../components/hub/model/reminder-policy";
import { watcherPolicy } from "../../../../components/hub/model/hub-policies";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;
const Version = "2012-10-17";
const Effect = "Allow";
const group = at("scheduler", "schedule-group/hub-reminders");
const scheduleRoleArn = "arn:aws:iam::111122223333:role/hub-reminders-role";
const rights = {
  logGroupArn: at("logs", "log-group:hub"),
  gatesTableArn: at("dynamodb", "table/gates"),
  requestsTableArn: at("dynamodb", "table/requests"),
  deadLetterQueueArn: at("sqs", "failed"),
  watcherRolePath: "/records/",
};

describe("The documents of reminders", () => {
  it("give the function what the watcher has, schedules of its group, and the one role to pass", () => {
    const reminder = { ...rights, scheduleGroupArn: group, scheduleRoleArn };
    assert.deepEqual(reminderPolicy(reminder), {
      Version,
      Statement: [
        ...watcherPolicy(rights).Statement,
        {
          ...{ Sid: "ScheduleReminders", Effect, Action: "scheduler:CreateSchedule" },
          Resource: at("scheduler", "schedule/hub-reminders/*"),
        },
        {
          ...{ Sid: "PassScheduleRole", Effect, Action: "iam:PassRole" },
          Resource: scheduleRoleArn,
          Condition: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
        },
      ],
    });
  });

  it("let Scheduler take on the role for that group and account", () => {
    assert.deepEqual(scheduleTrust(group, "111122223333"), {
      Version,
      Statement: [
        {
          ...{ Sid: "InvokeForScheduler", Effect, Action: "sts:AssumeRole" },
          Principal: { Service: "scheduler.amazonaws.com" },
          Condition: {
            StringEquals: { "aws:SourceAccount": "111122223333", "aws:SourceArn": group },
          },
        },
      ],
    });
  });

  it("let the role invoke the one function, and send to its one queue", () => {
    const [fn, queue] = [at("lambda", "function:hub-reminder"), at("sqs", "failed")];
    assert.deepEqual(scheduleRolePolicy(fn, queue), {
      Version,
      Statement: [
        { Sid: "InvokeReminder", Effect, Action: "lambda:InvokeFunction", Resource: fn },
        { Sid: "SendToDeadLetterQueue", Effect, Action: "sqs:SendMessage", Resource: queue },
      ],
    });
  });
});
