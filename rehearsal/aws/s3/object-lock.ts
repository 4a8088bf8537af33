/**
 * Object Lock: which versions of which objects nobody may delete yet. S3 User Guide, "Locking objects with
 * Object Lock"; the words of refusals are S3's.
 */
import type { Clock } from "../../clock";
import { ServiceError } from "../../errors";

export type Versioning = "Enabled" | "Suspended" | "Disabled";

export interface Retention {
  readonly mode: string;
  readonly until: Date;
}

/** What a bucket gives to versions that come without a retention of their own. */
export interface DefaultRetention {
  readonly mode?: string;
  readonly days?: number;
  readonly years?: number;
}

/** What an object is put with. */
export interface ObjectLock {
  readonly mode?: string;
  /** ISO 8601. */
  readonly retainUntil?: string;
  readonly hasLegalHold?: boolean;
}

interface Version {
  readonly key: string;
  readonly versionId: string;
  readonly retention?: Retention;
  readonly hasLegalHold: boolean;
}

interface BucketState {
  versioning: Versioning;
  isLockable: boolean;
  defaultRetention?: DefaultRetention;
  versions: Version[];
}

/** API Reference, DefaultRetention, and the service's own bound of a hundred years. */
const longestDays = 36_500;

const invalidArgument = (message: string) => new ServiceError("InvalidArgument", message);
const invalidState = (message: string) => new ServiceError("InvalidBucketState", message, 409);

export class ObjectLocks {
  private readonly buckets = new Map<string, BucketState>();

  constructor(private readonly clock: Pick<Clock, "now">) {}

  /** A bucket that is made for Object Lock has versions from its first moment. */
  create(bucket: string, isLockable: boolean): void {
    const versioning = isLockable ? "Enabled" : "Disabled";
    this.buckets.set(bucket, { versioning, isLockable, versions: [] });
  }

  delete(bucket: string): void {
    this.buckets.delete(bucket);
  }

  setVersioning(bucket: string, versioning: Versioning): void {
    const state = this.state(bucket);
    if (state.isLockable && versioning !== "Enabled") {
      throw invalidState(
        "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.",
      );
    }
    state.versioning = versioning;
  }

  /** Of a bucket with Object Lock, nothing changes. */
  suspendVersioning(bucket: string): void {
    const state = this.state(bucket);
    if (!state.isLockable) state.versioning = "Suspended";
  }

  /** Once Object Lock is there it stays; its default alone can go. */
  setDefault(bucket: string, retention: DefaultRetention | undefined): void {
    const state = this.state(bucket);
    if (state.versioning !== "Enabled") {
      throw invalidState(
        "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration",
      );
    }
    if (retention !== undefined) needDefault(retention);
    state.isLockable = true;
    state.defaultRetention = retention;
  }

  /** Refuses what an object cannot be put with. */
  need(bucket: string, { mode, retainUntil, hasLegalHold = false }: ObjectLock): void {
    const isGiven = mode !== undefined || retainUntil !== undefined;
    if (!isGiven && !hasLegalHold) return;
    if (!this.state(bucket).isLockable) {
      throw new ServiceError("InvalidRequest", "Bucket is missing Object Lock Configuration");
    }
    if (isGiven && (mode === undefined || retainUntil === undefined)) {
      throw invalidArgument(
        "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
      );
    }
    if (retainUntil === undefined) return;
    const until = new Date(retainUntil);
    if (Number.isNaN(until.getTime())) {
      throw invalidArgument("The retain until date must be provided in ISO 8601 format");
    }
    if (until <= this.clock.now()) {
      throw invalidArgument("The retain until date must be in the future!");
    }
  }

  /** Takes a version that was put; where the bucket has none, it replaces what was there. */
  add(bucket: string, key: string, versionId: string, lock: ObjectLock = {}): void {
    const state = this.state(bucket);
    const { mode, retainUntil, hasLegalHold = false } = lock;
    const own = mode && retainUntil ? { mode, until: new Date(retainUntil) } : undefined;
    const retention = own ?? this.byDefault(state);
    const isKept = state.versioning === "Enabled";
    const others = state.versions.filter((one) => isKept || one.key !== key);
    state.versions = [...others, { key, versionId, retention, hasLegalHold }];
  }

  /** Deletes the versions of an object, or of all; refuses it where one of them is locked. */
  remove(bucket: string, key?: string, { bypassesGovernance = false } = {}): void {
    const isOf = (version: Version) => key === undefined || version.key === key;
    this.removeThose(bucket, isOf, bypassesGovernance);
  }

  /** Deletes one version; refuses it where it is locked. */
  removeVersion(
    bucket: string,
    { versionId }: Pick<Version, "versionId">,
    { bypassesGovernance = false } = {},
  ): void {
    this.removeThose(bucket, (one) => one.versionId === versionId, bypassesGovernance);
  }

  /** Takes a legal hold off a version. */
  releaseHold(bucket: string, { versionId }: Pick<Version, "versionId">): void {
    const state = this.state(bucket);
    state.versions = state.versions.map((one) =>
      one.versionId === versionId ? { ...one, hasLegalHold: false } : one,
    );
  }

  versioning(bucket: string): Versioning {
    return this.state(bucket).versioning;
  }

  /** The configuration of a bucket with Object Lock; undefined of another. */
  configuration(bucket: string): { readonly defaultRetention?: DefaultRetention } | undefined {
    const { isLockable, defaultRetention } = this.state(bucket);
    return isLockable ? { defaultRetention } : undefined;
  }

  /** What keeps a version, also where its day has come. */
  lockOf(
    bucket: string,
    versionId: string,
  ): Pick<Version, "retention" | "hasLegalHold"> | undefined {
    return this.state(bucket).versions.find((one) => one.versionId === versionId);
  }

  /** Keeps a version longer; less long only in GOVERNANCE, by who may bypass it. */
  setRetention(
    bucket: string,
    versionId: string,
    retention: Retention | undefined,
    { bypassesGovernance = false } = {},
  ): void {
    const state = this.state(bucket);
    const version = state.versions.find((one) => one.versionId === versionId);
    if (version === undefined) return;
    if (this.isLocked({ ...version, hasLegalHold: false }, bypassesGovernance)) {
      const { mode, until } = version.retention!;
      // User Guide, "Retention modes": without that right a date may only be put off, and the mode stays.
      if (retention?.mode !== mode || retention.until < until) throw protectedBy(bucket, version);
    }
    state.versions = state.versions.map((one) => (one === version ? { ...one, retention } : one));
  }

  private removeThose(
    bucket: string,
    isOf: (version: Version) => boolean,
    bypassesGovernance: boolean,
  ): void {
    const state = this.state(bucket);
    const locked = state.versions.find(
      (version) => isOf(version) && this.isLocked(version, bypassesGovernance),
    );
    if (locked !== undefined) throw protectedBy(bucket, locked);
    state.versions = state.versions.filter((version) => !isOf(version));
  }

  private isLocked({ retention, hasLegalHold }: Version, bypassesGovernance: boolean): boolean {
    if (hasLegalHold) return true;
    if (retention === undefined || retention.until <= this.clock.now()) return false;
    return retention.mode !== "GOVERNANCE" || !bypassesGovernance;
  }

  private byDefault({ defaultRetention }: BucketState): Retention | undefined {
    if (defaultRetention?.mode === undefined) return undefined;
    const { mode, days = 0, years = 0 } = defaultRetention;
    const until = new Date(this.clock.now());
    until.setUTCDate(until.getUTCDate() + days);
    until.setUTCFullYear(until.getUTCFullYear() + years);
    return { mode, until };
  }

  private state(bucket: string): BucketState {
    const state = this.buckets.get(bucket);
    if (state !== undefined) return state;
    throw new ServiceError("NoSuchBucket", `The specified bucket does not exist: ${bucket}`, 404);
  }
}

function protectedBy(bucket: string, { key, versionId, retention }: Version): ServiceError {
  const until = retention && ` (${retention.mode} until ${retention.until.toISOString()})`;
  return new ServiceError(
    "AccessDenied",
    "Access Denied because object protected by object lock: " +
      `${bucket}/${key}, version ${versionId}${until ?? ""}`,
    403,
  );
}

/** A mode, and either days or years. */
function needDefault({ mode, days, years }: DefaultRetention): void {
  if (mode === undefined || (days === undefined) === (years === undefined)) {
    throw new ServiceError(
      "MalformedXML",
      "The XML you provided was not well-formed or did not validate against our published schema",
    );
  }
  const period = days ?? years! * 365;
  if (period <= 0)
    throw invalidArgument("Default retention period must be a positive integer value");
  if (period > longestDays) throw invalidArgument("Default retention period too large");
}
