/**
 * The pipeline around the gate: a zip file in a bucket is unpacked into the production bucket.
 * Where you have a pipeline already, this file is what you have.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

type Stage = aws.types.input.codepipeline.PipelineStage;
type Action = aws.types.input.codepipeline.PipelineStageAction;

export interface SitePipelineArgs {
  pipelineName: string;
  /** The stage that has the deployment in it, and what else belongs there. */
  production: (deploy: Action) => Stage;
  /** What the pipeline's role needs for the gate. */
  gateRights: pulumi.Input<string>;
  /** IAM users who may upload a release. */
  developers: string[];
}

const key = "site.zip";
const s3 = { owner: "AWS", provider: "S3", version: "1" };

export function sitePipeline({
  pipelineName,
  production,
  gateRights,
  developers,
}: SitePipelineArgs) {
  const source = versionedBucket("source");
  const artifacts = versionedBucket("artifacts");
  const live = versionedBucket("production");
  const site = new aws.s3.BucketObjectv2("site", {
    bucket: source.name,
    key,
    source: new pulumi.asset.FileArchive("site"),
  });

  const { accountId } = aws.getCallerIdentityOutput();
  const role = new aws.iam.Role("pipeline", {
    assumeRolePolicy: {
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "codepipeline.amazonaws.com" },
          Action: "sts:AssumeRole",
          // On behalf of this account and of no other.
          Condition: { StringEquals: { "aws:SourceAccount": accountId } },
        },
      ],
    },
  });
  const bucketFacts = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"];
  const readObject = ["s3:GetObject", "s3:GetObjectVersion"];
  const rights = [
    new aws.iam.RolePolicy("pipeline-gate", { role: role.name, policy: gateRights }),
    new aws.iam.RolePolicy("pipeline", {
      role: role.name,
      policy: allow(
        [[...bucketFacts, "s3:ListBucket"], source.arn],
        [readObject, site.arn],
        [bucketFacts, artifacts.arn],
        [[...readObject, "s3:PutObject"], artifacts.objectsArn],
        [["s3:PutObject"], live.objectsArn],
      ),
    }),
  ];

  // Developers start a release by uploading it. They are not among the approvers.
  const group = new aws.iam.Group("developers", { name: `developers-${pipelineName}` });
  new aws.iam.GroupPolicy("developers", {
    group: group.name,
    policy: allow([["s3:PutObject"], site.arn]),
  });
  if (developers.length > 0) {
    new aws.iam.GroupMembership("developers", { group: group.name, users: developers });
  }

  const getSite = {
    ...s3,
    name: "Source",
    category: "Source",
    namespace: "source",
    outputArtifacts: ["site"],
    configuration: { S3Bucket: source.name, S3ObjectKey: key, PollForSourceChanges: "true" },
  };
  const putSite = {
    ...s3,
    name: "Deploy",
    category: "Deploy",
    inputArtifacts: ["site"],
    configuration: { BucketName: live.name, Extract: "true" },
  };
  new aws.codepipeline.Pipeline(
    "pipeline",
    {
      name: pipelineName,
      pipelineType: "V2",
      roleArn: role.arn,
      artifactStores: [{ type: "S3", location: artifacts.name }],
      stages: [{ name: "Source", actions: [getSite] }, production(putSite)],
    },
    // The first execution starts with the pipeline: its rights and its source come before it.
    { dependsOn: [...rights, site] },
  );
  return {
    sourceLocation: pulumi.interpolate`s3://${source.name}/${key}`,
    productionBucket: live.name,
  };
}

/**
 * S3 itself encrypts a new bucket and blocks public access to it; the source needs versions too, and
 * nobody reads or writes without TLS.
 */
function versionedBucket(name: string) {
  // An example is torn down with everything in it. Leave forceDestroy out where data matters.
  const { bucket, arn } = new aws.s3.Bucket(name, { forceDestroy: true });
  const versioning = new aws.s3.BucketVersioning(name, {
    bucket,
    versioningConfiguration: { status: "Enabled" },
  });
  const objectsArn = pulumi.interpolate`${arn}/*`;
  new aws.s3.BucketPolicy(name, {
    bucket,
    policy: {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "DenyWithoutTls",
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: [arn, objectsArn],
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ],
    },
  });
  return { name: versioning.bucket, arn, objectsArn };
}

function allow(
  ...statements: [actions: string[], resource: pulumi.Input<string>][]
): aws.iam.PolicyDocument {
  return {
    Version: "2012-10-17",
    Statement: statements.map(([Action, Resource]) => ({ Effect: "Allow", Action, Resource })),
  };
}
