/** What reminds beside its function: the group of its schedules, their role, and the rule that begins. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { childName } from "../naming/naming";
import { arnOfMade } from "../scope/model/place";
import { createRule } from "./event-rule";
import type { HubContext } from "./function";
import type { Schedules } from "./functions/declaration";
import { scheduleRolePolicy, scheduleTrust } from "./model/reminder-policy";
import { requestBegunPattern } from "./model/approval-events";

/** The group, and a role that this group's schedules alone can take on. */
export function createSchedules(
  hub: HubContext,
): Schedules & { readonly roleName: pulumi.Output<string> } {
  const { name, spec, parent } = hub;
  const grouped = childName(name, "reminders", "scheduleGroup", parent);
  const group = new aws.scheduler.ScheduleGroup(
    grouped.child,
    { name: grouped.physical, region: spec.region, tags: spec.tags },
    grouped.opts,
  );
  const { child, physical, opts } = childName(name, "reminders-role", "role", parent);
  const role = new aws.iam.Role(
    child,
    {
      name: physical,
      path: spec.rolePath,
      description: "Invokes the function that reminds of approvals, for its schedules alone.",
      permissionsBoundary: spec.permissionsBoundary,
      assumeRolePolicy: group.arn.apply((arn) =>
        JSON.stringify(scheduleTrust(arn, arnOfMade("schedule group", arn).accountId)),
      ),
      tags: spec.tags,
    },
    opts,
  );
  return { groupName: group.name, groupArn: group.arn, roleArn: role.arn, roleName: role.name };
}

/** The function is there: schedules may invoke it, and it hears of each request that begins. */
export function createReminders(
  hub: HubContext,
  schedules: ReturnType<typeof createSchedules>,
  eventBus: aws.cloudwatch.EventBus,
  reminder: aws.lambda.Function,
  queue: aws.sqs.Queue,
): void {
  const { child, physical, opts } = childName(
    hub.name,
    "reminders-role-policy",
    "inlinePolicy",
    hub.parent,
  );
  new aws.iam.RolePolicy(
    child,
    {
      name: physical,
      role: schedules.roleName,
      policy: pulumi
        .all([reminder.arn, queue.arn])
        .apply(([fn, dead]) => JSON.stringify(scheduleRolePolicy(fn, dead))),
    },
    opts,
  );
  const rule = {
    suffix: "requested",
    description: "An approval request has begun: its reminders are scheduled.",
    eventBusName: eventBus.name,
    eventPattern: JSON.stringify(requestBegunPattern),
  };
  createRule(hub, rule, { name: "reminder", fn: reminder }, queue);
}
