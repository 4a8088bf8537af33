/** What Lambda and SQS report to CloudWatch by themselves. */
import type { Clock } from "../../clock";
import type { Queues } from "../sqs";
import { type EmfProblem, putLines } from "./emf/lines";
import type { Dimensions, Metrics } from "./metrics/types";

/** One run of a function's code, as far as it is measured. */
export interface FunctionRun {
  readonly functionName: string;
  readonly at: Date;
  readonly failed: boolean;
  readonly milliseconds: number;
  /** When the newest record of a batch came into its stream, in seconds. */
  readonly newestRecord?: number;
}

/** What the local Lambda tells. */
export interface FunctionMetrics {
  ran(run: FunctionRun): void;
  throttled(functionName: string): void;
  /** A function URL answered. */
  answered(functionName: string, status: number): void;
  /** Lines that reached a log group; answers what is wrong with metrics among them. */
  logged(logGroup: string, lines: readonly string[]): EmfProblem[];
}

export interface ServiceMetricsOptions {
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly queues: Pick<Queues, "arns" | "describe">;
}

/** A queue's metrics come for six hours after anybody had to do with it (SQS Developer Guide). */
const activeFor = 6 * 3_600_000;

export class ServiceMetrics implements FunctionMetrics {
  /** By ARN of the queue: when it held a message last. */
  private readonly active = new Map<string, number>();

  constructor(private readonly options: ServiceMetricsOptions) {}

  ran({ functionName, at, failed, milliseconds, newestRecord }: FunctionRun): void {
    const time = at.getTime();
    this.lambda(functionName, "Invocations", 1, "Count", time);
    this.lambda(functionName, "Errors", failed ? 1 : 0, "Count", time);
    this.lambda(functionName, "Duration", milliseconds, "Milliseconds", time);
    if (newestRecord === undefined) return;
    const age = Math.max(time - newestRecord * 1000, 0);
    this.lambda(functionName, "IteratorAge", age, "Milliseconds", time);
  }

  throttled(functionName: string): void {
    this.lambda(functionName, "Throttles", 1, "Count");
  }

  answered(functionName: string, status: number): void {
    this.lambda(functionName, "UrlRequestCount", 1, "Count");
    const isFrom = (least: number): number => (status >= least && status < least + 100 ? 1 : 0);
    this.lambda(functionName, "Url4xxCount", isFrom(400), "Count");
    this.lambda(functionName, "Url5xxCount", isFrom(500), "Count");
  }

  logged(logGroup: string, lines: readonly string[]): EmfProblem[] {
    const { metrics, clock } = this.options;
    return putLines(metrics, logGroup, lines, clock.now());
  }

  /** What SQS reports each minute of every queue that somebody uses. */
  measureQueues(): void {
    const { queues, metrics, clock } = this.options;
    const at = clock.now().getTime();
    for (const arn of queues.arns()) {
      const { visible, hidden } = queues.describe(arn);
      if (visible + hidden > 0) this.active.set(arn, at);
      if (at - (this.active.get(arn) ?? -Infinity) > activeFor) continue;
      const dimensions = { QueueName: arn.split(":").pop()! };
      const counts = { Visible: visible, NotVisible: hidden };
      for (const [ending, value] of Object.entries(counts)) {
        const name = `ApproximateNumberOfMessages${ending}`;
        metrics.put({ namespace: "AWS/SQS", name, dimensions }, { at, value, unit: "Count" });
      }
    }
  }

  /** Of one function, and of all functions together. */
  private lambda(
    functionName: string,
    name: string,
    value: number,
    unit: string,
    at = this.options.clock.now().getTime(),
  ): void {
    const sets: readonly Dimensions[] = [{ FunctionName: functionName }, {}];
    for (const dimensions of sets) {
      const metric = { namespace: "AWS/Lambda", name, dimensions };
      this.options.metrics.put(metric, { at, value, unit });
    }
  }
}
