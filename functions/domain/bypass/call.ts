/**
 * An API call that CloudTrail reports. What CloudTrail promises of a record is little, and long parts of it
 * are cut: every member may be absent, and what is not understood is taken for absent.
 */
import * as v from "valibot";
import { callEvents } from "../../../contract/cloudtrail-events";
import { actorOf } from "./principal";
import type { BypassActor } from "./bypass-event";

export interface Call {
  /** "UpdatePipeline". */
  readonly operation: string;
  readonly service: (typeof services)[number];
  readonly actor?: BypassActor;
  /** ISO 8601. */
  readonly time?: string;
  readonly eventId?: string;
  /** Code of the error with which it was refused: then nothing was changed. */
  readonly error?: string;
  /** A text of requestParameters, or of a record in it. */
  readonly asked: (...path: string[]) => string | undefined;
  readonly answered: (...path: string[]) => string | undefined;
}

const services = ["codepipeline", "iam", "sts"] as const;

/** No two of them have an operation of the same name. */
const serviceOf = (operation: string): Call["service"] | undefined =>
  services.find((service) => callEvents[service].operations.some((one) => one === operation));

const absent = v.fallback(v.optional(v.string()), undefined);
const unknown = v.optional(v.unknown());

const schema = v.object({
  "detail-type": v.literal(callEvents.detailType),
  detail: v.object({
    eventName: v.pipe(
      v.string(),
      v.check((name) => serviceOf(name) !== undefined, "is none that is listened to"),
    ),
    eventSource: v.optional(v.unknown()),
    eventID: absent,
    eventTime: absent,
    errorCode: absent,
    userIdentity: unknown,
    requestParameters: unknown,
    responseElements: unknown,
  }),
});

/** Undefined for every other event. */
export function parseCall(event: unknown): Call | undefined {
  const parsed = v.safeParse(schema, event);
  if (!parsed.success) return undefined;
  const { detail } = parsed.output;
  const { eventName: operation, eventID: eventId, eventTime, errorCode: error } = detail;
  return {
    operation,
    service: serviceOf(operation)!,
    ...known({ actor: callerOf(detail.userIdentity), time: instant(eventTime), eventId, error }),
    asked: (...path) => text(detail.requestParameters, path),
    answered: (...path) => text(detail.responseElements, path),
  };
}

/** CloudTrail User Guide, "CloudTrail userIdentity element"; a service that calls by itself has no ARN. */
function callerOf(identity: unknown): BypassActor | undefined {
  const arn = text(identity, ["arn"]);
  if (arn === undefined) return undefined;
  const signedIn = text(identity, ["sessionContext", "attributes", "mfaAuthenticated"]);
  return actorOf(arn, {
    sourceIdentity: text(identity, ["sessionContext", "sourceIdentity"]),
    mfa: signedIn === undefined ? withoutSession(identity) : signedIn === "true",
  });
}

/** A user's own access keys have no session, and so no MFA: the element is there for temporary credentials alone. */
const withoutSession = (identity: unknown): false | undefined =>
  text(identity, ["type"]) === "IAMUser" ? false : undefined;

function instant(time: string | undefined): string | undefined {
  const moment = new Date(time ?? NaN);
  return Number.isNaN(moment.getTime()) ? undefined : moment.toISOString();
}

function text(from: unknown, path: readonly string[]): string | undefined {
  let value = from;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  if (typeof value === "boolean") return String(value);
  return typeof value === "string" && value !== "" ? value : undefined;
}

function known<T extends object>(record: T): T {
  const entries = Object.entries(record).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as T;
}
