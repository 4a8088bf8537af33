/** EventBridge Scheduler: the resource types, each with everything that is known of it. */
import type { ResourceType } from "../account/resource-type";
import model from "./api-model.json";
import { groupType, scheduleCall, scheduleGroupHandler, scheduleHandler } from "./resources";

export const schedulerTypes: readonly ResourceType[] = [
  {
    type: groupType,
    handler: scheduleGroupHandler,
    call: { model, operation: "CreateScheduleGroup", code: "ValidationException" },
    name: { input: "name", autoname: { longest: 64 } },
    replaces: ["name", "namePrefix"],
  },
  {
    type: "aws:scheduler/schedule:Schedule",
    handler: scheduleHandler,
    call: scheduleCall,
    requires: [
      ...["flexibleTimeWindow", "scheduleExpression", "target"],
      ...["flexibleTimeWindow.mode", "target.arn", "target.roleArn"],
    ],
    name: { input: "name", autoname: { longest: 64 } },
    replaces: ["groupName", "name", "namePrefix"],
    owner: { types: [groupType], input: "groupName" },
  },
];
