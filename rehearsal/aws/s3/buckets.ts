/** The local S3: each bucket is a folder, each object a file, or a folder for an unpacked archive. */
import { createHash, randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Clock } from "../../clock";
import { ServiceError } from "../../errors";
import { type ObjectLock, ObjectLocks } from "./object-lock";
import { copyFiles, digestOf, filesUnder } from "../../files";
import {
  BucketVersions,
  idOf,
  newVersionId,
  type ObjectVersion,
  type StoredObject,
  type Version,
} from "./versions";

export type { StoredObject } from "./versions";

export type ObjectListener = (bucket: string, key: string, versionId: string, eTag: string) => void;

interface Put {
  readonly kind: StoredObject["kind"];
  readonly lock?: ObjectLock;
  readonly headers?: StoredObject["headers"];
}

/** Who deletes may pass over a GOVERNANCE retention. */
interface Deletion {
  readonly bypassesGovernance?: boolean;
}

export class Buckets {
  private readonly buckets = new Map<string, BucketVersions>();
  private readonly policies = new Map<string, string>();
  private readonly listeners: ObjectListener[] = [];

  private readonly root: string;

  /** Which versions nobody may delete yet. */
  readonly locks: ObjectLocks;

  constructor(
    root: string,
    private readonly clock: Pick<Clock, "now"> = { now: () => new Date() },
  ) {
    this.root = path.resolve(root);
    this.locks = new ObjectLocks(clock);
  }

  create(name: string, { isLockable = false }: { isLockable?: boolean } = {}): void {
    if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(name)) {
      throw new ServiceError(
        "InvalidBucketName",
        `A bucket's name is 3 to 63 characters of a-z, 0-9, "." and "-", got: "${name}".`,
      );
    }
    if (!this.buckets.has(name)) {
      this.buckets.set(name, new BucketVersions(path.join(this.root, name), this.archive(name)));
      this.locks.create(name, isLockable);
    }
    fs.mkdirSync(path.join(this.root, name), { recursive: true });
  }

  has(name: string): boolean {
    return this.buckets.has(name);
  }

  /** Deletes a bucket that is empty, or with all that is in it but what is locked. */
  delete(name: string, { force = false }: { force?: boolean } = {}): void {
    const versions = this.versions(name);
    // The provider empties it with the right to bypass GOVERNANCE, a version at a time.
    if (force) this.empty(name);
    if (!versions.isEmpty) {
      throw new ServiceError(
        "BucketNotEmpty",
        `The bucket you tried to delete is not empty: ${name}`,
        409,
      );
    }
    this.locks.delete(name);
    this.buckets.delete(name);
    this.policies.delete(name);
    for (const folder of [versions.folder, this.archive(name)]) {
      fs.rmSync(folder, { recursive: true, force: true });
    }
  }

  /** Deletes all versions of an object; refuses it where one of them is locked. */
  deleteObject(bucket: string, key: string, options: Deletion = {}): void {
    if (!this.has(bucket)) return;
    this.locks.remove(bucket, key, options);
    const versions = this.versions(bucket);
    for (const version of versions.of(key)) versions.remove(version);
  }

  /** Deletes one version, for good; undefined where it is not there. */
  deleteVersion(
    bucket: string,
    key: string,
    id: string,
    options: Deletion = {},
  ): Version | undefined {
    const versions = this.versions(bucket);
    const version = versions.find(key, id);
    if (version === undefined) return undefined;
    this.locks.removeVersion(bucket, version, options);
    versions.remove(version);
    return version;
  }

  /** Hides an object behind a delete marker, or deletes it where the bucket keeps no versions. */
  hideObject(bucket: string, key: string): Version | undefined {
    const versions = this.versions(bucket);
    const versioning = this.locks.versioning(bucket);
    if (versioning === "Disabled") {
      for (const version of versions.of(key)) versions.remove(version);
      return undefined;
    }
    versions.target(key);
    const marker = {
      ...{ key, versionId: newVersionId(), putAt: this.clock.now() },
      isNull: versioning === "Suspended",
    };
    versions.add(marker);
    return marker;
  }

  names(): string[] {
    return [...this.buckets.keys()];
  }

  /** Where the bucket's files are. */
  folder(bucket: string): string {
    return this.versions(bucket).folder;
  }

  /** Keeps a folder as one object: what a zip archive of it would be. */
  putFolder(bucket: string, key: string, folder: string, lock?: ObjectLock): ObjectVersion {
    const files = filesUnder(folder);
    return this.put(bucket, key, { kind: "folder", lock }, (target) => {
      copyFiles(folder, files, target);
      return digestOf(target, "md5", files);
    });
  }

  putFile(bucket: string, key: string, file: string, lock?: ObjectLock): ObjectVersion {
    return this.putContent(bucket, key, fs.readFileSync(file), { lock });
  }

  putText(bucket: string, key: string, text: string, lock?: ObjectLock): ObjectVersion {
    return this.putContent(bucket, key, Buffer.from(text), { lock });
  }

  putContent(
    bucket: string,
    key: string,
    content: Buffer,
    settings: Omit<Put, "kind"> = {},
  ): ObjectVersion {
    return this.put(bucket, key, { kind: "file", ...settings }, (target) => {
      fs.writeFileSync(target, content);
      return createHash("md5").update(content).digest("hex");
    });
  }

  /** The newest version of an object, where no delete marker hides it. */
  object(bucket: string, key: string): StoredObject | undefined {
    return this.versions(bucket).newest(key)?.object;
  }

  /** All versions and delete markers of a bucket. */
  versions(bucket: string): BucketVersions {
    const versions = this.buckets.get(bucket);
    if (versions !== undefined) return versions;
    throw new ServiceError("NoSuchBucket", `The specified bucket does not exist: ${bucket}`, 404);
  }

  policy(bucket: string): string | undefined {
    return this.policies.get(bucket);
  }

  setPolicy(bucket: string, policy: string | undefined): void {
    if (policy === undefined) this.policies.delete(bucket);
    else this.policies.set(bucket, policy);
  }

  /** Calls the listener after each object that is put. */
  onObjectCreated(listener: ObjectListener): void {
    this.listeners.push(listener);
  }

  private put(
    bucket: string,
    key: string,
    { kind, lock = {}, headers = {} }: Put,
    write: (target: string) => string,
  ): ObjectVersion {
    const versions = this.versions(bucket);
    const target = versions.target(key);
    const waiting = `${target}.${randomBytes(6).toString("hex")}.incoming`;
    versions.needRoom(bucket, key);
    this.locks.need(bucket, lock);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    const versionId = newVersionId();
    let eTag: string;
    try {
      eTag = write(waiting);
      const object = { path: target, kind, versionId, eTag, headers };
      const isNull = this.locks.versioning(bucket) !== "Enabled";
      // A reader finds the old version or the new one, never a part.
      versions.add({ key, versionId, isNull, putAt: this.clock.now(), object }, waiting);
    } finally {
      fs.rmSync(waiting, { recursive: true, force: true });
    }
    this.locks.add(bucket, key, versionId, lock);
    for (const listener of this.listeners) listener(bucket, key, versionId, eTag);
    return { versionId, eTag };
  }

  /** As the provider: with the bypass, and what is refused once more without it and without a legal hold. */
  private empty(name: string): void {
    const versions = this.versions(name);
    const all = versions.keys().flatMap((key) => versions.of(key));
    const tried = all.map((version) => {
      const remove = (options: Deletion) =>
        this.deleteVersion(name, version.key, idOf(version), options);
      try {
        remove({ bypassesGovernance: true });
      } catch {
        this.locks.releaseHold(name, version);
        try {
          remove({});
        } catch (error) {
          return [error];
        }
      }
      return [];
    });
    const [refusal] = tried.flat();
    if (refusal !== undefined) throw refusal;
  }

  private archive(name: string): string {
    return path.join(this.root, ".versions", name);
  }
}
