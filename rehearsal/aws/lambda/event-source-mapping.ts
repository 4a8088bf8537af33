import type { StreamRecord } from "../dynamodb";

export interface EventSourceSettings {
  readonly functionName: string;
  /** ARN of the stream of a table. */
  readonly streamArn: string;
  readonly startingPosition: "TRIM_HORIZON" | "LATEST";
  readonly enabled: boolean;
  readonly batchSize: number;
  readonly bisectBatchOnFunctionError: boolean;
  /** -1: until the records expire. */
  readonly maximumRetryAttempts: number;
  /** Seconds; -1: until the records expire. */
  readonly maximumRecordAgeInSeconds: number;
  readonly reportsBatchItemFailures: boolean;
  /** ARN of an SQS queue or a topic that is told of what is given up. */
  readonly onFailure?: string;
}

/** Records that are handed to the function together, and how often they were. */
export interface Batch {
  readonly records: readonly StreamRecord[];
  readonly attempts: number;
}

export const sequenceOf = ({ dynamodb }: StreamRecord): string => dynamodb.SequenceNumber;

/** How a run of the function ended: from `failedFrom` on, records were not processed. */
export type BatchResult = "success" | "failure" | { readonly failedFrom: number };

/**
 * Lambda Developer Guide, "Configuring partial batch response with DynamoDB and Lambda": an empty or
 * missing list is success; an identifier that is empty or unknown fails the whole batch; of several,
 * the lowest is the checkpoint.
 */
export function batchResult(records: readonly StreamRecord[], payload: unknown): BatchResult {
  const failures = (payload as { batchItemFailures?: unknown } | null)?.batchItemFailures;
  if (failures === undefined || failures === null) return "success";
  if (!Array.isArray(failures)) return "failure";
  if (failures.length === 0) return "success";
  const places = failures.map((failure) =>
    records.findIndex((record) => sequenceOf(record) === failure?.itemIdentifier),
  );
  if (places.includes(-1)) return "failure";
  const failedFrom = Math.min(...places);
  return failedFrom === 0 ? "failure" : { failedFrom };
}

/**
 * What is to be tried next of a batch that failed. Splitting a batch does not count as a retry
 * (Lambda Developer Guide, "Process Kinesis and DynamoDB records": bisect).
 */
export function nextBatches(
  { records, attempts }: Batch,
  result: BatchResult,
  bisects: boolean,
): Batch[] {
  if (result === "success") return [];
  if (result !== "failure") return [{ records: records.slice(result.failedFrom), attempts }];
  if (!bisects || records.length === 1) return [{ records, attempts }];
  const half = Math.ceil(records.length / 2);
  const split = attempts - 1;
  return [records.slice(0, half), records.slice(half)].map((part) => ({
    records: part,
    attempts: split,
  }));
}

/** The record of what was given up: where it lies in the stream, and not what it says. */
export function streamFailure(
  functionArn: string,
  { streamArn }: EventSourceSettings,
  { records, attempts }: Batch,
  about: { requestId: string; condition: string; now: Date; hasRun: boolean },
): Record<string, unknown> {
  const [first, last] = [records[0], records.at(-1)!];
  const arrival = ({ dynamodb }: StreamRecord) =>
    new Date(dynamodb.ApproximateCreationDateTime * 1000).toISOString();
  return {
    requestContext: {
      requestId: about.requestId,
      functionArn: `${functionArn}:$LATEST`,
      condition: about.condition,
      approximateInvokeCount: attempts,
    },
    ...(about.hasRun && {
      responseContext: {
        statusCode: 200,
        executedVersion: "$LATEST",
        functionError: "Unhandled",
      },
    }),
    version: "1.0",
    timestamp: about.now.toISOString(),
    DDBStreamBatchInfo: {
      shardId: "shardId-00000000000000000000-00000000",
      startSequenceNumber: sequenceOf(first),
      endSequenceNumber: sequenceOf(last),
      approximateArrivalOfFirstRecord: arrival(first),
      approximateArrivalOfLastRecord: arrival(last),
      batchSize: records.length,
      streamArn,
    },
  };
}
