/** The pipeline around the approvals: a zip file in a bucket goes to staging, then to production. */
import * as aws from "@pulumi/aws";
import type { ApprovalGate, MultiApprovalStage } from "codepipeline-approvals";
import { allow, serviceRole } from "./policies";
import { PrivateBucket } from "./private-bucket";
import { createSource, sourceKey } from "./source";
import { startOnUpload } from "./start-on-upload";

export interface PipelineParts {
  pipelineName: string;
  staging: ApprovalGate;
  signOff: MultiApprovalStage;
  production: ApprovalGate;
}

const s3 = { owner: "AWS", provider: "S3", version: "1" };

export function createPipeline({ pipelineName, staging, signOff, production }: PipelineParts) {
  const source = createSource();
  const artifacts = new PrivateBucket("artifacts");
  const stagingBucket = new PrivateBucket("staging");
  const productionBucket = new PrivateBucket("production");

  const role = serviceRole("pipeline", "codepipeline.amazonaws.com");
  const bucketFacts = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"];
  const readObject = ["s3:GetObject", "s3:GetObjectVersion"];
  const published = [stagingBucket.objectsArn, productionBucket.objectsArn];
  const rights = [
    new aws.iam.RolePolicy("pipeline", {
      role: role.name,
      policy: allow(
        { actions: [...bucketFacts, "s3:ListBucket"], resources: [source.bucket.arn] },
        { actions: readObject, resources: [source.object.arn] },
        { actions: bucketFacts, resources: [artifacts.arn] },
        { actions: [...readObject, "s3:PutObject"], resources: [artifacts.objectsArn] },
        { actions: ["s3:PutObject"], resources: published },
      ),
    }),
    ...Object.entries({ staging, signOff, production }).map(
      ([name, { pipelinePolicyJson }]) =>
        new aws.iam.RolePolicy(`pipeline-${name}`, { role: role.name, policy: pipelinePolicyJson }),
    ),
  ];

  const getSite = {
    ...s3,
    name: "Source",
    category: "Source",
    namespace: "source",
    outputArtifacts: ["site"],
    configuration: {
      S3Bucket: source.bucket.bucket,
      S3ObjectKey: sourceKey,
      PollForSourceChanges: "false",
    },
  };
  const putSite = (bucket: PrivateBucket) => ({
    ...s3,
    name: "Deploy",
    category: "Deploy",
    inputArtifacts: ["site"],
    configuration: { BucketName: bucket.bucket, Extract: "true" },
  });
  const pipeline = new aws.codepipeline.Pipeline(
    "pipeline",
    {
      name: pipelineName,
      pipelineType: "V2",
      roleArn: role.arn,
      artifactStores: [{ type: "S3", location: artifacts.bucket }],
      stages: [
        { name: "Source", actions: [getSite] },
        staging.stage,
        { name: "DeployStaging", actions: [putSite(stagingBucket)] },
        signOff.stage,
        production.stage,
        { name: "DeployProduction", actions: [putSite(productionBucket)] },
      ],
    },
    // The first execution starts with the pipeline: its rights, its source and its gates, which
    // are to hear of it, come before it.
    {
      dependsOn: [
        ...rights,
        source.object,
        artifacts,
        stagingBucket,
        productionBucket,
        staging,
        signOff,
        production,
      ],
    },
  );
  startOnUpload(source.bucket, sourceKey, pipeline);
  return { source: source.bucket };
}
