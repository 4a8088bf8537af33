/** Lists of what a bucket has, in pages, as objects and as versions. */
import * as fs from "node:fs";
import * as path from "node:path";
import { filesUnder } from "../../files";
import { ServiceError } from "../../errors";
import type { Answer, RequestContext } from "../api/types";
import { document } from "./answers";
import { needVersionId } from "./objects";
import type { Named } from "./rights";
import { byKey, idOf, type StoredObject, type Version } from "./versions";

interface ListInput extends Named {
  readonly Prefix?: string;
  readonly Delimiter?: string;
  readonly MaxKeys?: number;
  readonly EncodingType?: string;
}

export interface ObjectsInput extends ListInput {
  readonly ContinuationToken?: string;
  readonly StartAfter?: string;
  readonly FetchOwner?: boolean;
}

export interface VersionsInput extends ListInput {
  readonly KeyMarker?: string;
  readonly VersionIdMarker?: string;
}

/** The most items of a page (API Reference). */
const longestPage = 1000;

interface Page {
  readonly versions: readonly Version[];
  readonly prefixes: readonly string[];
  /** Where the next page begins; absent of the last one. */
  readonly last?: { readonly key: string; readonly id?: string };
}

function invalid(name: string, value: unknown, message: string): ServiceError {
  return new ServiceError("InvalidArgument", message, 400, {
    elements: { ArgumentName: name, ArgumentValue: String(value) },
  });
}

function pageOf(input: ListInput, all: readonly Version[]): Page {
  const { Prefix = "", Delimiter = "", MaxKeys = longestPage } = input;
  if (MaxKeys < 0 || MaxKeys > 2 ** 31 - 1) {
    throw invalid(
      "maxKeys",
      MaxKeys,
      "Argument maxKeys must be an integer between 0 and 2147483647",
    );
  }
  const most = Math.min(MaxKeys, longestPage);
  const versions: Version[] = [];
  const prefixes: string[] = [];
  let last: Page["last"];
  for (const version of all.filter(({ key }) => key.startsWith(Prefix))) {
    const { key } = version;
    const end = Delimiter === "" ? -1 : key.indexOf(Delimiter, Prefix.length);
    const prefix = end < 0 ? undefined : key.slice(0, end + Delimiter.length);
    if (prefix !== undefined && prefix === prefixes.at(-1)) continue;
    if (versions.length + prefixes.length >= most) {
      return { versions, prefixes, ...(most > 0 && { last }) };
    }
    if (prefix === undefined) versions.push(version);
    else prefixes.push(prefix);
    last = prefix === undefined ? { key, id: idOf(version) } : { key: prefix };
  }
  return { versions, prefixes };
}

/** Whether a key comes behind a marker; one that is a common prefix stands for all that begin with it. */
function isBehind(key: string, marker: string, { Delimiter = "" }: ListInput): boolean {
  if (Delimiter !== "" && marker.endsWith(Delimiter) && key.startsWith(marker)) return false;
  return byKey(key, marker) > 0;
}

function encoderOf({ EncodingType: type }: ListInput) {
  return (text: string | undefined): string | undefined =>
    type === undefined || text === undefined
      ? text
      : encodeURIComponent(text).replaceAll("%2F", "/").replaceAll("%20", "+");
}

function sizeOf({ path: at, kind }: StoredObject): number {
  const files = kind === "file" ? [at] : filesUnder(at).map((file) => path.join(at, file));
  return files.reduce((sum, file) => sum + fs.statSync(file).size, 0);
}

function described(version: Version, object: StoredObject, { place }: RequestContext) {
  return {
    LastModified: version.putAt.toISOString(),
    ETag: `"${object.eTag}"`,
    Size: sizeOf(object),
    StorageClass: "STANDARD",
    Owner: { ID: place.accountId },
  };
}

/** What every list says of itself. */
function head(input: ListInput, page: Page) {
  const encoded = encoderOf(input);
  const { Bucket, Prefix = "", Delimiter, MaxKeys = longestPage, EncodingType } = input;
  return {
    ...{ Name: Bucket, Prefix: encoded(Prefix), Delimiter: encoded(Delimiter) },
    ...{ MaxKeys: Math.min(MaxKeys, longestPage), EncodingType },
    IsTruncated: page.last !== undefined,
    CommonPrefixes: page.prefixes.map((prefix) => ({ Prefix: encoded(prefix) })),
  };
}

function tokenOf(bucket: string, key: string): string {
  return Buffer.from(JSON.stringify([bucket, key])).toString("base64url");
}

function keyOfToken({ Bucket, ContinuationToken: token }: ObjectsInput): string | undefined {
  if (token === undefined) return undefined;
  try {
    const [, key] = JSON.parse(Buffer.from(token, "base64url").toString()) as string[];
    if (tokenOf(Bucket, key) === token) return key;
  } catch {
    // Refused below, as any other that is none of ours.
  }
  throw invalid("continuation-token", token, "The continuation token provided is incorrect");
}

export function listObjects(input: ObjectsInput, ctx: RequestContext): Answer {
  const { Bucket, StartAfter, ContinuationToken, FetchOwner = false } = input;
  const versions = ctx.buckets.versions(Bucket);
  const after = keyOfToken(input) ?? StartAfter ?? "";
  const newest = versions.keys().map((key) => versions.newest(key)!);
  const page = pageOf(
    input,
    newest.filter(({ key, object }) => object !== undefined && isBehind(key, after, input)),
  );
  const encoded = encoderOf(input);
  return document("ListBucketResult", {
    ...head(input, page),
    KeyCount: page.versions.length + page.prefixes.length,
    ContinuationToken,
    NextContinuationToken: page.last && tokenOf(Bucket, page.last.key),
    StartAfter: encoded(StartAfter),
    Contents: page.versions.map((version) => {
      const { Owner, ...shown } = described(version, version.object!, ctx);
      return { Key: encoded(version.key), ...shown, ...(FetchOwner && { Owner }) };
    }),
  });
}

/** The versions behind the two markers. */
function remaining(input: VersionsInput, all: readonly Version[]): readonly Version[] {
  const { KeyMarker: key, VersionIdMarker: id } = input;
  if (id !== undefined && key === undefined) {
    const message = "A version-id marker cannot be specified without a key marker.";
    throw invalid("version-id-marker", id, message);
  }
  needVersionId({ Bucket: input.Bucket, VersionId: id });
  if (key === undefined) return all;
  const at = all.findIndex((version) => version.key === key && idOf(version) === id);
  return at < 0 ? all.filter((version) => isBehind(version.key, key, input)) : all.slice(at + 1);
}

export function listVersions(input: VersionsInput, ctx: RequestContext): Answer {
  const versions = ctx.buckets.versions(input.Bucket);
  const all = versions.keys().flatMap((key) => versions.of(key));
  const page = pageOf(input, remaining(input, all));
  const encoded = encoderOf(input);
  const shown = (version: Version) => ({
    Key: encoded(version.key),
    VersionId: idOf(version),
    IsLatest: versions.newest(version.key) === version,
  });
  const { KeyMarker = "", VersionIdMarker = "" } = input;
  return document("ListVersionsResult", {
    ...head(input, page),
    KeyMarker: encoded(KeyMarker),
    VersionIdMarker,
    NextKeyMarker: encoded(page.last?.key),
    NextVersionIdMarker: page.last?.id,
    Version: page.versions.flatMap((version) => {
      const { object } = version;
      return object ? [{ ...shown(version), ...described(version, object, ctx) }] : [];
    }),
    DeleteMarker: page.versions.flatMap((version) => {
      if (version.object !== undefined) return [];
      const LastModified = version.putAt.toISOString();
      return [{ ...shown(version), LastModified, Owner: { ID: ctx.place.accountId } }];
    }),
  });
}
