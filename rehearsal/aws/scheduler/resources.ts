/** EventBridge Scheduler: groups and schedules of a program. */
import { scheduleArn, scheduleGroupArn } from "../../../iam/arns";
import { type ApiCall, requestOf } from "../account/call-request";
import { type Context, created, type Handler, physicalName } from "../account/context";
import type { Created, Registration } from "../account/types";
import model from "./api-model.json";
import { dueOf } from "./expression";
import { defaultGroup } from "./schedules";
import { isActedOut, needAssumable } from "./target";
import type { ScheduleRequest } from "./types";

export const groupType = "aws:scheduler/scheduleGroup:ScheduleGroup";

const vpc = "target.ecsParameters.networkConfiguration";

export const scheduleCall: ApiCall = {
  ...{ model, operation: "CreateSchedule", code: "ValidationException" },
  members: {
    "target.ecsParameters.capacityProviderStrategies": "CapacityProviderStrategy",
    "target.ecsParameters.placementStrategies": "PlacementStrategy",
    // The provider makes a choice of two of a flag.
    [`${vpc}.assignPublicIp`]: "",
    [`${vpc}.securityGroups`]: "awsvpcConfiguration.SecurityGroups",
    [`${vpc}.subnets`]: "awsvpcConfiguration.Subnets",
    "target.sagemakerPipelineParameters.pipelineParameters": "PipelineParameterList",
  },
};

export const scheduleGroupHandler: Handler = {
  create: (registration, context) => {
    const name = physicalName(registration, context);
    const arn = scheduleGroupArn(context.place, name);
    context.stores.schedules.createGroup(arn);
    return created(name, registration, { name, arn, state: "ACTIVE" });
  },
  update: ({ id, state }, registration) =>
    created(id, registration, { name: state.name, arn: state.arn, state: "ACTIVE" }),
  delete: ({ state }, { stores }) => stores.schedules.deleteGroup(state.arn),
};

export const scheduleHandler: Handler = {
  create: (registration, context) => {
    const name = physicalName(registration, context);
    return put(registration, name, context, "create");
  },
  update: ({ state }, registration, context) => put(registration, state.name, context, "update"),
  // A schedule that is done may have been deleted by itself.
  look: ({ state }, { stores }) => (stores.schedules.has(state.arn) ? {} : undefined),
  delete: ({ state }, { stores }) => {
    if (stores.schedules.has(state.arn)) stores.schedules.delete(state.arn);
  },
};

function put(
  registration: Registration,
  name: string,
  { place, directory, stores }: Context,
  how: "create" | "update",
): Created {
  const request = scheduleRequest({ ...registration.inputs, name });
  const { GroupName: groupName = defaultGroup } = request;
  const arn = scheduleArn(place, groupName, name);
  stores.schedules.needGroup(scheduleGroupArn(place, groupName));
  needAssumable(directory, arn, request.Target.RoleArn);
  stores.schedules[how](arn, request);
  const answer = created(`${groupName}/${name}`, registration, {
    ...{ name, groupName, arn, state: request.State ?? "ENABLED" },
    scheduleExpressionTimezone: request.ScheduleExpressionTimezone ?? "UTC",
    actionAfterCompletion: request.ActionAfterCompletion ?? "NONE",
  });
  // The times of a cron expression are not kept on this machine.
  const isWhole = dueOf(request).kind !== "cron" && isActedOut(request.Target.Arn);
  return isWhole ? answer : { ...answer, recorded: true };
}

function scheduleRequest(inputs: Record<string, any>): ScheduleRequest {
  const { StartDate, EndDate, ...request } = requestOf(scheduleCall, inputs);
  const seconds = (date: string): number => Date.parse(date) / 1000;
  return {
    ...(request as ScheduleRequest),
    ...(StartDate !== undefined && { StartDate: seconds(StartDate) }),
    ...(EndDate !== undefined && { EndDate: seconds(EndDate) }),
  };
}
