/** S3: the resource types, each with everything that is known of it. */
import type { Handler } from "../account/context";
import type { PhysicalName, ResourceType } from "../account/resource-type";
import {
  bucketHandler,
  bucketNotificationHandler,
  bucketObjectHandler,
  bucketPolicyHandler,
  bucketSettingHandler,
  bucketWebsiteHandler,
} from "./resources";

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
];

const name: PhysicalName = {
  input: "bucket",
  accepts: {
    ...{ parameter: "Bucket", pattern: "[a-z0-9][a-z0-9.-]*[a-z0-9]", least: 3, most: 63 },
    code: "InvalidBucketName",
  },
  autoname: { longest: 63, lowerCase: true },
};

const owner = { types: ["Bucket", "BucketV2"].map(typeToken), input: "bucket" };

function typeToken(className: string): string {
  return `aws:s3/${className[0].toLowerCase()}${className.slice(1)}:${className}`;
}

function bucket(className: string): ResourceType {
  return {
    type: typeToken(className),
    handler: bucketHandler,
    name,
    replaces: ["bucket", "bucketPrefix", "objectLockEnabled"],
  };
}

function object(className: string): ResourceType {
  const type = typeToken(className);
  return { type, handler: bucketObjectHandler, replaces: ["bucket", "key"], owner };
}

/** What is bound to its bucket. */
function setting(className: string, handler: Handler): ResourceType {
  return { type: typeToken(className), handler, replaces: ["bucket"], owner };
}

export const s3Types: readonly ResourceType[] = [
  ...["Bucket", "BucketV2"].map(bucket),
  ...["BucketObject", "BucketObjectv2"].map(object),
  ...settings
    .flatMap((what) => [what, `${what}V2`])
    .map((what) => setting(`Bucket${what}`, bucketSettingHandler)),
  setting("BucketPublicAccessBlock", bucketSettingHandler),
  setting("BucketOwnershipControls", bucketSettingHandler),
  setting("BucketPolicy", bucketPolicyHandler),
  setting("BucketNotification", bucketNotificationHandler),
  setting("BucketWebsiteConfiguration", bucketWebsiteHandler),
  setting("BucketWebsiteConfigurationV2", bucketWebsiteHandler),
];
