/** What EventBridge Scheduler refuses of a request that its API model allows. */
import { readArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import type { Due } from "./expression";
import type { ScheduleRequest } from "./types";

/** Bytes of a target's input (EventBridge Scheduler quotas, "Target input size"). */
const longestInput = 256 * 1024;

/** Targets whose input is a JSON document. */
const takesJson = ["lambda", "events", "states"];

export function needConsistent(request: ScheduleRequest, due: Due): void {
  const found = wrongIn(request, due);
  if (found !== undefined) throw new ServiceError("ValidationException", found);
}

function wrongIn(
  { FlexibleTimeWindow: window, StartDate, EndDate, Target }: ScheduleRequest,
  { kind }: Due,
): string | undefined {
  const isFlexible = window.Mode === "FLEXIBLE";
  if (isFlexible && window.MaximumWindowInMinutes === undefined) {
    return "The MaximumWindowInMinutes is required when the Mode of the FlexibleTimeWindow is FLEXIBLE.";
  }
  if (!isFlexible && window.MaximumWindowInMinutes !== undefined) {
    return "The MaximumWindowInMinutes must not be provided when the Mode of the FlexibleTimeWindow is OFF.";
  }
  // A one-time schedule ignores both (API Reference, CreateSchedule).
  if (kind !== "at" && StartDate !== undefined && EndDate !== undefined && EndDate <= StartDate) {
    return "The StartDate must come before the EndDate.";
  }
  return wrongInput(Target);
}

function wrongInput({ Arn, Input }: ScheduleRequest["Target"]): string | undefined {
  if (readArn(Arn).service === undefined) return `The target's Arn is not valid: ${Arn}.`;
  if (Input === undefined) return undefined;
  const size = Buffer.byteLength(Input);
  if (size > longestInput)
    return `The target's Input has ${size} bytes, of ${longestInput} at most.`;
  const isDocument = takesJson.includes(readArn(Arn).service!);
  return isDocument && !isJson(Input)
    ? "The target's Input is not a valid JSON document."
    : undefined;
}

/** What Scheduler fills in later may stand without quotation marks. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text.replace(/<aws\.scheduler\.[a-z-]+>/g, "0"));
    return true;
  } catch {
    return false;
  }
}
