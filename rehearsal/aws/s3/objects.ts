/** Objects over the API: put, got and deleted, a version at a time. */
import * as fs from "node:fs";
import { ServiceError } from "../../errors";
import type { ApiRequest } from "../api/request";
import type { Answer, RequestContext } from "../api/types";
import { empty, headersOf } from "./answers";
import { payloadOf } from "./aws-chunked";
import { hasChecksum, verified } from "./checksums";
import { type Conditions, needWanted, needWritable } from "./conditions";
import { bucketArn, bypasses, hasRight, type Named, needRight, objectArn } from "./rights";
import { idOf, type StoredObject, type Version } from "./versions";

export interface ObjectInput extends Named, Conditions {
  readonly Key: string;
  readonly Range?: string;
  readonly ChecksumMode?: string;
  readonly ACL?: string;
  readonly ObjectLockMode?: string;
  readonly ObjectLockRetainUntilDate?: number;
  readonly ObjectLockLegalHoldStatus?: string;
  readonly [response: `Response${string}`]: string | undefined;
}

export interface PutInput extends ObjectInput {
  /** As it came. */
  readonly request: ApiRequest;
}

/** Headers that are kept with an object, beside those of its own metadata. */
const kept = [
  ...["cache-control", "content-disposition", "content-language", "content-type", "expires"],
  "x-amz-website-redirect-location",
];

function keptHeaders(headers: ApiRequest["headers"]): Record<string, string> {
  const given = Object.entries(headers).filter(
    ([name]) => kept.includes(name) || name.startsWith("x-amz-meta-"),
  );
  const encoding = (headers["content-encoding"] ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => one !== "" && one !== "aws-chunked");
  return {
    "content-type": "binary/octet-stream",
    ...Object.fromEntries(given),
    ...(encoding.length > 0 && { "content-encoding": encoding.join(",") }),
  };
}

/** User Guide, "Controlling ownership of objects": a bucket has no ACLs unless it was asked for them. */
function needNoAcl({ ACL: acl }: ObjectInput): void {
  if (acl === undefined || acl === "private" || acl === "bucket-owner-full-control") return;
  throw new ServiceError("AccessControlListNotSupported", "The bucket does not allow ACLs");
}

/** API Reference, PutObject: a lock, also the bucket's own default, wants a content that is checked. */
function lockOf(input: PutInput, ctx: RequestContext, isChecked: boolean) {
  const { ObjectLockMode: mode, ObjectLockRetainUntilDate: until } = input;
  const { ObjectLockLegalHoldStatus: hold } = input;
  const isKept = mode !== undefined || until !== undefined;
  if (isKept) needRight(input, ctx, "PutObjectRetention");
  if (hold !== undefined) needRight(input, ctx, "PutObjectLegalHold");
  const byDefault = ctx.buckets.locks.configuration(input.Bucket)?.defaultRetention !== undefined;
  if ((isKept || hold === "ON" || byDefault) && !isChecked) {
    throw new ServiceError(
      "InvalidRequest",
      "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
    );
  }
  const retainUntil = until === undefined ? undefined : new Date(until * 1000).toISOString();
  return { mode, retainUntil, hasLegalHold: hold === "ON" };
}

export function putObject(input: PutInput, ctx: RequestContext): Answer {
  const { Bucket, Key } = input;
  const { buckets } = ctx;
  needNoAcl(input);
  const payload = payloadOf(input.request);
  const lock = lockOf(input, ctx, hasChecksum(payload));
  const checksum = verified(payload);
  needWritable(input, buckets.object(Bucket, Key));
  const headers = { ...keptHeaders(input.request.headers), ...checksum };
  const { eTag } = buckets.putContent(Bucket, Key, payload.content, { lock, headers });
  const version = buckets.versions(Bucket).newest(Key)!;
  return empty(200, {
    etag: `"${eTag}"`,
    ...(!version.isNull && { "x-amz-version-id": version.versionId }),
    ...encryption,
    ...checksum,
    ...(Object.keys(checksum).length > 0 && { "x-amz-checksum-type": "FULL_OBJECT" }),
  });
}

/** User Guide, "Default encryption": every object is encrypted, without anybody's doing. */
const encryption = { "x-amz-server-side-encryption": "AES256" };

const versionPattern = /^(null|[\w-]{32})$/;

function missing(
  input: Named,
  ctx: RequestContext,
  headers?: Record<string, string>,
): ServiceError {
  const { Key = "", VersionId } = input;
  // API Reference, GetObject: who may not list the bucket is not told what it lacks.
  if (!hasRight(input, ctx, { action: "s3:ListBucket", resource: bucketArn(input, ctx) })) {
    return new ServiceError("AccessDenied", "Access Denied", 403);
  }
  if (VersionId !== undefined) {
    const elements = { Key, VersionId };
    return new ServiceError("NoSuchVersion", "The specified version does not exist.", 404, {
      elements,
    });
  }
  return new ServiceError("NoSuchKey", "The specified key does not exist.", 404, {
    elements: { Key },
    headers,
  });
}

export function needVersionId({ VersionId }: Named): void {
  if (VersionId === undefined || versionPattern.test(VersionId)) return;
  throw new ServiceError("InvalidArgument", "Invalid version id specified", 400, {
    elements: { ArgumentName: "versionId", ArgumentValue: VersionId },
  });
}

/** The version that a request is for, or what S3 answers where there is none. */
export function versionOf(
  input: Named,
  ctx: RequestContext,
): { version: Version; object: StoredObject } {
  needVersionId(input);
  const { Key = "", VersionId } = input;
  const versions = ctx.buckets.versions(input.Bucket);
  const version = VersionId === undefined ? versions.newest(Key) : versions.find(Key, VersionId);
  if (version === undefined) throw missing(input, ctx);
  if (version.object !== undefined) return { version, object: version.object };
  const headers = { "x-amz-delete-marker": "true", "x-amz-version-id": idOf(version) };
  if (VersionId === undefined) throw missing(input, ctx, headers);
  throw new ServiceError(
    "MethodNotAllowed",
    "The specified method is not allowed against this resource.",
    405,
    { headers: { ...headers, allow: "DELETE" } },
  );
}

/** Shown to whoever may ask for the retention by itself. */
function lockHeaders(input: Named, ctx: RequestContext, { versionId }: Version) {
  const lock = ctx.buckets.locks.lockOf(input.Bucket, versionId);
  const may = (action: string): boolean =>
    hasRight(input, ctx, { action: `s3:${action}`, resource: objectArn(input, ctx) });
  const retention = lock?.retention && may("GetObjectRetention") ? lock.retention : undefined;
  const isHeld = lock?.hasLegalHold === true && may("GetObjectLegalHold");
  return {
    "x-amz-object-lock-mode": retention?.mode,
    "x-amz-object-lock-retain-until-date": retention?.until.toISOString(),
    "x-amz-object-lock-legal-hold": isHeld ? "ON" : undefined,
  };
}

/** What a caller wishes to be answered instead of what was kept. */
function wished(input: ObjectInput): Record<string, string | undefined> {
  const names = ["CacheControl", "ContentDisposition", "ContentEncoding", "ContentLanguage"];
  const wishes = [...names, "ContentType", "Expires"].map((name) => [
    name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase(),
    input[`Response${name}`],
  ]);
  return headersOf(Object.fromEntries(wishes));
}

/** One range of bytes; what is no such range is as if it were not there. */
function rangeOf(range: string | undefined, length: number): [number, number] | undefined {
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(range ?? "") ?? [];
  if (first === "" && last === "") return undefined;
  const start = first === "" ? Math.max(0, length - Number(last)) : Number(first);
  const end = first === "" || last === "" ? length - 1 : Math.min(Number(last), length - 1);
  if (start <= end) return [start, end];
  const message = "The requested range is not satisfiable";
  throw new ServiceError("InvalidRange", message, 416);
}

export function getObject(input: ObjectInput, ctx: RequestContext): Answer {
  const { version, object } = versionOf(input, ctx);
  needWanted(input, version, object);
  if (object.kind === "folder") {
    throw new ServiceError(
      "NotImplemented",
      `The rehearsal keeps ${input.Key} as a folder, ${object.path}, and makes no archive of it.`,
      501,
    );
  }
  const content = fs.readFileSync(object.path);
  const range = rangeOf(input.Range, content.length);
  const names = Object.keys(object.headers);
  const isShown = (name: string): boolean =>
    !name.startsWith("x-amz-checksum-") || (input.ChecksumMode === "ENABLED" && !range);
  const shown = names.filter(isShown).map((name) => [name, object.headers[name]] as const);
  const part = range ? content.subarray(range[0], range[1] + 1) : content;
  const checked = names.some((name) => name.startsWith("x-amz-checksum-") && isShown(name));
  return {
    status: range ? 206 : 200,
    contentType: "binary/octet-stream",
    headers: headersOf({
      ...{ "accept-ranges": "bytes", "content-length": String(part.length) },
      ...{ etag: `"${object.eTag}"`, "last-modified": version.putAt.toUTCString() },
      ...(range && { "content-range": `bytes ${range[0]}-${range[1]}/${content.length}` }),
      ...(ctx.buckets.locks.versioning(input.Bucket) !== "Disabled" && {
        "x-amz-version-id": idOf(version),
      }),
      ...(checked && { "x-amz-checksum-type": "FULL_OBJECT" }),
      ...{ ...encryption, ...lockHeaders(input, ctx, version) },
      ...{ ...Object.fromEntries(shown), ...wished(input) },
    }),
    body: part,
  };
}

export function deleteObject(input: ObjectInput, ctx: RequestContext): Answer {
  const { Bucket, Key, VersionId } = input;
  needVersionId(input);
  const options = { bypassesGovernance: bypasses(input, ctx) };
  if (input.IfMatch !== undefined) needWritable(input, ctx.buckets.object(Bucket, Key));
  if (VersionId === undefined) {
    const marker = ctx.buckets.hideObject(Bucket, Key);
    if (marker === undefined) return empty(204);
    return empty(204, { "x-amz-delete-marker": "true", "x-amz-version-id": idOf(marker) });
  }
  const gone = ctx.buckets.deleteVersion(Bucket, Key, VersionId, options);
  const isMarker = gone !== undefined && gone.object === undefined;
  return empty(204, {
    "x-amz-version-id": VersionId,
    ...(isMarker && { "x-amz-delete-marker": "true" }),
  });
}
