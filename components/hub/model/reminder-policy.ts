/**
 * What the reminder may do: keep requests, take on gates' roles to read and to publish, and make schedules of
 * its own group that invoke itself. It may not decide, nor name a person.
 */
import {
  assumeToRead,
  common,
  type PolicyDocument,
  requests,
  type RequestRights,
} from "./hub-policies";
import { document } from "../../approval/model/policies";
import { internalServices } from "./function-rights";

export interface ReminderRights extends RequestRights {
  readonly scheduleGroupArn: string;
  /** Of the role with which Scheduler invokes it. */
  readonly scheduleRoleArn: string;
}

export function reminderPolicy(rights: ReminderRights): PolicyDocument {
  return document([
    ...common(rights, internalServices),
    ...requests(rights, ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"]),
    assumeToRead(rights),
    {
      Sid: "ScheduleReminders",
      Effect: "Allow",
      Action: "scheduler:CreateSchedule",
      Resource: schedulesIn(rights.scheduleGroupArn),
    },
    {
      Sid: "PassScheduleRole",
      Effect: "Allow",
      Action: "iam:PassRole",
      Resource: rights.scheduleRoleArn,
      Condition: { StringEquals: { "iam:PassedToService": "scheduler.amazonaws.com" } },
    },
  ]);
}

/** Service Authorization Reference, Amazon EventBridge Scheduler: `schedule/GROUP/NAME`. */
const schedulesIn = (groupArn: string): string =>
  `${groupArn.replace(":schedule-group/", ":schedule/")}/*`;

/** EventBridge Scheduler User Guide, "Confused deputy prevention": the source is the group. */
export function scheduleTrust(groupArn: string, accountId: string): PolicyDocument {
  return document([
    {
      Sid: "InvokeForScheduler",
      Effect: "Allow",
      Principal: { Service: "scheduler.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "aws:SourceAccount": accountId, "aws:SourceArn": groupArn } },
    },
  ]);
}

/** Invokes the reminder, and keeps in its queue what it could not invoke it with. */
export function scheduleRolePolicy(functionArn: string, queueArn: string): PolicyDocument {
  return document([
    {
      Sid: "InvokeReminder",
      Effect: "Allow",
      Action: "lambda:InvokeFunction",
      Resource: functionArn,
    },
    {
      Sid: "SendToDeadLetterQueue",
      Effect: "Allow",
      Action: "sqs:SendMessage",
      Resource: queueArn,
    },
  ]);
}
