/** The local CloudTrail: the event history of the account, its trails, and what goes to EventBridge. */
import { randomUUID } from "node:crypto";
import type { Clock } from "../../clock";
import { ServiceError } from "../../errors";
import type { Place } from "../account/types";
import type { BusEvent } from "../codepipeline";
import { isManagement } from "./kinds";
import { type RecordedCall, recordOf, type TrailRecord } from "./record";
import { logs, type TrailSettings } from "./selectors";

export interface TrailsOptions {
  readonly clock: Clock;
  readonly place: Place;
}

/** A record, and when others see it. */
interface Kept {
  readonly record: TrailRecord;
  readonly visibleAt: number;
}

const minute = 60_000;
const day = 24 * 60 * minute;

/** How far back LookupEvents looks, and how many events this machine remembers at most. */
export const remembered = 90 * day;
const most = 20_000;

/** An event that is longer is not sent to EventBridge (CloudTrail User Guide). */
const longestEvent = 256 * 1024;

/**
 * CloudTrail promises no time and no order ("within an average of about 5 minutes"), so calls that
 * follow one another arrive in another order.
 */
const delays = [5, 3, 7, 2, 6].map((minutes) => minutes * minute);

/** Requests of the last second. */
class Rate {
  private times: number[] = [];

  take(now: number, most: number): void {
    this.times = this.times.filter((time) => time > now - 1000);
    if (this.times.length >= most) throw new ServiceError("ThrottlingException", "Rate exceeded");
    this.times.push(now);
  }
}

export class LocalTrails {
  readonly lookups = new Rate();
  private readonly trails = new Map<string, TrailSettings>();
  private readonly kept: Kept[] = [];
  private count = 0;
  private put: (event: BusEvent) => void = () => undefined;
  /** Milliseconds from a call to its event, by the number of the call. */
  private delayOf = (call: number): number => delays[call % delays.length];

  constructor(private readonly options: TrailsOptions) {}

  /** Takes the events that trails let EventBridge have. */
  deliverTo(put: (event: BusEvent) => void): void {
    this.put = put;
  }

  /** How long events take from now on, in milliseconds. */
  setDelay(milliseconds: number): void {
    this.delayOf = () => milliseconds;
  }

  putTrail(arn: string, settings: TrailSettings): void {
    this.trails.set(arn, settings);
  }

  deleteTrail(arn: string): void {
    this.trails.delete(arn);
  }

  /** Keeps a management event; a trail that logs it sends it to EventBridge some time later. */
  record(make: (now: Date) => RecordedCall): void {
    const { clock, place } = this.options;
    const now = clock.now();
    const call = make(now);
    if (!isManagement(call.service, call.name)) return;
    const record = recordOf(call, place, now, randomUUID());
    const visibleAt = now.getTime() + this.delayOf(this.count);
    this.count += 1;
    this.kept.push({ record, visibleAt });
    this.forget(now.getTime() - remembered);
    if (this.isSent(record)) {
      clock.at(new Date(visibleAt), () => this.put(eventOf(record, place, randomUUID())));
    }
  }

  /** What the event history shows by now, newest first. */
  history(): TrailRecord[] {
    const { clock, place } = this.options;
    const now = clock.now().getTime();
    return this.kept
      .filter(({ record, visibleAt }) => visibleAt <= now && record.awsRegion === place.region)
      .map(({ record }) => record)
      .reverse()
      .sort((a, b) => Date.parse(b.eventTime) - Date.parse(a.eventTime));
  }

  /** Every record, at once and of all Regions, oldest first. */
  all(): TrailRecord[] {
    return this.kept.map(({ record }) => record);
  }

  /** Nothing is sent any more. */
  close(): void {
    this.put = () => undefined;
  }

  private forget(before: number): void {
    while (this.kept.length > most || this.kept[0].visibleAt <= before) this.kept.shift();
  }

  /** Events of another Region are on that Region's bus, which is not here. */
  private isSent(record: TrailRecord): boolean {
    const { region } = this.options.place;
    if (record.awsRegion !== region) return false;
    if (Buffer.byteLength(JSON.stringify(record)) > longestEvent) return false;
    return [...this.trails.values()].some((trail) => logs(trail, record, region));
  }
}

/** The event that tells of a call. */
function eventOf(record: TrailRecord, { region, accountId }: Place, id: string): BusEvent {
  return {
    version: "0",
    id,
    "detail-type": "AWS API Call via CloudTrail",
    source: `aws.${record.eventSource.split(".")[0]}`,
    account: accountId,
    time: record.eventTime,
    region,
    resources: [],
    detail: { ...record },
  };
}
