/** S3: buckets and their settings. Files live in the run's `buckets` folder. */
import { dnsSuffix } from "../../../contract/partitions";
import { ServiceError } from "../../errors";
import {
  arn,
  created,
  createHandler,
  putHandler,
  physicalName,
  type Context,
  type Handler,
} from "../account/context";
import { policyText } from "../iam";
import { putObject, requireBucket } from "./object-resources";
import type { Registration } from "../account/types";

export const bucketHandler: Handler = {
  create: createBucket,
  delete: ({ state: { bucket, forceDestroy } }, { buckets, notifyingBuckets }) => {
    buckets.delete(bucket, { force: forceDestroy });
    notifyingBuckets.delete(bucket);
  },
  // A bucket of another program: an empty folder stands for it.
  read: (registration, context) =>
    createBucket(
      { ...registration, inputs: { ...registration.inputs, bucket: registration.id } },
      context,
    ),
};

export const bucketObjectHandler: Handler = putHandler(putObject, ({ state }, { buckets }) =>
  // The provider bypasses GOVERNANCE where it is told to destroy by force.
  buckets.deleteObject(state.bucket, state.key, { bypassesGovernance: state.forceDestroy }),
);

export const bucketVersioningHandler: Handler = putHandler(
  (registration, context) => {
    const bucket = existingBucket(context, registration);
    const { status } = registration.inputs.versioningConfiguration;
    // The provider sends nothing for its word "Disabled".
    if (status !== "Disabled") context.buckets.locks.setVersioning(bucket, status);
    return created(bucket, registration, {});
  },
  // The provider suspends it, and passes over the refusal of a bucket with Object Lock.
  ({ state }, { buckets }) => {
    if (buckets.has(state.bucket)) buckets.locks.suspendVersioning(state.bucket);
  },
);

/** Object Lock cannot be taken off a bucket: at its end the default goes. */
export const objectLockHandler: Handler = putHandler(
  (registration, context) => {
    const bucket = existingBucket(context, registration);
    context.buckets.locks.setDefault(bucket, registration.inputs.rule?.defaultRetention);
    return created(bucket, registration, {});
  },
  ({ state }, { buckets }) => {
    if (buckets.has(state.bucket)) buckets.locks.setDefault(state.bucket, undefined);
  },
);

/** A setting that is kept in state and changes nothing on this machine. */
export const bucketSettingHandler: Handler = createHandler((registration, context) => {
  const bucket = existingBucket(context, registration);
  return created(bucket, registration, {});
});

export const bucketPolicyHandler: Handler = putHandler(
  (registration, context) => {
    const bucket = existingBucket(context, registration);
    const policy = policyText(registration.inputs.policy, "resource", "MalformedPolicy");
    context.buckets.setPolicy(bucket, policy);
    return created(bucket, registration, { policy });
  },
  ({ state }, { buckets }) => {
    if (buckets.has(state.bucket)) buckets.setPolicy(state.bucket, undefined);
  },
);

export const bucketNotificationHandler: Handler = putHandler(
  (registration, context) => {
    const bucket = existingBucket(context, registration);
    if (registration.inputs.eventbridge) context.notifyingBuckets.add(bucket);
    else context.notifyingBuckets.delete(bucket);
    return created(bucket, registration, {});
  },
  ({ inputs }, { notifyingBuckets }) => void notifyingBuckets.delete(inputs.bucket),
);

export const bucketWebsiteHandler: Handler = createHandler((registration, context) => {
  const bucket = existingBucket(context, registration);
  return created(bucket, registration, website(context, bucket));
});

function createBucket(registration: Registration, context: Context) {
  const bucket = physicalName(registration, context);
  if (context.buckets.has(bucket)) {
    throw new ServiceError(
      "BucketAlreadyOwnedByYou",
      `Your previous request to create the named bucket succeeded and you already own it: ${bucket}`,
      409,
    );
  }
  makeBucket(bucket, registration, context);
  const { region } = context.place;
  return created(bucket, registration, {
    bucket,
    arn: arn(context, "s3", bucket, { region: "", accountId: "" }),
    region,
    bucketRegion: region,
    bucketDomainName: `${bucket}.s3.${domain(context)}`,
    bucketRegionalDomainName: `${bucket}.s3.${region}.${domain(context)}`,
    ...(registration.inputs.website ? website(context, bucket) : {}),
  });
}

/** Settings that stand in the bucket's own inputs, as in older programs, are set with it. */
function makeBucket(bucket: string, { inputs }: Registration, { buckets }: Context): void {
  const { objectLockEnabled, objectLockConfiguration: lock, versioning, policy } = inputs;
  const isLockable = objectLockEnabled === true || lock?.objectLockEnabled === "Enabled";
  buckets.create(bucket, { isLockable });
  if (policy) buckets.setPolicy(bucket, policyText(policy, "resource", "MalformedPolicy"));
  if (versioning?.enabled) buckets.locks.setVersioning(bucket, "Enabled");
  if (lock?.rule !== undefined) buckets.locks.setDefault(bucket, lock.rule.defaultRetention);
}

function website(context: Context, bucket: string) {
  const websiteDomain = `s3-website-${context.place.region}.${domain(context)}`;
  return { websiteDomain, websiteEndpoint: `${bucket}.${websiteDomain}` };
}

function domain({ place }: Context): string {
  return dnsSuffix(place.partition);
}

function existingBucket(context: Context, { inputs }: Registration): string {
  return requireBucket(context, inputs.bucket);
}
