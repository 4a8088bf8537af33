/** The local EventBridge Scheduler, as the rest of the rehearsal sees it. */

interface ScheduleTarget {
  readonly Arn: string;
  readonly RoleArn: string;
  readonly Input?: string;
  readonly DeadLetterConfig?: { readonly Arn?: string };
  readonly RetryPolicy?: {
    readonly MaximumEventAgeInSeconds?: number;
    readonly MaximumRetryAttempts?: number;
  };
}

/** What CreateSchedule and UpdateSchedule are given, by the names of the API. */
export interface ScheduleRequest {
  readonly Name: string;
  readonly GroupName?: string;
  readonly ScheduleExpression: string;
  readonly ScheduleExpressionTimezone?: string;
  /** `ENABLED` unless it says `DISABLED`. */
  readonly State?: string;
  /** Seconds of the epoch; of no meaning to a one-time schedule. */
  readonly StartDate?: number;
  readonly EndDate?: number;
  /** `NONE` unless it says `DELETE`. */
  readonly ActionAfterCompletion?: string;
  readonly Description?: string;
  readonly KmsKeyArn?: string;
  readonly FlexibleTimeWindow: {
    readonly Mode: string;
    readonly MaximumWindowInMinutes?: number;
  };
  readonly Target: ScheduleTarget;
  /** A request that says the one of an earlier request is that request, sent again. */
  readonly ClientToken?: string;
}

export interface Schedule {
  readonly arn: string;
  readonly request: ScheduleRequest;
  readonly createdAt: Date;
  readonly modifiedAt: Date;
}

/** A time at which a schedule came due, and what became of it. */
export interface ScheduleInvocation {
  readonly scheduleArn: string;
  readonly targetArn: string;
  /** When it was to happen, by the schedule. */
  readonly scheduledTime: Date;
  readonly executionId: string;
  readonly attempts: number;
  /** `Recorded`: this machine has nothing behind the target. */
  readonly status: "Delivered" | "DeadLettered" | "Lost" | "Recorded";
  /** Why it was not delivered. */
  readonly detail?: string;
}

/**
 * How the next invocations go wrong, whatever their schedule: "duplicate" hands an invocation to its
 * target twice, "throttle" has an attempt refused in such a way that it is tried again.
 */
export type ScheduleFault = "duplicate" | "throttle";

export interface Schedules {
  createGroup(arn: string): void;
  /** Ends a group with all of its schedules. */
  deleteGroup(arn: string): void;
  hasGroup(arn: string): boolean;
  /** Throws where there is no such group. */
  needGroup(arn: string): void;
  /** Without the group that every account has. */
  groupArns(): string[];
  /** Throws where its name is taken, its group is not there or its expression cannot be read. */
  create(arn: string, request: ScheduleRequest): void;
  /** Replaces all of it: what the request leaves out is as if it had never been said. */
  update(arn: string, request: ScheduleRequest): void;
  delete(arn: string, clientToken?: string): void;
  has(arn: string): boolean;
  get(arn: string): Schedule;
  arns(): string[];
  /** When the next of those that invoke once is due; undefined where none waits. */
  nextDue(): Date | undefined;
  /** Makes the next invocations go wrong, once unless told otherwise. */
  fail(how: ScheduleFault, times?: number): void;
  /** Every invocation that ended, oldest first. */
  invocations(): ScheduleInvocation[];
  /** Ends everything that waits for the clock. */
  close(): void;
}
