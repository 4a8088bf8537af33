/** Who decided is on record: CloudTrail keeps every PutApprovalResult, made or refused. */
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { tlsOnly } from "./private-bucket";

export function createRecord(pipelineName: string) {
  const trail = new awsx.cloudtrail.Trail(
    "decisions",
    {
      enableLogFileValidation: true,
      // An example is torn down with everything in it. Set this to false where the record matters.
      s3Bucket: { args: { forceDestroy: true } },
      cloudWatchLogsGroup: { enable: true, args: { retentionInDays: 365 } },
    },
    { transforms: [closeWithoutTls] },
  );
  const bucket = trail.bucket.apply((created) => created!.bucket);
  const logGroup = trail.logGroup.apply((created) => created!.name);
  new aws.s3.BucketPublicAccessBlock(
    "decisions",
    {
      bucket,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    },
    // The trail sets the bucket's policy, and S3 refuses two changes of one bucket's access at once.
    { dependsOn: trail },
  );
  new aws.cloudwatch.QueryDefinition("who-decided", {
    name: `${pipelineName}/who decided`,
    logGroupNames: [logGroup],
    queryString: whoDecided(pipelineName),
  });
  return { logGroup, trailArn: trail.trail.apply((created) => created.arn), bucket };
}

/** The trail gives its bucket a policy, and a bucket has one: what refuses others goes in there. */
const closeWithoutTls: pulumi.ResourceTransform = ({ type, props, opts }) => {
  if (type !== "aws:s3/bucketPolicy:BucketPolicy") return undefined;
  const policy = pulumi.output(props.policy).apply((given: string | aws.iam.PolicyDocument) => {
    const document: aws.iam.PolicyDocument = typeof given === "string" ? JSON.parse(given) : given;
    const statements = document.Statement as { Resource: string | string[] }[];
    const resources = [...new Set(statements.flatMap(({ Resource }) => Resource))];
    return JSON.stringify({ ...document, Statement: [...statements, tlsOnly(resources)] });
  });
  return { props: { ...props, policy }, opts };
};

/** CloudWatch Logs Insights. An attempt that IAM refused is known by its error alone. */
function whoDecided(pipelineName: string): string {
  return [
    "fields @timestamp, userIdentity.arn, requestParameters.stageName,",
    "  requestParameters.actionName, requestParameters.result.status,",
    "  requestParameters.result.summary, errorCode, errorMessage",
    '| filter eventSource = "codepipeline.amazonaws.com" and eventName = "PutApprovalResult"',
    `| filter requestParameters.pipelineName = "${pipelineName}"`,
    `    or errorMessage like "${pipelineName}/"`,
    "| sort @timestamp desc",
  ].join("\n");
}
