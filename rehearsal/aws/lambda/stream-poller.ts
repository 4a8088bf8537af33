/** Reads the stream of a table for one function, in order: nothing is skipped, nothing overtakes. */
import type { Clock, Timer } from "../../clock";
import type { IamDirectory } from "../iam";
import type { LocalStreams } from "../dynamodb";
import type { Deployed, Run } from "./runs";
import type { Outcome } from "./sandbox";
import {
  type Batch,
  batchResult,
  type BatchResult,
  type EventSourceSettings,
  nextBatches,
  sequenceOf,
  streamFailure,
} from "./event-source-mapping";

/** Seconds before the first repetition, doubled each time, and the longest wait; Lambda's are not documented. */
const firstWait = 1;
const longestWait = 60;

export interface PollerOptions {
  readonly clock: Clock;
  readonly streams: Pick<LocalStreams, "records" | "listen">;
  readonly directory: Pick<IamDirectory, "decideRole">;
  /** Undefined where the function does not exist any more. */
  find(functionName: string): Deployed | undefined;
  run(deployed: Deployed, run: Run): Promise<Outcome | "throttled">;
  /** Tells a destination; answers why that failed. */
  tell(roleArn: string, target: string, body: string): Promise<string | undefined>;
  warn(text: string): void;
  working(change: 1 | -1): void;
  newId(): string;
}

/** What the role of a function needs to read a stream, and on what (Lambda's own policy for it). */
export function streamRights(streamArn: string): { action: string; resource: string }[] {
  const reads = ["DescribeStream", "GetRecords", "GetShardIterator"];
  return [
    ...reads.map((name) => ({ action: `dynamodb:${name}`, resource: streamArn })),
    // It takes no resource (Service Authorization Reference).
    { action: "dynamodb:ListStreams", resource: "*" },
  ];
}

export class StreamPoller {
  private readonly stopListening: () => void;
  /** Sequence number of the last record that is done with. */
  private checkpoint: string;
  /** Batches that failed, oldest first, before anything else is read. */
  private pending: Batch[] = [];
  private waiting: Timer | undefined;
  private running = false;
  private closed = false;

  constructor(
    readonly settings: EventSourceSettings,
    private readonly options: PollerOptions,
    checkpoint?: string,
  ) {
    const { streams } = options;
    const { streamArn, startingPosition } = settings;
    const last = () => streams.records(streamArn).map(sequenceOf).at(-1) ?? "";
    this.checkpoint = checkpoint ?? (startingPosition === "LATEST" ? last() : "");
    this.stopListening = streams.listen(streamArn, () => this.poll());
    this.poll();
  }

  close(): string {
    this.closed = true;
    this.stopListening();
    this.waiting?.cancel();
    return this.checkpoint;
  }

  private poll(): void {
    if (this.running || this.waiting !== undefined || this.closed) return;
    if (!this.settings.enabled) return;
    this.running = true;
    this.options.working(1);
    setImmediate(() => void this.drain());
  }

  private async drain(): Promise<void> {
    try {
      while (!this.closed && this.waiting === undefined) {
        const batch = this.pending.shift() ?? this.read();
        if (batch === undefined) return;
        await this.take(batch);
      }
    } finally {
      this.running = false;
      this.options.working(-1);
    }
  }

  private read(): Batch | undefined {
    const { streamArn, batchSize } = this.settings;
    const records = this.options.streams.records(streamArn, this.checkpoint).slice(0, batchSize);
    return records.length === 0 ? undefined : { records, attempts: 0 };
  }

  private async take(batch: Batch): Promise<void> {
    const deployed = this.options.find(this.settings.functionName);
    const refusal = deployed && this.refusal(deployed);
    if (deployed === undefined || refusal !== undefined) {
      if (refusal !== undefined) this.options.warn(refusal);
      return this.retry(batch);
    }
    if (this.isTooOld(batch))
      return this.sendToFailureDestination(deployed, batch, "RecordAgeExceeded");
    const { requestId, result } = await this.attempt(deployed, batch);
    if (this.closed) return;
    if (result === "throttled") return this.retry(batch);
    const tried = { ...batch, attempts: batch.attempts + 1 };
    const { bisectBatchOnFunctionError: bisects, maximumRetryAttempts: most } = this.settings;
    const [next, ...later] = nextBatches(tried, result, bisects);
    this.advance(next === undefined ? tried : before(tried, next));
    if (next === undefined) return;
    this.pending.unshift(...later);
    if (most >= 0 && next.attempts > most) {
      return this.sendToFailureDestination(deployed, next, "RetryAttemptsExhausted", requestId);
    }
    this.retry(next);
  }

  private refusal({ settings: { roleArn } }: Deployed): string | undefined {
    for (const { action, resource } of streamRights(this.settings.streamArn)) {
      const { allowed, reason } = this.options.directory.decideRole(roleArn, action, resource);
      if (!allowed) return `${roleArn} may not ${action} on ${resource}: ${reason}`;
    }
    return undefined;
  }

  private async attempt(
    deployed: Deployed,
    { records, attempts }: Batch,
  ): Promise<{ requestId: string; result: BatchResult | "throttled" }> {
    const requestId = this.options.newId();
    const run: Run = {
      ...{ kind: "stream", requestId, attempt: attempts + 1 },
      event: { Records: records },
    };
    const outcome = await this.options.run(deployed, run);
    if (outcome === "throttled") return { requestId, result: outcome };
    if (outcome.error !== undefined) return { requestId, result: "failure" };
    const reports = this.settings.reportsBatchItemFailures;
    return { requestId, result: reports ? batchResult(records, outcome.payload) : "success" };
  }

  private isTooOld({ records }: Batch): boolean {
    const { maximumRecordAgeInSeconds: most } = this.settings;
    const seconds = this.options.clock.now().getTime() / 1000;
    return most >= 0 && seconds - records[0].dynamodb.ApproximateCreationDateTime > most;
  }

  private async sendToFailureDestination(
    deployed: Deployed,
    batch: Batch,
    condition: string,
    requestId = this.options.newId(),
  ): Promise<void> {
    const { settings, options } = this;
    const { arn, roleArn, name } = deployed.settings;
    this.advance(batch);
    const about = { requestId, condition, now: options.clock.now(), hasRun: batch.attempts > 0 };
    const body = JSON.stringify(streamFailure(arn, settings, batch, about));
    const lost =
      settings.onFailure === undefined
        ? "the event source mapping has no on-failure destination."
        : await options.tell(roleArn, settings.onFailure, body);
    if (lost !== undefined) {
      options.warn(`${batch.records.length} stream records for ${name} are lost: ${lost}`);
    }
  }

  private advance({ records }: Pick<Batch, "records">): void {
    const last = records.at(-1);
    if (last !== undefined) this.checkpoint = sequenceOf(last);
  }

  /** The records behind it wait, so that the order stays. */
  private retry(batch: Batch): void {
    this.pending.unshift(batch);
    const seconds = Math.min(firstWait * 2 ** Math.max(0, batch.attempts - 1), longestWait);
    const when = new Date(this.options.clock.now().getTime() + seconds * 1000);
    this.waiting = this.options.clock.at(when, () => {
      this.waiting = undefined;
      this.poll();
    });
  }
}

/** The part of a batch in front of what is tried again. */
function before({ records }: Batch, { records: [next] }: Batch): Pick<Batch, "records"> {
  return { records: records.slice(0, records.indexOf(next)) };
}
