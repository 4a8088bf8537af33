/** The one document that a request brings: what PutObjectRetention sets. */
import { ServiceError } from "../../errors";

interface Retention {
  readonly Mode?: string;
  /** Seconds. */
  readonly RetainUntilDate?: number;
}

function malformed(): ServiceError {
  return new ServiceError(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  );
}

const whole =
  /^\s*(?:<\?xml[^<>]*\?>)?\s*<Retention(?:\s+xmlns="[^"<>]*")?\s*(?:\/>|>([\s\S]*)<\/Retention\s*>)\s*$/;
const member = /\s*<(Mode|RetainUntilDate)>([^<>&]*)<\/\1>\s*/y;

/** ISO 8601 with a zone: another writing says another time in another place. */
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

function timeOf(text: string): number {
  const time = moment.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time)) throw malformed();
  return time / 1000;
}

/** Reads it; an empty one takes the retention away. */
export function readRetention(body: Buffer): Retention {
  const found = whole.exec(body.toString("utf8"));
  if (found === null) throw malformed();
  const inside = found[1] ?? "";
  const read = new Map<string, string>();
  member.lastIndex = 0;
  for (let at = 0; at < inside.trimEnd().length; at = member.lastIndex) {
    const next = member.exec(inside);
    if (next === null || read.has(next[1])) throw malformed();
    read.set(next[1], next[2].trim());
  }
  const [Mode, until] = [read.get("Mode"), read.get("RetainUntilDate")];
  if ((Mode === undefined) !== (until === undefined)) throw malformed();
  return Mode === undefined ? {} : { Mode, RetainUntilDate: timeOf(until!) };
}
