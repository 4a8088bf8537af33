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
  type Handlers,
} from "../account/context";
import { policyText } from "../iam/documents";
import { putObject, requireBucket } from "./object-resources";
import type { Registration } from "../account/types";

/** Settings that are kept in state and change nothing on this machine. */
const settings = [
  "AccelerateConfiguration",
  "Acl",
  "CorsConfiguration",
  "LifecycleConfiguration",
  "Logging",
  "ObjectLockConfiguration",
  "RequestPaymentConfiguration",
  "ServerSideEncryptionConfiguration",
  "Versioning",
].flatMap((name) => [name, `${name}V2`]);

export const s3Handlers: Handlers = {
  ...forTypes(["Bucket", "BucketV2"], {
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
  }),

  ...forTypes(
    ["BucketObject", "BucketObjectv2"],
    putHandler(putObject, ({ state }, { buckets }) =>
      buckets.deleteObject(state.bucket, state.key),
    ),
  ),

  ...forTypes(
    [...settings, "PublicAccessBlock", "OwnershipControls"].map((name) => `Bucket${name}`),
    createHandler((registration, context) => {
      const bucket = existingBucket(context, registration);
      return created(bucket, registration, {});
    }),
  ),

  "aws:s3/bucketPolicy:BucketPolicy": putHandler((registration, context) => {
    const bucket = existingBucket(context, registration);
    const policy = policyText(registration.inputs.policy, "resource", "MalformedPolicy");
    return created(bucket, registration, { policy });
  }),

  "aws:s3/bucketNotification:BucketNotification": putHandler(
    (registration, context) => {
      const bucket = existingBucket(context, registration);
      if (registration.inputs.eventbridge) context.notifyingBuckets.add(bucket);
      else context.notifyingBuckets.delete(bucket);
      return created(bucket, registration, {});
    },
    ({ inputs }, { notifyingBuckets }) => void notifyingBuckets.delete(inputs.bucket),
  ),

  ...forTypes(
    ["BucketWebsiteConfiguration", "BucketWebsiteConfigurationV2"],
    createHandler((registration, context) => {
      const bucket = existingBucket(context, registration);
      return created(bucket, registration, website(context, bucket));
    }),
  ),
};

function forTypes(classes: readonly string[], handler: Handlers[string]): Handlers {
  const token = (name: string) => `aws:s3/${name[0].toLowerCase()}${name.slice(1)}:${name}`;
  return Object.fromEntries(classes.map((name) => [token(name), handler]));
}

function createBucket(registration: Registration, context: Context) {
  const bucket = physicalName(registration, context, { nameInput: "bucket" });
  if (context.buckets.has(bucket)) {
    throw new ServiceError(
      "BucketAlreadyOwnedByYou",
      `Your previous request to create the named bucket succeeded and you already own it: ${bucket}`,
      409,
    );
  }
  context.buckets.create(bucket);
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
