/** Who may make a schedule: the schedule's own action, and the right to pass its role. */
import { readArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import type { RequestContext, Right } from "../api/types";
import { besidePolicy, type Decision } from "../iam";
import { schedulerService } from "./target";
import type { ScheduleRequest } from "./types";

const passRole = "iam:PassRole";

/** Service Authorization Reference, "EventBridge Scheduler": making a schedule passes a role to it. */
export function decideWithRole(
  { Target: { RoleArn } }: ScheduleRequest,
  { directory, caller, context, call, place }: RequestContext,
  { action, resource }: Right,
): Decision {
  const isOwn = caller.accountId === place.accountId;
  const decision = directory.decide(caller, action, resource, context);
  const own = besidePolicy(decision, undefined, isOwn);
  if (!own.allowed) return own;
  if (readArn(RoleArn).accountId !== place.accountId) {
    throw new ServiceError(
      "AccessDeniedException",
      `Cross-account pass role is not allowed: ${RoleArn} is not of account ${place.accountId}.`,
    );
  }
  const known = { ...context, "iam:PassedToService": schedulerService };
  const { allowed, reason } = directory.decide(caller, passRole, RoleArn, known);
  if (!allowed) {
    throw new ServiceError(
      "AccessDeniedException",
      `User: ${caller.arn} is not authorized to perform: ${passRole} on resource: ${RoleArn}. ${reason}`,
    );
  }
  call.further = [{ action: passRole, resource: RoleArn }];
  return own;
}
