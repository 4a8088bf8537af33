/**
 * DynamoDB Streams: what changed in a table, in the order of the changes. A stream here has one
 * shard, as that of a small table may have: one record that fails holds up every other.
 */
import { readArn } from "../../../iam/arns";
import { isDeepStrictEqual } from "node:util";
import type { Clock } from "../../clock";

type Item = Record<string, unknown>;

/** CreateTable's StreamViewType. */
export const streamViewTypes = ["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"];

/** One change, as GetRecords answers it and Lambda hands it on. */
export interface StreamRecord {
  readonly eventID: string;
  readonly eventName: "INSERT" | "MODIFY" | "REMOVE";
  readonly eventVersion: "1.1";
  readonly eventSource: "aws:dynamodb";
  readonly awsRegion: string;
  readonly dynamodb: {
    /** Epoch seconds. */
    readonly ApproximateCreationDateTime: number;
    readonly Keys: Item;
    readonly NewImage?: Item;
    readonly OldImage?: Item;
    readonly SequenceNumber: string;
    readonly SizeBytes: number;
    readonly StreamViewType: string;
  };
  readonly eventSourceARN: string;
}

export interface Change {
  readonly keys: Item;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** DynamoDB Developer Guide: "all data in DynamoDB Streams is subject to a 24-hour lifetime". */
const lifetime = 24 * 60 * 60 * 1000;

interface Stream {
  readonly arn: string;
  readonly viewType: string;
  readonly listeners: Set<() => void>;
  records: StreamRecord[];
}

export class LocalStreams {
  /** By the name of the table. */
  private readonly open = new Map<string, Stream>();
  /** Those of the past too: a stream can be read for a day after it was disabled. */
  private readonly all = new Map<string, Stream>();
  private serial = 0;

  constructor(
    private readonly clock: Clock,
    private readonly newId: () => string,
  ) {}

  /** Opens a stream and answers its ARN: each time another one. */
  enable(tableName: string, tableArn: string, viewType: string): string {
    const label = this.clock.now().toISOString().slice(0, -1);
    let arn = `${tableArn}/stream/${label}`;
    for (let n = 1; this.all.has(arn); n += 1) arn = `${tableArn}/stream/${label}${n}`;
    const stream = { arn, viewType, listeners: new Set<() => void>(), records: [] };
    this.open.set(tableName, stream);
    this.all.set(arn, stream);
    return arn;
  }

  disable(tableName: string): void {
    this.open.delete(tableName);
  }

  isEnabled(tableName: string): boolean {
    return this.open.has(tableName);
  }

  has(arn: string): boolean {
    return this.all.has(arn);
  }

  /** Keeps a change; a write that changed nothing leaves no record, as at DynamoDB. */
  add(tableName: string, { keys, before, after }: Change): void {
    const stream = this.open.get(tableName);
    if (stream === undefined || isDeepStrictEqual(before, after)) return;
    const { arn, viewType } = stream;
    this.serial += 1;
    const at = this.clock.now().getTime();
    const images = {
      ...(after !== undefined && /^NEW/.test(viewType) && { NewImage: after }),
      ...(before !== undefined && /OLD_IMAGE/.test(viewType) && { OldImage: before }),
    };
    stream.records.push({
      eventID: this.newId().replace(/-/g, ""),
      eventName: before === undefined ? "INSERT" : after === undefined ? "REMOVE" : "MODIFY",
      ...{ eventVersion: "1.1", eventSource: "aws:dynamodb", awsRegion: readArn(arn).region ?? "" },
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(at / 1000),
        Keys: keys,
        ...images,
        SequenceNumber: `1${String(this.serial).padStart(20, "0")}`,
        SizeBytes: Buffer.byteLength(JSON.stringify({ keys, ...images })),
        StreamViewType: viewType,
      },
      eventSourceARN: arn,
    });
    for (const listener of stream.listeners) listener();
  }

  /** What is kept, oldest first, of what came after a sequence number. */
  records(arn: string, after = ""): StreamRecord[] {
    const stream = this.all.get(arn);
    if (stream === undefined) return [];
    const oldest = (this.clock.now().getTime() - lifetime) / 1000;
    stream.records = stream.records.filter(
      ({ dynamodb }) => dynamodb.ApproximateCreationDateTime >= oldest,
    );
    return stream.records.filter(({ dynamodb }) => dynamodb.SequenceNumber > after);
  }

  /** Calls back for every record; answers how to end that. */
  listen(arn: string, listener: () => void): () => void {
    const listeners = this.all.get(arn)?.listeners;
    listeners?.add(listener);
    return () => void listeners?.delete(listener);
  }
}
