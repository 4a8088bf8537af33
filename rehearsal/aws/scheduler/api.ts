/** EventBridge Scheduler's operations on schedules, in the REST protocol. */
import { scheduleArn, scheduleGroupArn } from "../../../iam/arns";
import { ServiceError } from "../../errors";
import { parseBody } from "../api/codec";
import { pageOf } from "../api/paging";
import type { ApiRequest } from "../api/request";
import { readRest } from "../api/rest";
import type { Operation, RequestContext, Service } from "../api/types";
import model from "./api-model.json";
import { decideWithRole } from "./rights";
import { defaultGroup } from "./schedules";
import { needAssumable } from "./target";
import type { Schedule, ScheduleRequest } from "./types";

type Named = Pick<ScheduleRequest, "Name" | "GroupName" | "ClientToken">;

interface ListRequest {
  readonly GroupName?: string;
  readonly NamePrefix?: string;
  readonly State?: string;
  readonly MaxResults?: number;
  readonly NextToken?: string;
}

const route = /^\/schedules(?:\/([^/?]+))?(?:\?.*)?$/;

/** The most schedules of a page (API Reference, ListSchedules). */
const longestPage = 100;

function nameOf(url: string): string | undefined {
  const encoded = route.exec(url)![1];
  try {
    return encoded && decodeURIComponent(encoded);
  } catch {
    throw new ServiceError(
      "ValidationException",
      `The schedule's name is not readable: ${encoded}`,
    );
  }
}

/** All members by their names, wherever in the request they stand. */
function membersOf(request: ApiRequest, operation: string): Record<string, any> {
  const { url, body } = request;
  const parsed = body.length === 0 ? {} : parseBody(body);
  const read = readRest(model, operation, request, { Name: nameOf(url) ?? "" });
  const given = Object.entries(read).filter(([, value]) => value !== null);
  return { ...(parsed as object), ...Object.fromEntries(given) };
}

function arnOf({ GroupName = defaultGroup, Name }: Named, { place }: RequestContext): string {
  return scheduleArn(place, GroupName, Name);
}

function operation<Input>(
  action: string,
  settings: Pick<Operation<Input>, "run"> & Partial<Operation<Input>>,
): [string, Operation<any>] {
  const read = (request: ApiRequest): Input => membersOf(request, action) as Input;
  const write = (output: unknown) => ({
    status: 200,
    contentType: "application/json",
    body: JSON.stringify(output ?? {}),
  });
  return [action, { action, read, resource: arnOf, write, ...settings } as Operation<any>];
}

function put(how: "create" | "update") {
  return (request: ScheduleRequest, ctx: RequestContext) => {
    const arn = ctx.call.resource;
    const { GroupName = defaultGroup } = request;
    ctx.stores.schedules.needGroup(scheduleGroupArn(ctx.place, GroupName));
    needAssumable(ctx.directory, arn, request.Target.RoleArn);
    ctx.stores.schedules[how](arn, request);
    return { ScheduleArn: arn };
  };
}

const seconds = (date: Date): number => date.getTime() / 1000;

function shown({ arn, request, createdAt, modifiedAt }: Schedule) {
  const { ClientToken: _, GroupName = defaultGroup, ...said } = request;
  const { ScheduleExpressionTimezone = "UTC", State = "ENABLED" } = request;
  const { ActionAfterCompletion = "NONE" } = request;
  return {
    ...{ ...said, GroupName, ScheduleExpressionTimezone, State, ActionAfterCompletion },
    ...{ Arn: arn, CreationDate: seconds(createdAt), LastModificationDate: seconds(modifiedAt) },
  };
}

function list(asked: ListRequest, { stores, place }: RequestContext) {
  const { GroupName, NamePrefix = "", State } = asked;
  if (GroupName !== undefined) stores.schedules.needGroup(scheduleGroupArn(place, GroupName));
  const all = stores.schedules.arns().map((arn) => shown(stores.schedules.get(arn)));
  const fitting = all.filter(
    (one) =>
      (GroupName === undefined || one.GroupName === GroupName) &&
      one.Name.startsWith(NamePrefix) &&
      (State === undefined || one.State === State),
  );
  const { MaxResults: maxResults, NextToken: nextToken } = asked;
  const page = pageOf(
    "schedules",
    fitting,
    ({ Arn }) => Arn,
    { maxResults, nextToken },
    longestPage,
  );
  const Schedules = page.items.map(({ Target, ...one }) => ({
    ...{ Arn: one.Arn, GroupName: one.GroupName, Name: one.Name, State: one.State },
    ...{ CreationDate: one.CreationDate, LastModificationDate: one.LastModificationDate },
    Target: { Arn: Target.Arn },
  }));
  return { Schedules, ...(page.nextToken !== undefined && { NextToken: page.nextToken }) };
}

const operations = new Map([
  operation<ScheduleRequest>("CreateSchedule", { run: put("create"), decide: decideWithRole }),
  operation<ScheduleRequest>("UpdateSchedule", { run: put("update"), decide: decideWithRole }),
  operation<Named>("GetSchedule", {
    run: (_, { stores, call }) => shown(stores.schedules.get(call.resource)),
  }),
  operation<Named>("DeleteSchedule", {
    run: ({ ClientToken }, { stores, call }) => stores.schedules.delete(call.resource, ClientToken),
  }),
  // It has no resource (Service Authorization Reference).
  operation<ListRequest>("ListSchedules", { run: list, resource: () => "*" }),
]);

const byMethod: Readonly<Record<string, string>> = {
  POST: "CreateSchedule",
  PUT: "UpdateSchedule",
  GET: "GetSchedule",
  DELETE: "DeleteSchedule",
};

/** The status of errors that others throw; those of this service have theirs. */
const statuses: Readonly<Record<string, number>> = {
  AccessDeniedException: 403,
  ExpiredTokenException: 403,
  InvalidSignatureException: 403,
  MissingAuthenticationTokenException: 403,
  UnrecognizedClientException: 403,
};

export const scheduler: Service = {
  name: "scheduler",
  title: "EventBridge Scheduler (REST JSON)",
  needs: "stores",
  known: [...operations.keys()],
  model,
  methods: Object.keys(byMethod),
  members: membersOf,
  is: ({ url, method }) => {
    const found = route.exec(url);
    return found !== null && (found[1] !== undefined || method === "GET");
  },
  resolve: ({ method, url }) => {
    const name = nameOf(url) === undefined ? "ListSchedules" : byMethod[method];
    return { name, operation: operations.get(name) };
  },
  rename: (error) =>
    new ServiceError(error.code, error.message, statuses[error.code] ?? error.status),
  error: ({ code, message, status }) => ({
    ...{ status, contentType: "application/json" },
    headers: { "x-amzn-errortype": code },
    body: JSON.stringify({ Message: message }),
  }),
  throttled: { code: "ThrottlingException", status: 429 },
};
