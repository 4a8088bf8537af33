/** Reminds of requests that wait, and escalates what nobody answers. */
import * as pulumi from "@pulumi/pulumi";
import { environment } from "../../../contract/environment";
import { reminderPolicy } from "../model/reminder-policy";
import { type HubFunction, internal, keepsRequests, showsRequests } from "./declaration";

export const reminder = {
  ...internal,
  name: "reminder",
  madeFor: "reminders",
  description: "Reminds of approval requests that wait, and escalates what nobody answers.",
  roleArgument: "reminderRoleArn",
  policyOutput: "reminder",
  environment: (of) => ({
    ...showsRequests(of),
    [environment.scheduleGroupName]: of.schedules?.groupName,
    [environment.scheduleRoleArn]: of.schedules?.roleArn,
    [environment.deadLetterQueueArn]: of.deadLetterQueueArn,
  }),
  policy: (of, common) =>
    pulumi
      .all([of.schedules?.groupArn, of.schedules?.roleArn])
      // Made for `reminders` alone, it has both.
      .apply(([groupArn, roleArn]) =>
        keepsRequests((rights) =>
          reminderPolicy({
            ...rights,
            scheduleGroupArn: groupArn as string,
            scheduleRoleArn: roleArn as string,
          }),
        )(of, common),
      ),
} as const satisfies HubFunction;
