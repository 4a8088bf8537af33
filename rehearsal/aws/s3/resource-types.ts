/** S3: the resource types, each with everything that is known of it. */
import type { ApiCall } from "../account/call-request";
import type { Handler } from "../account/context";
import type { PhysicalName, ResourceType } from "../account/resource-type";
import {
  bucketHandler,
  bucketNotificationHandler,
  bucketObjectHandler,
  bucketPolicyHandler,
  bucketSettingHandler,
  bucketVersioningHandler,
  bucketWebsiteHandler,
  objectLockHandler,
} from "./resources";
import { bucketCall, objectCall, settingCalls } from "./resource-calls";

const name: PhysicalName = {
  input: "bucket",
  // From the S3 User Guide, "Bucket naming rules": the model names no limit.
  accepts: {
    ...{ parameter: "Bucket", pattern: "[a-z0-9][a-z0-9.-]*[a-z0-9]", least: 3, most: 63 },
    code: "InvalidBucketName",
  },
  autoname: { longest: 63, lowerCase: true },
};

const owner = { types: ["Bucket", "BucketV2"].map(typeToken), input: "bucket" };

/** Of a setting that is kept in state and changes nothing on this machine. */
const handlers: Readonly<Record<string, Handler>> = {
  Notification: bucketNotificationHandler,
  ObjectLockConfiguration: objectLockHandler,
  Policy: bucketPolicyHandler,
  Versioning: bucketVersioningHandler,
  WebsiteConfiguration: bucketWebsiteHandler,
};

/** Settings of which the provider has no second version. */
const single = ["Notification", "OwnershipControls", "Policy", "PublicAccessBlock"];

function typeToken(className: string): string {
  return `aws:s3/${className[0].toLowerCase()}${className.slice(1)}:${className}`;
}

function bucket(className: string): ResourceType {
  return {
    type: typeToken(className),
    handler: bucketHandler,
    call: bucketCall,
    name,
    replaces: ["bucket", "bucketPrefix", "objectLockEnabled"],
  };
}

function object(className: string): ResourceType {
  return {
    type: typeToken(className),
    handler: bucketObjectHandler,
    call: objectCall,
    requires: ["bucket"],
    replaces: ["bucket", "key"],
    owner,
    // Its id is its key, of which each bucket has one.
    identity: ({ id, inputs }) => `${inputs.bucket}/${id}`,
  };
}

/** What is bound to its bucket. */
function setting(what: string, call: ApiCall, requires: readonly string[]): ResourceType[] {
  const versions = single.includes(what) ? [""] : ["", "V2"];
  return versions.map((version) => ({
    type: typeToken(`Bucket${what}${version}`),
    handler: handlers[what] ?? bucketSettingHandler,
    ...{ call, requires: ["bucket", ...requires], replaces: ["bucket"], owner },
  }));
}

export const s3Types: readonly ResourceType[] = [
  ...["Bucket", "BucketV2"].map(bucket),
  ...["BucketObject", "BucketObjectv2"].map(object),
  ...Object.entries(settingCalls).flatMap(([what, { requires = [], ...call }]) =>
    setting(what, call, requires),
  ),
];
