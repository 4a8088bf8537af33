/** The local EventBridge Scheduler: groups, schedules, and the clock that they wait for. */
import { isDeepStrictEqual } from "node:util";
import { readArn, scheduleGroupArn } from "../../../iam/arns";
import type { Clock, Timer } from "../../clock";
import { ServiceError } from "../../errors";
import { every } from "../events";
import { type Due, dueOf } from "./expression";
import { Invoker, type InvokerOptions } from "./invoker";
import { needConsistent } from "./request-rules";
import type { Schedule, ScheduleRequest, Schedules } from "./types";

interface Kept extends Schedule {
  timer?: Timer;
}

/** The group that every account has. */
export const defaultGroup = "default";

export class LocalSchedules implements Schedules {
  private readonly groups = new Set<string>();
  private readonly schedules = new Map<string, Kept>();
  /** Client tokens of deletions. */
  private readonly deleted = new Set<string>();
  private readonly clock: Clock;
  private readonly invoker: Invoker;

  constructor(options: InvokerOptions) {
    this.clock = options.clock;
    this.invoker = new Invoker(options);
  }

  createGroup(arn: string): void {
    if (this.hasGroup(arn)) throw conflict(`Schedule group ${lastOf(arn)} already exists.`);
    this.groups.add(arn);
  }

  deleteGroup(arn: string): void {
    this.needGroup(arn);
    this.groups.delete(arn);
    for (const schedule of this.arns()) if (groupOf(schedule) === arn) this.end(schedule);
  }

  hasGroup(arn: string): boolean {
    return lastOf(arn) === defaultGroup || this.groups.has(arn);
  }

  needGroup(arn: string): void {
    if (!this.hasGroup(arn)) throw notFound(`Schedule group ${lastOf(arn)} does not exist.`);
  }

  groupArns(): string[] {
    return [...this.groups];
  }

  create(arn: string, request: ScheduleRequest): void {
    const due = dueOf(request);
    needConsistent(request, due);
    const group = groupOf(arn);
    this.needGroup(group);
    const existing = this.schedules.get(arn);
    if (existing !== undefined) {
      if (isAgain(request, existing.request)) return;
      throw conflict(`Schedule ${lastOf(arn)} already exists.`);
    }
    const now = this.clock.now();
    this.keep({ arn, request, createdAt: now, modifiedAt: now }, due);
  }

  update(arn: string, request: ScheduleRequest): void {
    const due = dueOf(request);
    needConsistent(request, due);
    const { createdAt } = this.get(arn);
    this.end(arn);
    this.keep({ arn, request, createdAt, modifiedAt: this.clock.now() }, due);
  }

  delete(arn: string, clientToken?: string): void {
    const key = `${arn} ${clientToken}`;
    if (!this.has(arn) && clientToken !== undefined && this.deleted.has(key)) return;
    this.get(arn);
    this.end(arn);
    this.deleted.add(key);
  }

  has(arn: string): boolean {
    return this.schedules.has(arn);
  }

  get(arn: string): Schedule {
    const found = this.schedules.get(arn);
    if (found !== undefined) return found;
    throw notFound(`Schedule ${lastOf(arn)} does not exist.`);
  }

  arns(): string[] {
    return [...this.schedules.keys()];
  }

  nextDue(): Date | undefined {
    const waiting = [...this.schedules.values()].flatMap(({ request, timer }) => {
      const due = dueOf(request);
      return timer !== undefined && due.kind === "at" ? [due.time.getTime()] : [];
    });
    return waiting.length === 0 ? undefined : new Date(Math.min(...waiting));
  }

  fail: Schedules["fail"] = (how, times = 1) => this.invoker.fail(how, times);

  invocations: Schedules["invocations"] = () => [...this.invoker.done];

  close(): void {
    for (const { timer } of this.schedules.values()) timer?.cancel();
    this.invoker.close();
  }

  private end(arn: string): void {
    this.schedules.get(arn)?.timer?.cancel();
    this.schedules.delete(arn);
  }

  private keep(schedule: Kept, due: Due): void {
    this.schedules.set(schedule.arn, schedule);
    if (schedule.request.State === "DISABLED") return;
    if (due.kind === "at") {
      // A time that has passed is due at once.
      schedule.timer = this.clock.at(due.time, () => {
        this.invoker.start(schedule, due.time);
        this.complete(schedule);
      });
    }
    if (due.kind === "rate") this.repeat(schedule, due.period);
  }

  /** Without a start it begins at once; after its end nothing is due any more. */
  private repeat(schedule: Kept, period: number): void {
    const { StartDate, EndDate = Infinity } = schedule.request;
    const now = this.clock.now();
    const first = StartDate === undefined ? now : new Date(StartDate * 1000);
    const fire = (time: Date): void => {
      if (time.getTime() > EndDate * 1000) this.complete(schedule);
      else this.invoker.start(schedule, time);
    };
    schedule.timer = this.clock.at(first, () => {
      schedule.timer = every(period, this.clock, fire);
      fire(first);
    });
  }

  /** After the last time that a schedule is due ("Deleting a schedule"). */
  private complete(schedule: Kept): void {
    schedule.timer?.cancel();
    if (schedule.request.ActionAfterCompletion === "DELETE") this.schedules.delete(schedule.arn);
  }
}

function groupOf(scheduleArn: string): string {
  const { partition = "", region = "", accountId = "", resource = "" } = readArn(scheduleArn);
  return scheduleGroupArn({ partition, region, accountId }, resource.split("/")[1]);
}

/** An SDK that gets no answer sends the same request again. */
function isAgain(request: ScheduleRequest, earlier: ScheduleRequest): boolean {
  return request.ClientToken !== undefined && isDeepStrictEqual(request, earlier);
}

const lastOf = (arn: string): string => arn.split("/").pop()!;

function notFound(message: string): ServiceError {
  return new ServiceError("ResourceNotFoundException", message, 404);
}

function conflict(message: string): ServiceError {
  return new ServiceError("ConflictException", message, 409);
}
