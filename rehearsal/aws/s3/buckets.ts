/** The local S3: each bucket is a folder, each object a file, or a folder for an unpacked archive. */
import { createHash, randomBytes } from "node:crypto";
import * as fs from "node:fs";
import * as path from "node:path";
import type { Clock } from "../../clock";
import { ServiceError } from "../../errors";
import { type ObjectLock, ObjectLocks } from "./object-lock";
import { copyFiles, digestOf, filesUnder, isWithin } from "../../files";

/** One version of an object, as S3 names it. */
export interface ObjectVersion {
  readonly versionId: string;
  /** MD5 in hex; for a folder, of the names and contents in it. */
  readonly eTag: string;
}

export interface StoredObject extends ObjectVersion {
  readonly path: string;
  readonly kind: "file" | "folder";
}

export type ObjectListener = (bucket: string, key: string, versionId: string, eTag: string) => void;

export class Buckets {
  private readonly objects = new Map<string, Map<string, StoredObject>>();
  private readonly listeners: ObjectListener[] = [];

  private readonly root: string;

  /** Which versions nobody may delete yet. */
  readonly locks: ObjectLocks;

  constructor(root: string, clock: Pick<Clock, "now"> = { now: () => new Date() }) {
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
    if (!this.objects.has(name)) {
      this.objects.set(name, new Map());
      this.locks.create(name, isLockable);
    }
    fs.mkdirSync(path.join(this.root, name), { recursive: true });
  }

  has(name: string): boolean {
    return this.objects.has(name);
  }

  /** Deletes a bucket that is empty, or with all that is in it. */
  delete(name: string, { force = false }: { force?: boolean } = {}): void {
    if (this.index(name).size > 0 && !force) {
      throw new ServiceError(
        "BucketNotEmpty",
        `The bucket you tried to delete is not empty: ${name}`,
        409,
      );
    }
    // The provider empties it with the right to bypass GOVERNANCE.
    this.locks.remove(name, undefined, { bypassesGovernance: true });
    this.locks.delete(name);
    this.objects.delete(name);
    fs.rmSync(path.join(this.root, name), { recursive: true, force: true });
  }

  /** Deletes all versions of an object; refuses it where one of them is locked. */
  deleteObject(bucket: string, key: string, options: { bypassesGovernance?: boolean } = {}): void {
    const found = this.objects.get(bucket)?.get(key);
    if (found === undefined) return;
    this.locks.remove(bucket, key, options);
    fs.rmSync(found.path, { recursive: true, force: true });
    this.index(bucket).delete(key);
  }

  names(): string[] {
    return [...this.objects.keys()];
  }

  /** Where the bucket's files are. */
  folder(bucket: string): string {
    this.index(bucket);
    return path.join(this.root, bucket);
  }

  /** Keeps a folder as one object: what a zip archive of it would be. */
  putFolder(bucket: string, key: string, folder: string, lock?: ObjectLock): ObjectVersion {
    const files = filesUnder(folder);
    const kept = { kind: "folder", lock } as const;
    return this.put(bucket, key, kept, (target) => {
      copyFiles(folder, files, target);
      return digestOf(target, "md5", files);
    });
  }

  putFile(bucket: string, key: string, file: string, lock?: ObjectLock): ObjectVersion {
    return this.putContent(bucket, key, fs.readFileSync(file), lock);
  }

  putText(bucket: string, key: string, text: string, lock?: ObjectLock): ObjectVersion {
    return this.putContent(bucket, key, Buffer.from(text), lock);
  }

  /** The newest version of an object. */
  object(bucket: string, key: string): StoredObject | undefined {
    return this.index(bucket).get(key);
  }

  /** Calls the listener after each object that is put. */
  onObjectCreated(listener: ObjectListener): void {
    this.listeners.push(listener);
  }

  private putContent(
    bucket: string,
    key: string,
    content: Buffer,
    lock?: ObjectLock,
  ): ObjectVersion {
    return this.put(bucket, key, { kind: "file", lock }, (target) => {
      fs.writeFileSync(target, content);
      return createHash("md5").update(content).digest("hex");
    });
  }

  private put(
    bucket: string,
    key: string,
    { kind, lock = {} }: Pick<StoredObject, "kind"> & { readonly lock?: ObjectLock },
    write: (target: string) => string,
  ): ObjectVersion {
    const index = this.index(bucket);
    const target = this.target(bucket, key);
    const waiting = `${target}.${randomBytes(6).toString("hex")}.incoming`;
    this.needRoom(bucket, key);
    this.locks.need(bucket, lock);
    fs.mkdirSync(path.dirname(target), { recursive: true });
    let eTag: string;
    try {
      eTag = write(waiting);
      // A reader finds the old version or the new one, never a part.
      fs.rmSync(target, { recursive: true, force: true });
      fs.renameSync(waiting, target);
    } finally {
      fs.rmSync(waiting, { recursive: true, force: true });
    }
    const versionId = randomBytes(24).toString("base64url");
    index.set(key, { path: target, kind, versionId, eTag });
    this.locks.add(bucket, key, versionId, lock);
    for (const listener of this.listeners) listener(bucket, key, versionId, eTag);
    return { versionId, eTag };
  }

  private target(bucket: string, key: string): string {
    const folder = this.folder(bucket);
    const target = path.resolve(folder, key);
    const parts = key.split("/");
    const odd = parts.some((part) => part === "" || part === "." || part === "..");
    if (odd || key.includes("\\") || key.includes("\0") || !isWithin(folder, target)) {
      throw new ServiceError(
        "InvalidArgument",
        `Object key ${JSON.stringify(key)} cannot be a file in a folder: use names between "/" ` +
          'that are neither empty nor "." nor "..".',
      );
    }
    return target;
  }

  /** On this machine a key is a path, so no key may go through another object's. */
  private needRoom(bucket: string, key: string): void {
    const clash = [...this.index(bucket).keys()].find(
      (other) => other.startsWith(`${key}/`) || key.startsWith(`${other}/`),
    );
    if (clash === undefined) return;
    throw new ServiceError(
      "InvalidArgument",
      `Object key "${key}" cannot be kept in bucket ${bucket} beside "${clash}": on this machine ` +
        "a key is a path, and one of them would be both a file and a folder.",
    );
  }

  private index(bucket: string): Map<string, StoredObject> {
    const index = this.objects.get(bucket);
    if (index !== undefined) return index;
    throw new ServiceError("NoSuchBucket", `The specified bucket does not exist: ${bucket}`, 404);
  }
}
