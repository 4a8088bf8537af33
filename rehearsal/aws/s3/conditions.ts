/** Conditional requests: RFC 9110, and what S3 makes of it when something is written. */
import { ServiceError } from "../../errors";
import type { StoredObject, Version } from "./versions";

export interface Conditions {
  readonly IfMatch?: string;
  readonly IfNoneMatch?: string;
  /** Seconds. */
  readonly IfModifiedSince?: number;
  readonly IfUnmodifiedSince?: number;
}

function failed(condition: string): ServiceError {
  return new ServiceError(
    "PreconditionFailed",
    "At least one of the pre-conditions you specified did not hold",
    412,
    { elements: { Condition: condition } },
  );
}

const plain = (tag: string): string => tag.trim().replace(/^"(.*)"$/, "$1");

function matches(tags: string, { eTag }: Pick<StoredObject, "eTag">): boolean {
  return tags.split(",").some((tag) => tag.trim() === "*" || plain(tag) === eTag);
}

/** For a write: `found` is the newest version, where no delete marker hides it. */
export function needWritable(
  { IfMatch, IfNoneMatch }: Conditions,
  found: StoredObject | undefined,
): void {
  if (IfNoneMatch !== undefined && IfNoneMatch !== "*") {
    throw new ServiceError(
      "NotImplemented",
      "A header you provided implies functionality that is not implemented",
      501,
      { elements: { Header: "If-None-Match" } },
    );
  }
  if (IfNoneMatch !== undefined && found !== undefined) throw failed("If-None-Match");
  if (IfMatch === undefined) return;
  if (found === undefined) {
    throw new ServiceError("NoSuchKey", "The specified key does not exist.", 404);
  }
  if (!matches(IfMatch, found)) throw failed("If-Match");
}

/** For a read: an answer without a body where the caller has the object already. */
export function needWanted(
  { IfMatch, IfNoneMatch, IfModifiedSince, IfUnmodifiedSince }: Conditions,
  { putAt }: Version,
  object: StoredObject,
): void {
  const modified = Math.floor(putAt.getTime() / 1000);
  if (IfMatch !== undefined) {
    if (!matches(IfMatch, object)) throw failed("If-Match");
  } else if (IfUnmodifiedSince !== undefined && modified > IfUnmodifiedSince) {
    throw failed("If-Unmodified-Since");
  }
  const isSame =
    IfNoneMatch === undefined
      ? IfModifiedSince !== undefined && modified <= IfModifiedSince
      : matches(IfNoneMatch, object);
  if (isSame) {
    const headers = { etag: `"${object.eTag}"` };
    throw new ServiceError("NotModified", "Not Modified", 304, { headers });
  }
}
