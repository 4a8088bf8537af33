/** A bucket that exists: nothing of it is changed, so S3 is asked whether it keeps what is written. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { HubContext } from "../hub/function";
import type { Named } from "../hub/functions/declaration";
import { answerOf, keepsByDefault } from "./model/object-lock-checks";

const path = "audit.bucketName";

/** What stands in the place of an ARN, which S3 makes of the partition and the name alone. */
export function givenBucket(
  { spec, parent }: HubContext,
  bucketName: pulumi.Input<string>,
  partition: pulumi.Output<string>,
): Named {
  const name = pulumi.all([bucketName, spec.region]).apply(async ([bucket, region]) => {
    const answer = await aws.s3
      .getBucketObjectLockConfiguration({ bucket, region }, { parent })
      .catch(answerOf);
    if (!keepsByDefault(answer, bucket, path)) warnOfUnread(bucket, parent);
    return bucket;
  });
  return { name, arn: pulumi.interpolate`arn:${partition}:s3:::${name}` };
}

/** A bucket of another account may keep its settings from whoever deploys. */
function warnOfUnread(bucket: string, parent: pulumi.Resource): void {
  void pulumi.log.warn(
    `The Object Lock of the bucket ${bucket} (\`${path}\`) could not be read: without a default retention nothing ` +
      "keeps the ledger from deletion. Look at it with the rights of its owner: aws s3api " +
      `get-object-lock-configuration --bucket ${bucket}`,
    parent,
  );
}
