/** S3: the calls that make buckets, objects and settings, and what the provider sends in them. */
import type { ApiCall, Sent } from "../account/call-request";
import { lowerFirst } from "../api/model";
import model from "./api-model.json";

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

function put(operation: string, more: Omit<Sent, "model" | "operation" | "code"> = {}) {
  return { model, operation, code: operation === "PutBucketAcl" ? code : malformed, ...more };
}

/** Inputs that have the names of members of one structure. */
function sameNames(structure: string, members: readonly string[]): Record<string, string> {
  return Object.fromEntries(members.map((name) => [lowerFirst(name), `${structure}.${name}`]));
}

/** By what they set: `aws:s3/bucketVersioning:BucketVersioning`. */
export const settingCalls: Readonly<Record<string, Sent>> = {
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
    members: sameNames("PublicAccessBlockConfiguration", [
      ...["BlockPublicAcls", "BlockPublicPolicy", "IgnorePublicAcls", "RestrictPublicBuckets"],
    ]),
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
    members: sameNames("WebsiteConfiguration", [
      ...["ErrorDocument", "IndexDocument", "RedirectAllRequestsTo"],
    ]),
    defaults: { WebsiteConfiguration: {} },
  }),
};
