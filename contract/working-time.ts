/**
 * Working time: minutes that count only while a calendar is open. Local times become instants through
 * `Intl`, which knows the time zones of the machine's own database; no library.
 */

export const weekdays = [
  "sunday",
  "monday",
  "tuesday",
  "wednesday",
  "thursday",
  "friday",
  "saturday",
] as const;

export type Weekday = (typeof weekdays)[number];

/** When a calendar is open. */
export interface BusinessHours {
  /** IANA name, like Europe/Berlin. */
  readonly timeZone: string;
  /** HH:MM-HH:MM by the day of the week; a day that is left out is closed. */
  readonly hours: Readonly<Partial<Record<Weekday, string>>>;
  /** Local dates, YYYY-MM-DD, that are closed all day. */
  readonly holidays?: readonly string[];
}

/** From one time of a day to a later one; 24:00 is the end of the day. */
const hoursPattern = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))$/;

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** Minutes of the day from and to which it is open; undefined for what is no such text. */
export function parseHours(text: unknown): { from: number; to: number } | undefined {
  const match = typeof text === "string" ? hoursPattern.exec(text) : null;
  if (match === null) return undefined;
  const [h1, m1, h2, m2] = match
    .slice(1)
    .filter((part) => part !== undefined)
    .map(Number);
  const from = h1 * 60 + m1;
  const to = h2 * 60 + m2;
  return from < to ? { from, to } : undefined;
}

/** True for a date that the calendar has: 2026-02-29 is none. */
export function isDate(text: unknown): boolean {
  if (typeof text !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

/** True for a Region/City name that this machine knows: an offset such as +02:00 has no daylight saving. */
export function isTimeZone(name: unknown): boolean {
  if (typeof name !== "string" || !/^(?:UTC|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)+)$/.test(name)) {
    return false;
  }
  try {
    formatOf(name);
    return true;
  } catch {
    return false;
  }
}

/** Open minutes between two instants; every minute where there is no calendar. */
export function openMinutes(from: Date, to: Date, calendar?: BusinessHours): number {
  const [start, end] = [from.getTime(), to.getTime()];
  if (end <= start) return 0;
  if (calendar === undefined) return (end - start) / minuteMs;
  let open = 0;
  for (const span of spansFrom(start, calendar)) {
    if (span.from >= end) break;
    open += Math.min(span.to, end) - Math.max(span.from, start);
  }
  return open / minuteMs;
}

/** The instant at which so many open minutes have passed. */
export function afterOpenMinutes(from: Date, minutes: number, calendar?: BusinessHours): Date {
  const start = from.getTime();
  if (calendar === undefined) return new Date(start + minutes * minuteMs);
  let left = minutes * minuteMs;
  for (const span of spansFrom(start, calendar)) {
    const begin = Math.max(span.from, start);
    if (span.to - begin >= left) return new Date(begin + left);
    left -= span.to - begin;
  }
  throw new RangeError("The calendar is not open for so long.");
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Ten years: a calendar that is not open by then is open never. */
const longestSearch = 3660;

/** Spans that end after `start`, in their order, in milliseconds. */
function* spansFrom(start: number, { timeZone, hours, holidays }: BusinessHours) {
  const closed = new Set(holidays);
  // One day before the local one: the hours of a day may end after midnight UTC.
  const first = Math.floor(wallClock(start, timeZone) / dayMs) * dayMs - dayMs;
  for (let n = 0; n < longestSearch; n += 1) {
    const day = first + n * dayMs;
    const date = new Date(day);
    const open = parseHours(hours[weekdays[date.getUTCDay()]]);
    if (open === undefined || closed.has(date.toISOString().slice(0, 10))) continue;
    const span: Span = {
      from: instantOf(day + open.from * minuteMs, timeZone),
      to: instantOf(day + open.to * minuteMs, timeZone),
    };
    if (span.to > start && span.to > span.from) yield span;
  }
}

/**
 * The instant of a local time, which is written as if it were UTC. Of two that have it, when clocks are set
 * back, the earlier; where none has it, when they are set forward, the one with the offset before.
 */
function instantOf(local: number, timeZone: string): number {
  const offsets = [local - dayMs, local + dayMs].map((near) => wallClock(near, timeZone) - near);
  const fits = offsets
    .map((offset) => local - offset)
    .filter((instant) => wallClock(instant, timeZone) === local);
  return fits.length > 0 ? Math.min(...fits) : local - offsets[0];
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  formats.set(timeZone, format);
  return format;
}

/** What clocks show at an instant, to the second, as if it were UTC. */
function wallClock(instant: number, timeZone: string): number {
  const parts = formatOf(timeZone).formatToParts(instant);
  const of = (type: string): number => Number(parts.find((part) => part.type === type)!.value);
  return Date.UTC(
    ...([of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second")] as const),
  );
}
