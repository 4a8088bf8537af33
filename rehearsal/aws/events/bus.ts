/** The account's default event bus: rules, their targets, and what passed. */
import { ServiceError } from "../../errors";
import type { Clock, Timer } from "../../clock";
import type { BusEvent } from "../codepipeline";
import { matches } from "./pattern";
import { every, periodOf } from "./schedule";

export interface RuleSettings {
  readonly name: string;
  readonly arn: string;
  /** JSON as EventBridge takes it, or the object itself. */
  readonly eventPattern?: unknown;
  readonly scheduleExpression?: string;
  /** `DISABLED`, `ENABLED`, which it is by default, or the state that takes `Get` calls as well. */
  readonly state?: string;
}

export interface Target {
  readonly arn: string;
  readonly roleArn?: string;
  readonly id?: string;
}

export interface BusOptions {
  deliver(targetArn: string, event: BusEvent, rule: { arn: string; roleArn?: string }): void;
  /** Told of a target that did not take its event. Without it, `put` throws. */
  onFailure?(targetArn: string, event: BusEvent, error: unknown): void;
  /** What rules on a schedule need; without it none is ever due. */
  readonly schedule?: { readonly clock: Clock; event(ruleArn: string, time: Date): BusEvent };
}

interface Rule {
  readonly arn: string;
  readonly pattern: unknown;
  readonly enabled: boolean;
  /** Whether it takes calls that only read, too. */
  readonly takesReads: boolean;
  readonly targets: Target[];
  readonly timer?: Timer;
}

/** How many events `recent` remembers. */
const memory = 1000;

export class EventBus {
  private readonly rules = new Map<string, Rule>();
  private readonly passed: BusEvent[] = [];

  constructor(private readonly options: BusOptions) {}

  /** Makes or replaces a rule; its targets stay. Throws when the pattern is not one. */
  putRule(settings: RuleSettings): void {
    const pattern = parsed(settings);
    if (pattern !== undefined) judge(settings.name, pattern);
    const { scheduleExpression } = settings;
    const period = scheduleExpression === undefined ? undefined : periodOf(scheduleExpression);
    this.rules.get(settings.name)?.timer?.cancel();
    this.rules.set(settings.name, {
      arn: settings.arn,
      pattern,
      enabled: settings.state !== "DISABLED",
      takesReads: settings.state === "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS",
      targets: this.rules.get(settings.name)?.targets ?? [],
      timer: period === undefined ? undefined : this.start(settings.name, period),
    });
  }

  /** Adds a target, or replaces the one with the same id. */
  putTarget(ruleName: string, target: Target): void {
    const rule = this.rules.get(ruleName);
    if (rule === undefined) {
      throw new ServiceError("ResourceNotFoundException", `Rule ${ruleName} does not exist.`);
    }
    const at = rule.targets.findIndex((t) => t.id !== undefined && t.id === target.id);
    if (at >= 0) rule.targets[at] = target;
    else rule.targets.push(target);
  }

  /** Deletes a rule, which may have no targets any more. */
  deleteRule(name: string): void {
    const targets = this.rules.get(name)?.targets.length ?? 0;
    if (targets > 0) {
      throw new ServiceError(
        "ValidationException",
        `Rule can't be deleted since it has targets: ${name} has ${targets}.`,
      );
    }
    this.rules.get(name)?.timer?.cancel();
    this.rules.delete(name);
  }

  deleteTarget(ruleName: string, id: string): void {
    const targets = this.rules.get(ruleName)?.targets ?? [];
    const at = targets.findIndex((target) => target.id === id);
    if (at >= 0) targets.splice(at, 1);
  }

  ruleNames(): string[] {
    return [...this.rules.keys()];
  }

  /** Hands the event to every target of every enabled rule that it meets. */
  put(event: BusEvent): void {
    this.passed.push(event);
    if (this.passed.length > memory) this.passed.shift();
    const failures: unknown[] = [];
    for (const rule of this.rules.values()) {
      if (!rule.enabled || rule.pattern === undefined || !matches(rule.pattern, event)) continue;
      if (isRead(event) && !rule.takesReads) continue;
      for (const target of rule.targets) {
        const failure = this.hand(target, event, rule);
        if (failure !== undefined) failures.push(failure);
      }
    }
    if (failures.length > 0) throw new AggregateError(failures, messages(failures));
  }

  /** An event on a schedule goes to the targets of its rule, and meets no pattern. */
  private start(name: string, period: number): Timer | undefined {
    const { schedule } = this.options;
    if (schedule === undefined) return undefined;
    return every(period, schedule.clock, (time) => {
      const rule = this.rules.get(name);
      if (!rule?.enabled) return;
      const event = schedule.event(rule.arn, time);
      for (const target of rule.targets) this.hand(target, event, rule);
    });
  }

  /** The last events, oldest first. */
  recent(): BusEvent[] {
    return [...this.passed];
  }

  private hand(target: Target, event: BusEvent, rule: Rule): Error | undefined {
    try {
      this.options.deliver(target.arn, event, { arn: rule.arn, roleArn: target.roleArn });
      return undefined;
    } catch (error) {
      if (this.options.onFailure === undefined) {
        return new Error(`${target.arn}: ${(error as Error).message}`, { cause: error });
      }
      this.options.onFailure(target.arn, event, error);
      return undefined;
    }
  }
}

/** EventBridge User Guide, "Receiving read-only management events": by the name of the call alone. */
function isRead({ "detail-type": type, detail }: BusEvent): boolean {
  return (
    type === "AWS API Call via CloudTrail" && /^(List|Get|Describe)/.test(String(detail.eventName))
  );
}

function parsed(settings: RuleSettings): unknown {
  if (typeof settings.eventPattern !== "string") return settings.eventPattern;
  try {
    return JSON.parse(settings.eventPattern);
  } catch (error) {
    throw invalid(settings.name, (error as Error).message);
  }
}

/** Laying a pattern over an empty event judges every part of it. */
function judge(name: string, pattern: unknown): void {
  try {
    matches(pattern, {});
  } catch (error) {
    throw invalid(name, (error as Error).message);
  }
}

function invalid(name: string, reason: string): ServiceError {
  return new ServiceError(
    "InvalidEventPatternException",
    `The event pattern of rule ${name} is not valid. ${reason}`,
  );
}

function messages(failures: unknown[]): string {
  return failures.map((failure) => (failure as Error).message).join("; ");
}
