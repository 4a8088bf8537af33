/** CloudTrail: trails, which are checked, and log what they are made to log. */
import { ServiceError } from "../../errors";
import {
  arn,
  type Context,
  created,
  find,
  type Handler,
  physicalName,
  putHandler,
} from "../account/context";
import type { TrailSettings } from "./selectors";

export const selectorCode = "InvalidEventSelectorsException";

const putTrail: Handler["create"] = (registration, context) => {
  const { inputs } = registration;
  const name = physicalName(registration, context);
  refuseTrailBucket(inputs.s3BucketName, context);
  if (inputs.cloudWatchLogsGroupArn !== undefined && inputs.cloudWatchLogsRoleArn === undefined) {
    throw new ServiceError(
      "InvalidCloudWatchLogsRoleArnException",
      "You must specify a role ARN as well as a log group.",
    );
  }
  refuseSelectors(inputs);
  const trailArn = arn(context, "cloudtrail", `trail/${name}`);
  context.stores.trails.putTrail(trailArn, inputs);
  return created(name, registration, {
    ...{ name, arn: trailArn },
    homeRegion: context.place.region,
  });
};

export const trailHandler: Handler = putHandler(putTrail, ({ state }, { stores }) =>
  stores.trails.deleteTrail(state.arn),
);

/** CloudTrail tries the bucket before it makes a trail. */
function refuseTrailBucket(bucket: string, context: Context): void {
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

/** A trail has selectors of one kind, and each advanced one says of which events it is. */
function refuseSelectors({
  eventSelectors = [],
  advancedEventSelectors = [],
}: TrailSettings): void {
  if (eventSelectors.length > 0 && advancedEventSelectors.length > 0) {
    throw new ServiceError(
      selectorCode,
      "A trail takes eventSelectors or advancedEventSelectors, not both.",
    );
  }
  const isComplete = advancedEventSelectors.every(({ fieldSelectors }) =>
    fieldSelectors.some(({ field, equals = [] }) => field === "eventCategory" && equals.length > 0),
  );
  if (isComplete) return;
  throw new ServiceError(
    selectorCode,
    "An advanced event selector must have a selector of the field eventCategory, with Equals.",
  );
}
