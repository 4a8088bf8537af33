/** What a schedule hands to its target, and with whose rights. */
import { readArn, scheduleGroupArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import { besidePolicy, evaluateResourcePolicy, type IamDirectory } from "../iam";
import type { Functions } from "../lambda";
import type { Topics } from "../sns";
import type { Queues } from "../sqs";
import type { Schedule } from "./types";

export interface TargetServices {
  readonly directory: Pick<IamDirectory, "decideRole" | "decideServiceAssume">;
  readonly functions: Pick<Functions, "has" | "invokeAsync" | "events">;
  readonly queues: Queues;
  readonly topics: Pick<Topics, "publish">;
}

/** One attempt to invoke a target. */
export interface Attempt {
  readonly schedule: Pick<Schedule, "arn" | "request">;
  readonly scheduledTime: Date;
  readonly executionId: string;
  readonly number: number;
}

/** The service, as trust policies and iam:PassedToService name it. */
export const schedulerService = "scheduler.amazonaws.com";

/** Whether this machine can have something behind a target. */
export function isActedOut(targetArn: string): boolean {
  return ["lambda", "sqs", "sns"].includes(readArn(targetArn).service ?? "");
}

const sendMessage = "sqs:SendMessage";

/**
 * Whether Scheduler may assume the role that a schedule names. A trust policy sees the schedule's
 * group for the source (EventBridge Scheduler User Guide, "Confused deputy prevention").
 */
export function needAssumable(
  directory: TargetServices["directory"],
  scheduleArn: string,
  roleArn: string,
): void {
  const { partition = "", region = "", accountId = "", resource = "" } = readArn(scheduleArn);
  const group = scheduleGroupArn({ partition, region, accountId }, resource.split("/")[1]);
  const context = { "aws:SourceArn": group, "aws:SourceAccount": accountId };
  const { allowed } = directory.decideServiceAssume(roleArn, schedulerService, context);
  if (allowed) return;
  throw new ServiceError(
    "ValidationException",
    `The execution role you provide must allow AWS EventBridge Scheduler to assume the role: ${roleArn}.`,
  );
}

/** The input with what Scheduler fills in ("Adding context attributes"), or the service's own event. */
export function payloadOf({ schedule, scheduledTime, executionId, number }: Attempt): string {
  const { arn, request } = schedule;
  const time = scheduledTime.toISOString().replace(/\.\d+/, "");
  const known: Readonly<Record<string, string>> = {
    "schedule-arn": arn,
    "scheduled-time": time,
    "execution-id": executionId,
    "attempt-number": String(number),
  };
  const { Input } = request.Target;
  if (Input !== undefined) {
    return Input.replace(/<aws\.scheduler\.([a-z-]+)>/g, (whole, name) => known[name] ?? whole);
  }
  const { accountId, region } = readArn(arn);
  return JSON.stringify({
    ...{ version: "0", id: executionId, "detail-type": "Scheduled Event", source: "aws.scheduler" },
    ...{ account: accountId, time, region, resources: [arn], detail: "{}" },
  });
}

/** Hands an invocation over; false where this machine has nothing behind the target. */
export function handOver(attempt: Attempt, services: TargetServices): boolean | Promise<boolean> {
  const { schedule } = attempt;
  const { Arn: targetArn, RoleArn: roleArn } = schedule.request.Target;
  needAssumable(services.directory, schedule.arn, roleArn);
  const payload = payloadOf(attempt);
  switch (readArn(targetArn).service ?? "") {
    case "lambda":
      needThere(services.functions.has(targetArn), targetArn);
      services.functions.invokeAsync(targetArn, JSON.parse(payload), { roleArn });
      return true;
    case "sqs":
      send(targetArn, payload, roleArn, services);
      return true;
    case "sns":
      return publish(targetArn, payload, roleArn, services);
    default:
      return false;
  }
}

/** Puts a message into a queue with the rights of the schedule's role. */
export function send(
  queueArn: string,
  body: string,
  roleArn: string,
  { directory, queues }: TargetServices,
): void {
  needThere(queues.has(queueArn), queueArn);
  const own = directory.decideRole(roleArn, sendMessage, queueArn);
  const { policy } = queues.describe(queueArn);
  const requester = { arn: roleArn, roleArn, accountId: readArn(roleArn).accountId ?? "" };
  const context = { "aws:SecureTransport": "true" };
  const verdict =
    policy === undefined
      ? undefined
      : evaluateResourcePolicy(policy, requester, sendMessage, queueArn, context);
  const isOwn = requester.accountId === readArn(queueArn).accountId;
  const { allowed, reason } = besidePolicy(own, verdict, isOwn);
  if (!allowed) {
    const message = `${roleArn} is not authorized to perform: ${sendMessage} on resource: ${queueArn}. ${reason}`;
    throw new ServiceError("AccessDeniedException", message, 403);
  }
  queues.send(queueArn, body);
}

async function publish(
  topicArn: string,
  message: string,
  roleArn: string,
  { topics }: TargetServices,
): Promise<boolean> {
  await topics.publish({ topicArn, message }, { roleArn });
  return true;
}

function needThere(isThere: boolean, arn: string): void {
  if (!isThere) throw new ServiceError("ResourceNotFoundException", `There is no ${arn}.`, 404);
}
