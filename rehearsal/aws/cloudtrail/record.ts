/** A record of CloudTrail (CloudTrail User Guide, "CloudTrail record contents"). */
import type { Place } from "../account/types";
import { type UserIdentity, timeText } from "./identity";
import { globalRegion, isGlobal, isReadOnly } from "./kinds";

export interface TrailRecord {
  readonly eventVersion: string;
  readonly userIdentity: UserIdentity;
  readonly eventTime: string;
  readonly eventSource: string;
  readonly eventName: string;
  readonly awsRegion: string;
  readonly sourceIPAddress: string;
  readonly userAgent: string;
  readonly errorCode?: string;
  readonly errorMessage?: string;
  readonly requestParameters: unknown;
  readonly responseElements: unknown;
  readonly requestID: string;
  readonly eventID: string;
  readonly readOnly: boolean;
  readonly eventType: "AwsApiCall";
  readonly managementEvent: true;
  readonly recipientAccountId: string;
  readonly eventCategory: "Management";
}

/** A call as it was made, to be recorded. */
export interface RecordedCall {
  /** As IAM's actions name it. */
  readonly service: string;
  readonly name: string;
  readonly identity: UserIdentity;
  readonly userAgent: string;
  readonly requestId: string;
  readonly parameters: unknown;
  readonly elements?: unknown;
  readonly error?: { readonly code: string; readonly message: string };
}

/** Of errors; the same guide. */
const longestMessage = 1024;

/** By many services' records, whatever the SDK calls it. */
const denied = "AccessDenied";

export function recordOf(call: RecordedCall, place: Place, at: Date, eventID: string): TrailRecord {
  const { service, name, identity, error } = call;
  const readOnly = isReadOnly(service, name);
  return {
    eventVersion: "1.11",
    userIdentity: identity,
    eventTime: timeText(at),
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: isGlobal(service) ? globalRegion : place.region,
    sourceIPAddress: "127.0.0.1",
    userAgent: call.userAgent,
    ...(error && {
      errorCode: error.code.startsWith(denied) ? denied : error.code,
      errorMessage: error.message.slice(0, longestMessage),
    }),
    requestParameters: call.parameters,
    // Calls that read have none.
    responseElements:
      error !== undefined || (readOnly && service !== "sts") ? null : (call.elements ?? null),
    requestID: call.requestId,
    eventID,
    readOnly,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: place.accountId,
    eventCategory: "Management",
  };
}
