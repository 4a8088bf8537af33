/** The versions of a bucket's objects: the newest of each in the bucket's folder, the others beside it. */
import { randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import { isWithin } from "../../files";
import { ServiceError } from "../../errors";

/** One version of an object, as S3 names it. */
export interface ObjectVersion {
  readonly versionId: string;
  /** MD5 in hex; for a folder, of the names and contents in it. */
  readonly eTag: string;
}

export interface StoredObject extends ObjectVersion {
  readonly path: string;
  readonly kind: "file" | "folder";
  /** What was said of it as it was put, and is answered with it: header names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
}

export interface Version {
  readonly key: string;
  readonly versionId: string;
  /** Whether it came while the bucket kept no versions: the API calls it `null`. */
  readonly isNull: boolean;
  readonly putAt: Date;
  /** Absent of a delete marker. */
  readonly object?: StoredObject;
}

/** What the API calls it. */
export const idOf = ({ isNull, versionId }: Version): string => (isNull ? "null" : versionId);

export const newVersionId = (): string => randomBytes(24).toString("base64url");

/** As S3 sorts keys: by their bytes in UTF-8. */
export const byKey = (a: string, b: string): number =>
  Buffer.compare(Buffer.from(a), Buffer.from(b));

const remove = (file: string): void => fs.rmSync(file, { recursive: true, force: true });

export class BucketVersions {
  /** By key, the oldest first; no list is empty. */
  private readonly versions = new Map<string, readonly Version[]>();

  /** `folder` shows what the bucket has, `archive` keeps what is behind it. */
  constructor(
    readonly folder: string,
    private readonly archive: string,
  ) {}

  get isEmpty(): boolean {
    return this.versions.size === 0;
  }

  keys(): string[] {
    return [...this.versions.keys()].sort(byKey);
  }

  /** The newest first. */
  of(key: string): readonly Version[] {
    return (this.versions.get(key) ?? []).toReversed();
  }

  newest(key: string): Version | undefined {
    return this.versions.get(key)?.at(-1);
  }

  find(key: string, id: string): Version | undefined {
    return this.versions.get(key)?.find((version) => idOf(version) === id);
  }

  /** Takes a version; one that comes without versions replaces the one that came so before. */
  add(version: Version, incoming?: string): void {
    const { key } = version;
    const all = this.versions.get(key) ?? [];
    const replaced = version.isNull ? all.filter(({ isNull }) => isNull) : [];
    const kept = all.filter((one) => !replaced.includes(one));
    for (const one of replaced) if (one.object !== undefined) remove(one.object.path);
    const shown = kept.map((one) => this.moved(one, this.behind(one)));
    if (incoming !== undefined) {
      remove(version.object!.path);
      fs.mkdirSync(path.dirname(version.object!.path), { recursive: true });
      fs.renameSync(incoming, version.object!.path);
    }
    this.versions.set(key, [...shown, version]);
  }

  /** Takes a version away; what was put before it is the newest then. */
  remove({ key, versionId }: Version): void {
    const all = this.versions.get(key) ?? [];
    const gone = all.find((one) => one.versionId === versionId);
    if (gone?.object !== undefined) remove(gone.object.path);
    const left = all.filter((one) => one !== gone);
    const newest = left.at(-1);
    if (newest === undefined) this.versions.delete(key);
    else this.versions.set(key, [...left.slice(0, -1), this.moved(newest, this.target(key))]);
  }

  /** Where the newest version of a key is kept; refuses a key that cannot be a path. */
  target(key: string): string {
    const target = path.resolve(this.folder, key);
    const parts = key.split("/");
    const odd = parts.some((part) => part === "" || part === "." || part === "..");
    // The longest name of a file on most machines.
    const long = parts.some((part) => Buffer.byteLength(part) > 255 - ".incoming".length - 13);
    if (odd || long || /[\\\0]/.test(key) || !isWithin(this.folder, target)) {
      throw new ServiceError(
        "InvalidArgument",
        `Object key ${JSON.stringify(key)} cannot be a file in a folder: use names between "/" ` +
          'that are neither empty nor "." nor "..".',
      );
    }
    return target;
  }

  /** On this machine a key is a path, so no key may go through another object's. */
  needRoom(bucket: string, key: string): void {
    const clash = [...this.versions].find(
      ([other, all]) =>
        all.some(({ object }) => object !== undefined) &&
        (other.startsWith(`${key}/`) || key.startsWith(`${other}/`)),
    )?.[0];
    if (clash === undefined) return;
    throw new ServiceError(
      "InvalidArgument",
      `Object key "${key}" cannot be kept in bucket ${bucket} beside "${clash}": on this machine ` +
        "a key is a path, and one of them would be both a file and a folder.",
    );
  }

  private behind({ versionId }: Version): string {
    return path.join(this.archive, versionId);
  }

  private moved(version: Version, to: string): Version {
    const { object } = version;
    if (object === undefined || object.path === to) return version;
    fs.mkdirSync(path.dirname(to), { recursive: true });
    fs.renameSync(object.path, to);
    return { ...version, object: { ...object, path: to } };
  }
}
