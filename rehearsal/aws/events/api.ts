/** EventBridge: events that are put on the account's buses. */
import { regionalArn } from "../../../iam/arns";
import { randomUUID } from "node:crypto";
import * as sdk from "@aws-sdk/client-eventbridge";
import { ServiceError } from "../../errors";
import { busName } from "./buses";
import { besidePolicy, type Decision } from "../iam";
import { jsonService, schemaOperation } from "../api/json-service";
import type { RequestContext, Right } from "../api/types";
import model from "./api-model.json";

type Entry = sdk.PutEventsRequestEntry;

/** EventBridge User Guide, "Calculating PutEvents event entry size": less than 256 KB. */
const mostBytes = 256 * 1024;

const arnOf = (name: string, { place }: RequestContext): string =>
  regionalArn(place, "events", `event-bus/${name}`);

const busesOf = ({ Entries = [] }: sdk.PutEventsRequest): string[] => [
  ...new Set(Entries.map(({ EventBusName }) => busName(EventBusName))),
];

/** Each bus is asked for: the caller's policies or the bus's own allow it, and a Deny of either wins. */
function decide(input: sdk.PutEventsRequest, ctx: RequestContext, right: Right): Decision {
  const decisions = busesOf(input).map((name) => decideFor(name, ctx, right.action));
  return decisions.find(({ allowed }) => !allowed) ?? decisions[0];
}

function decideFor(name: string, ctx: RequestContext, action: string): Decision {
  const { directory, caller, context, buses, place } = ctx;
  const own = directory.decide(caller, action, arnOf(name, ctx), context);
  const { arn, accountId } = caller;
  const requester = { arn, accountId, roleArn: caller.context["aws:PrincipalArn"] };
  const known = { ...context, ...caller.context };
  const verdict = buses.decide(name, requester, action, known);
  return besidePolicy(own, verdict, accountId === place.accountId);
}

function sizeOf({
  Time,
  Source = "",
  DetailType = "",
  Detail = "",
  Resources = [],
}: Entry): number {
  const texts = [Source, DetailType, Detail, ...Resources];
  return texts.reduce((sum, text) => sum + Buffer.byteLength(text), Time === undefined ? 0 : 14);
}

function refuse(message: string): ServiceError {
  return new ServiceError("ValidationException", message);
}

/** What is wrong with one entry; the others are put all the same. */
function wrong({ Source, DetailType, Detail }: Entry): [code: string, message: string] | undefined {
  for (const [name, value] of Object.entries({ Source, DetailType, Detail })) {
    if (!value) {
      return [
        "InvalidArgument",
        `Parameter ${name} is not valid. Reason: ${name} is a required argument.`,
      ];
    }
  }
  if (/^aws\./i.test(Source!)) {
    return ["NotAuthorizedForSourceException", "Not authorized for the source."];
  }
  return isObject(Detail!) ? undefined : ["MalformedDetail", "Detail is malformed."];
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function putEvents({ Entries = [] }: sdk.PutEventsRequest, ctx: RequestContext) {
  const size = Entries.reduce((sum, entry) => sum + sizeOf(entry), 0);
  if (size >= mostBytes) {
    throw refuse(`Total size of the entries in the request is over the limit, got ${size} bytes.`);
  }
  const results = Entries.map((entry) => put(entry, ctx));
  const failed = results.filter((result) => "ErrorCode" in result);
  return { FailedEntryCount: failed.length, Entries: results };
}

function put(entry: Entry, ctx: RequestContext): sdk.PutEventsResultEntry {
  const { buses, place, clock } = ctx;
  const name = busName(entry.EventBusName);
  const bus = buses.get(name);
  const failure = buses.takeFailure(name);
  const [ErrorCode, ErrorMessage] =
    wrong(entry) ?? (failure === undefined ? [] : [failure, "The rehearsal was told to say so."]);
  if (ErrorCode !== undefined) return { ErrorCode, ErrorMessage };
  const id = randomUUID();
  bus.put({
    ...{ version: "0", id, source: entry.Source!, "detail-type": entry.DetailType! },
    ...{ account: place.accountId, region: place.region, resources: entry.Resources ?? [] },
    time: (entry.Time ?? clock.now()).toISOString().replace(/\.\d{3}Z$/, "Z"),
    detail: JSON.parse(entry.Detail!) as Record<string, unknown>,
  });
  return { EventId: id };
}

export const eventbridge = jsonService({
  name: "events",
  model,
  title: "EventBridge",
  version: "1.1",
  target: "AWSEvents.",
  needs: "buses",
  operations: new Map([
    [
      "PutEvents",
      schemaOperation<sdk.PutEventsRequest>(sdk.PutEvents$, {
        resource: (input, ctx) => arnOf(busesOf(input)[0] ?? "default", ctx),
        decide,
        run: putEvents,
      }),
    ],
  ]),
});
