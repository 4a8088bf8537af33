/** S3: the calls that make buckets, objects and settings, and what the provider sends in them. */
import type { ApiCall } from "../account/call-request";
import model from "./api-model.json";

export type SettingCall = ApiCall & { readonly requires?: readonly string[] };

/**
 * The model names no code for what does not fit it. From the S3 API Reference, "List of error codes":
 * the one of headers, and the one of documents that do not match the published schema.
 */
const [code, malformed] = ["InvalidArgument", "MalformedXML"];

/** S3 User Guide, "Canned ACL": those that the model leaves out. */
const cannedAcls = [
  ...["aws-exec-read", "bucket-owner-full-control", "bucket-owner-read", "log-delivery-write"],
];

/** The provider sends the ACL of a new bucket by PutBucketAcl. */
export const bucketCall: ApiCall = {
  ...{ model, operation: "CreateBucket", code },
  members: { objectLockEnabled: "ObjectLockEnabledForBucket" },
  allowed: { acl: cannedAcls },
};

export const objectCall: ApiCall = {
  ...{ model, operation: "PutObject", code },
  members: { kmsKeyId: "SSEKMSKeyId", websiteRedirect: "WebsiteRedirectLocation" },
  allowed: { acl: cannedAcls },
  // The provider takes the resource's name.
  defaults: { Key: "key" },
};

function put(operation: string, more: Omit<SettingCall, "model" | "operation" | "code"> = {}) {
  return { model, operation, code: operation === "PutBucketAcl" ? code : malformed, ...more };
}

/** By what they set: `aws:s3/bucketVersioning:BucketVersioning`. */
export const settingCalls: Readonly<Record<string, SettingCall>> = {
  AccelerateConfiguration: put("PutBucketAccelerateConfiguration", {
    requires: ["status"],
    members: { status: "AccelerateConfiguration.Status" },
  }),
  Acl: put("PutBucketAcl", { allowed: { acl: cannedAcls } }),
  CorsConfiguration: put("PutBucketCors", {
    requires: ["corsRules"],
    members: { corsRules: "CORSConfiguration.CORSRules" },
  }),
  LifecycleConfiguration: put("PutBucketLifecycleConfiguration", {
    requires: ["rules.id"],
    members: { rules: "LifecycleConfiguration.Rules" },
  }),
  Logging: put("PutBucketLogging", {
    requires: ["targetBucket", "targetPrefix"],
    members: {
      targetBucket: "BucketLoggingStatus.LoggingEnabled.TargetBucket",
      targetGrants: "BucketLoggingStatus.LoggingEnabled.TargetGrants",
      targetPrefix: "BucketLoggingStatus.LoggingEnabled.TargetPrefix",
    },
  }),
  Notification: put("PutBucketNotificationConfiguration", {
    members: {
      lambdaFunctions: "NotificationConfiguration.LambdaFunctionConfigurations",
      queues: "NotificationConfiguration.QueueConfigurations",
      topics: "NotificationConfiguration.TopicConfigurations",
    },
    defaults: { NotificationConfiguration: {} },
  }),
  ObjectLockConfiguration: put("PutObjectLockConfiguration", {
    requires: ["rule.defaultRetention"],
    members: {
      objectLockEnabled: "ObjectLockConfiguration.ObjectLockEnabled",
      rule: "ObjectLockConfiguration.Rule",
    },
  }),
  OwnershipControls: put("PutBucketOwnershipControls", {
    requires: ["rule"],
    members: { rule: "OwnershipControls.Rules" },
  }),
  Policy: put("PutBucketPolicy", { requires: ["policy"] }),
  PublicAccessBlock: put("PutPublicAccessBlock", {
    members: Object.fromEntries(
      ["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"].map(
        (name) => [name[0].toLowerCase() + name.slice(1), `PublicAccessBlockConfiguration.${name}`],
      ),
    ),
    defaults: { PublicAccessBlockConfiguration: {} },
  }),
  RequestPaymentConfiguration: put("PutBucketRequestPayment", {
    requires: ["payer"],
    members: { payer: "RequestPaymentConfiguration.Payer" },
  }),
  ServerSideEncryptionConfiguration: put("PutBucketEncryption", {
    requires: ["rules"],
    members: {
      rules: "ServerSideEncryptionConfiguration.Rules",
      "rules.blockedEncryptionTypes": "BlockedEncryptionTypes.EncryptionType",
    },
  }),
  Versioning: put("PutBucketVersioning", {
    requires: ["versioningConfiguration", "versioningConfiguration.status"],
    // The provider's word for a bucket that never had versions: it sends nothing.
    allowed: { "versioningConfiguration.status": ["Disabled"] },
  }),
  WebsiteConfiguration: put("PutBucketWebsite", {
    members: Object.fromEntries(
      ["ErrorDocument", "IndexDocument", "RedirectAllRequestsTo"].map((name) => [
        name[0].toLowerCase() + name.slice(1),
        `WebsiteConfiguration.${name}`,
      ]),
    ),
    defaults: { WebsiteConfiguration: {} },
  }),
};
