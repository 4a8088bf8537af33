/** What Lambda refuses of the settings of a function and of its events. */
import { readArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import type { Context } from "../account/context";
import { invalid } from "./code";

export function needBetween(what: string, value: unknown, least: number, most: number): void {
  if (value === undefined || value === null) return;
  if (Number.isInteger(value) && Number(value) >= least && Number(value) <= most) return;
  throw new ServiceError(
    "ValidationException",
    `${what} must be between ${least} and ${most}, got: ${JSON.stringify(value)}.`,
  );
}

/** Lambda asks the role at once, so its policy has to be there before. */
export function needSend(context: Context, roleArn: string, target: string, what: string): void {
  const action = readArn(target).service === "sqs" ? "sqs:SendMessage" : "sns:Publish";
  const { allowed, reason } = context.directory.decideRole(roleArn, action, target);
  if (allowed) return;
  throw invalid(
    `The provided ${what} is invalid: the function's execution role ${roleArn} does not have ` +
      `permissions to call ${action} on ${target}. Give it the permission first, and let the ` +
      `function depend on that policy. ${reason}`,
  );
}
