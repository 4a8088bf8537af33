/** One environment: a private bucket that holds the deployed site. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow } from "./policies";
import { PrivateBucket } from "./private-bucket";

/** Where the AWS console is, by partition. */
const consoles: Record<string, string> = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

const consoleHost = aws.getPartitionOutput().partition.apply((partition) => consoles[partition]);
const region = aws.getRegionOutput().region;

export interface Environment {
  bucket: PrivateBucket;
  /** Address of the deployed page in the S3 console, for those who may read the bucket. */
  link: pulumi.Output<string>;
}

export function createEnvironment(name: string): Environment {
  const bucket = new PrivateBucket(name);
  const page = pulumi.interpolate`${bucket.bucket}?region=${region}&prefix=index.html`;
  return { bucket, link: pulumi.interpolate`https://${consoleHost}/s3/object/${page}` };
}

/** The stage that puts the sealed site, which no build can change, into the environment's bucket. */
export function deployStage(
  name: string,
  { bucket }: Environment,
): aws.types.input.codepipeline.PipelineStage {
  return {
    name,
    actions: [
      {
        name: "Deploy",
        category: "Deploy",
        owner: "AWS",
        provider: "S3",
        version: "1",
        inputArtifacts: ["release"],
        configuration: { BucketName: bucket.bucket, Extract: "true" },
      },
    ],
  };
}

/** Lets the approvers of a rung look at what they decide about, and at nothing else. */
export function letReview(
  name: string,
  group: pulumi.Output<string | undefined>,
  { bucket }: Environment,
): void {
  new aws.iam.GroupPolicy(`${name}-review`, {
    group: group as pulumi.Output<string>,
    policy: allow(
      { actions: ["s3:ListBucket"], resources: [bucket.arn] },
      { actions: ["s3:GetObject"], resources: [bucket.objectsArn] },
    ),
  });
}
