/** CloudTrail: LookupEvents, over the event history that every account has. */
import { ServiceError } from "../../errors";
import { parseBody } from "../api/codec";
import { type JsonOperation, jsonService } from "../api/json-service";
import { pageOf } from "../api/paging";
import type { RequestContext } from "../api/types";
import { refusalOf, type Violation } from "../api/violations";
import model from "./api-model.json";
import type { TrailRecord } from "./record";
import { remembered } from "./trails";

interface LookupInput {
  readonly LookupAttributes?: readonly { AttributeKey: string; AttributeValue: string }[];
  /** Seconds of the epoch. */
  readonly StartTime?: number;
  readonly EndTime?: number;
  readonly EventCategory?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

/** The most that one answer holds, and how many requests a second an account may make. */
const longest = 50;
const perSecond = 2;

function userName({ userIdentity }: TrailRecord): string {
  return userIdentity.userName ?? userIdentity.principalId.split(":").pop()!;
}

/** What an event can be looked up by; nothing here has resources. */
function attributeOf(record: TrailRecord, key: string): string | undefined {
  const attributes: Readonly<Record<string, string | undefined>> = {
    EventId: record.eventID,
    EventName: record.eventName,
    ReadOnly: String(record.readOnly),
    Username: userName(record),
    EventSource: record.eventSource,
    AccessKeyId: record.userIdentity.accessKeyId,
  };
  return attributes[key];
}

function eventView(record: TrailRecord) {
  return {
    EventId: record.eventID,
    EventName: record.eventName,
    ReadOnly: String(record.readOnly),
    AccessKeyId: record.userIdentity.accessKeyId,
    EventTime: Date.parse(record.eventTime) / 1000,
    EventSource: record.eventSource,
    Username: userName(record),
    Resources: [],
    CloudTrailEvent: JSON.stringify(record),
  };
}

function lookupEvents(input: LookupInput, { stores, clock }: RequestContext) {
  const now = clock.now().getTime();
  const { LookupAttributes: attributes = [] } = input;
  if (attributes.length > 1) {
    throw new ServiceError(
      "InvalidLookupAttributesException",
      `You can use only one lookup attribute at a time, got: ${attributes.length}.`,
    );
  }
  const start = Math.max((input.StartTime ?? 0) * 1000, now - remembered);
  const end = input.EndTime === undefined ? now : input.EndTime * 1000;
  if (input.StartTime !== undefined && input.StartTime * 1000 > end) {
    throw new ServiceError(
      "InvalidTimeRangeException",
      "The start time is after the end time: LookupEvents takes a range of the last 90 days.",
    );
  }
  stores.trails.lookups.take(now, perSecond);
  // Insights are events that nothing here makes.
  const all = input.EventCategory === "insight" ? [] : stores.trails.history();
  const found = all.filter((record) => {
    const time = Date.parse(record.eventTime);
    const fits = ({ AttributeKey: key, AttributeValue: value }: (typeof attributes)[number]) =>
      attributeOf(record, key) === value;
    return time >= start && time <= end && attributes.every(fits);
  });
  const { MaxResults: maxResults, NextToken: nextToken } = input;
  const page = pageOf(
    `events/${JSON.stringify([attributes, input.StartTime, input.EndTime])}`,
    ...([
      found,
      ({ eventID }: TrailRecord) => eventID,
      { maxResults, nextToken },
      longest,
    ] as const),
  );
  return { Events: page.items.map(eventView), NextToken: page.nextToken };
}

const lookup: JsonOperation<LookupInput> = {
  read: ({ body }) => parseBody(body) as LookupInput,
  resource: () => "*",
  run: (input, ctx) => JSON.stringify(lookupEvents(input, ctx)),
};

/** The service's codes for what its model does not allow. */
function invalid(violations: readonly Violation[]): ServiceError {
  const code = violations.some(({ name }) => name === "MaxResults")
    ? "InvalidMaxResultsException"
    : "InvalidLookupAttributesException";
  return new ServiceError(code, refusalOf(violations));
}

export const cloudtrail = jsonService({
  name: "cloudtrail",
  ...{ model, invalid },
  title: "CloudTrail",
  version: "1.1",
  target: "com.amazonaws.cloudtrail.v20131101.CloudTrail_20131101.",
  needs: "stores",
  operations: new Map([["LookupEvents", lookup]]),
});
