/** Jobs of actions that a function does: one at a time waits for its result. */
import type {
  FailureDetails,
  JobDetails,
  PutJobFailureResultInput,
  PutJobSuccessResultInput,
} from "@aws-sdk/client-codepipeline";
import type { Clock, Timer } from "../../clock";
import { ServiceError } from "../../errors";
import { maxJobMinutes, maxOutputVariablesBytes, maxSilentMinutes } from "./limits";
import { invalid } from "./errors";

/** What a function is given to do. */
export interface Job {
  readonly id: string;
  /** What the result of the job before said, where the work goes on. */
  readonly continuationToken?: string;
  /** When it ends by itself. */
  readonly until: Date;
}

/** How the work ended: by a result, by the clock, or with its action. */
export type JobEnd =
  | { readonly kind: "Succeeded"; readonly result: PutJobSuccessResultInput }
  | { readonly kind: "Failed"; readonly details: FailureDetails }
  | { readonly kind: "Silent" | "TooLong" | "Abandoned" };

export interface JobWork {
  /** Aborted when the action is given up. */
  readonly signal: AbortSignal;
  /** Hands a job to whoever does it. What it throws ends the work. */
  start(job: Job): void;
  /** Told of each result that says that the work goes on. */
  progress(result: PutJobSuccessResultInput): void;
}

/** AWS does not say how soon a job with a continuation token is handed out again. */
const pause = 10_000;

const minute = 60_000;

export class Jobs {
  /** Every job that was handed out; undefined once it has its result or was given up. */
  private readonly jobs = new Map<string, ((end: JobEnd) => void) | undefined>();

  /** What GetJobDetails answers, also of a job that has ended. */
  private readonly described = new Map<string, JobDetails>();

  constructor(
    private readonly clock: Clock,
    private readonly newId: () => string,
  ) {}

  describe(details: JobDetails): void {
    this.described.set(details.id!, details);
  }

  /** GetJobDetails. */
  details(jobId: string): JobDetails {
    const found = this.described.get(jobId);
    if (found !== undefined) return found;
    throw new ServiceError("JobNotFoundException", `There is no job ${jobId}.`);
  }

  /** Hands out jobs, one after the other, until one says more than that the work goes on. */
  async run(work: JobWork): Promise<JobEnd> {
    const last = this.later(maxJobMinutes * minute);
    let continuationToken: string | undefined;
    while (!work.signal.aborted) {
      const end = await this.one(work, last, continuationToken);
      if (end.kind !== "Succeeded" || end.result.continuationToken === undefined) return end;
      continuationToken = end.result.continuationToken;
      work.progress(end.result);
      await this.pause(work.signal);
    }
    return { kind: "Abandoned" };
  }

  isOpen(jobId: string): boolean {
    return this.jobs.get(jobId) !== undefined;
  }

  /** PutJobSuccessResult. */
  succeed(input: PutJobSuccessResultInput): void {
    const settle = this.open(input.jobId!);
    const { continuationToken, outputVariables = {} } = input;
    const variables = Object.entries(outputVariables);
    if (continuationToken !== undefined && variables.length > 0) {
      throw invalid(
        "outputVariables can be included only when there is no continuation token on the request.",
      );
    }
    const size = variables.reduce((sum, pair) => sum + Buffer.byteLength(pair.join("")), 0);
    if (size > maxOutputVariablesBytes) {
      throw new ServiceError(
        "OutputVariablesSizeExceededException",
        `The output variables of an action may have ${maxOutputVariablesBytes} bytes together, ` +
          `got: ${size}.`,
      );
    }
    settle({ kind: "Succeeded", result: input });
  }

  /** PutJobFailureResult. */
  fail(input: PutJobFailureResultInput): void {
    this.open(input.jobId!)({ kind: "Failed", details: input.failureDetails! });
  }

  private open(jobId: string): (end: JobEnd) => void {
    const settle = this.jobs.get(jobId);
    if (settle !== undefined) return settle;
    if (!this.jobs.has(jobId)) {
      throw new ServiceError("JobNotFoundException", `There is no job ${jobId}.`);
    }
    throw new ServiceError(
      "InvalidJobStateException",
      `Job ${jobId} has its result already, or was given up: it takes no other.`,
    );
  }

  private one(work: JobWork, last: Date, continuationToken?: string): Promise<JobEnd> {
    const id = this.newId();
    const silent = this.later(maxSilentMinutes * minute);
    const until = silent < last ? silent : last;
    return new Promise((resolve, reject) => {
      const settle = (end: JobEnd): void => {
        this.jobs.set(id, undefined);
        timer.cancel();
        work.signal.removeEventListener("abort", abandon);
        resolve(end);
      };
      const abandon = (): void => settle({ kind: "Abandoned" });
      const timer: Timer = this.clock.at(until, () =>
        settle({ kind: until < last ? "Silent" : "TooLong" }),
      );
      this.jobs.set(id, settle);
      work.signal.addEventListener("abort", abandon);
      try {
        work.start({ id, continuationToken, until });
      } catch (error) {
        reject(error as Error);
        abandon();
      }
    });
  }

  private later(milliseconds: number): Date {
    return new Date(this.clock.now().getTime() + milliseconds);
  }

  /** Until a job is handed out again, or its action is given up. */
  private pause(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        timer.cancel();
        signal.removeEventListener("abort", end);
        resolve();
      };
      const timer: Timer = this.clock.at(this.later(pause), end);
      signal.addEventListener("abort", end);
    });
  }
}
