/** S3: objects, put as files or folders, and the event that tells EventBridge of one. */
import { ServiceError } from "../../errors";
import type { BusEvent } from "../codepipeline";
import { arn, created, type Context, type LocalServices } from "../account/context";
import type { Created, LocalAsset, Registration } from "../account/types";

/** What `putObject` and a later commit need. */
type BucketServices = Pick<Context, "buckets">;

/** Puts the object of a registration; called again, it makes a new version of it. */
export function putObject(
  registration: Registration,
  context: Pick<Context, "buckets" | "place">,
): Created {
  const { inputs } = registration;
  const bucket = requireBucket(context, inputs.bucket);
  const key: string = inputs.key ?? registration.name;
  const { versionId, eTag } = store(context, bucket, key, inputs);
  return created(key, registration, {
    bucket,
    key,
    versionId,
    etag: eTag,
    arn: arn(context, "s3", `${bucket}/${key}`, { region: "", accountId: "" }),
  });
}

function store({ buckets }: BucketServices, bucket: string, key: string, inputs: any) {
  const lock = {
    mode: inputs.objectLockMode,
    retainUntil: inputs.objectLockRetainUntilDate,
    hasLegalHold: inputs.objectLockLegalHoldStatus === "ON",
  };
  const source: LocalAsset | undefined = inputs.source;
  if (source?.kind === "folder") return buckets.putFolder(bucket, key, source.path!, lock);
  if (source?.kind === "file") return buckets.putFile(bucket, key, source.path!, lock);
  if (inputs.contentBase64 !== undefined) {
    const content = Buffer.from(inputs.contentBase64, "base64");
    return buckets.putContent(bucket, key, content, { lock });
  }
  const text = source?.text ?? inputs.content;
  if (text === undefined) {
    throw new ServiceError(
      "InvalidRequest",
      `The object ${key} has neither source nor content. Give it one of them.`,
    );
  }
  return buckets.putText(bucket, key, text, lock);
}

/** The event that an EventBridge-enabled bucket sends for a new object. */
export function objectCreated(
  { place }: Pick<LocalServices, "place">,
  object: { bucket: string; key: string; versionId: string; eTag: string },
  at: { id: string; time: Date },
): BusEvent {
  const bucketArn = arn({ place }, "s3", object.bucket, { region: "", accountId: "" });
  return {
    version: "0",
    id: at.id,
    source: "aws.s3",
    "detail-type": "Object Created",
    account: place.accountId,
    time: at.time.toISOString().replace(/\.\d{3}Z$/, "Z"),
    region: place.region,
    resources: [bucketArn],
    detail: {
      version: "0",
      bucket: { name: object.bucket },
      object: { key: object.key, etag: object.eTag, "version-id": object.versionId },
      requester: place.accountId,
      reason: "PutObject",
    },
  };
}

/** Refuses a bucket that nobody created. */
export function requireBucket(context: Pick<Context, "buckets">, bucket: string): string {
  if (context.buckets.has(bucket)) return bucket;
  throw new ServiceError("NoSuchBucket", `The specified bucket does not exist: ${bucket}`, 404);
}
