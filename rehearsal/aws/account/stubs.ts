/**
 * Resources that an approval pipeline refers to, but whose service does nothing on this machine:
 * they are checked, get the outputs that a program reads, and are kept.
 */
import { ServiceError } from "../../errors";
import {
  arn,
  created,
  find,
  createHandler,
  putHandler,
  physicalName,
  refuseDuplicate,
  type Handlers,
} from "./context";
import { policyText } from "../iam/documents";

const aliasType = "aws:kms/alias:Alias";

export const stubHandlers: Handlers = {
  "aws:cloudwatch/metricAlarm:MetricAlarm": createHandler((registration, context) => {
    const name = physicalName(registration, context);
    const alarmArn = arn(context, "cloudwatch", `alarm:${name}`);
    return created(name, registration, { name, arn: alarmArn });
  }),

  "aws:kms/key:Key": createHandler((registration, context) => {
    const { policy } = registration.inputs;
    const keyId = context.newId();
    return created(keyId, registration, {
      keyId,
      arn: arn(context, "kms", `key/${keyId}`),
      ...(policy === undefined
        ? {}
        : { policy: policyText(policy, "resource", "MalformedPolicyDocumentException") }),
    });
  }),

  [aliasType]: putHandler((registration, context) => {
    const { inputs } = registration;
    const name = inputs.name ?? inputs.namePrefix ?? `alias/${registration.name}`;
    if (!/^alias\/[\w/-]{1,250}$/.test(name)) {
      throw new ServiceError(
        "ValidationException",
        `The alias must begin with alias/ followed by a name, got: ${name}`,
      );
    }
    refuseDuplicate(context, aliasType, "name", name, {
      code: "AlreadyExistsException",
      message: `An alias with the name ${name} already exists.`,
    });
    const targetKeyId = inputs.targetKeyId.split("key/").pop();
    return created(name, registration, {
      name,
      arn: arn(context, "kms", name),
      targetKeyId,
      targetKeyArn: arn(context, "kms", `key/${targetKeyId}`),
    });
  }),

  "aws:codeconnections/connection:Connection": connection("codeconnections"),
  "aws:codestarconnections/connection:Connection": connection("codestar-connections"),

  "aws:cloudtrail/trail:Trail": createHandler((registration, context) => {
    const { inputs } = registration;
    const name = physicalName(registration, context);
    refuseTrailBucket(inputs.s3BucketName, context);
    if (inputs.cloudWatchLogsGroupArn !== undefined && inputs.cloudWatchLogsRoleArn === undefined) {
      throw new ServiceError(
        "InvalidCloudWatchLogsRoleArnException",
        "You must specify a role ARN as well as a log group.",
      );
    }
    return created(name, registration, {
      name,
      arn: arn(context, "cloudtrail", `trail/${name}`),
      homeRegion: context.place.region,
    });
  }),
};

function connection(service: string) {
  return createHandler((registration, context) => {
    const name = physicalName(registration, context);
    const connectionArn = arn(context, service, `connection/${context.newId()}`);
    return created(connectionArn, registration, {
      name,
      arn: connectionArn,
      // As at AWS: a person has to complete the handshake in the console.
      connectionStatus: "PENDING",
      ownerAccountId: context.place.accountId,
    });
  });
}

/** CloudTrail tries the bucket before it makes a trail. */
function refuseTrailBucket(
  bucket: string,
  context: Parameters<Handlers[string]["create"]>[1],
): void {
  if (!context.buckets.has(bucket)) {
    throw new ServiceError("S3BucketDoesNotExistException", `S3 bucket ${bucket} does not exist!`);
  }
  const policy = find(context, ["aws:s3/bucketPolicy:BucketPolicy"], "bucket", bucket);
  if (!policy?.state.policy.includes("cloudtrail.amazonaws.com")) {
    throw new ServiceError(
      "InsufficientS3BucketPolicyException",
      `Incorrect S3 bucket policy is detected for bucket: ${bucket}. Let ` +
        "cloudtrail.amazonaws.com put objects into it, and create the policy before the trail.",
    );
  }
}
