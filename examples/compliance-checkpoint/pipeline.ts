/** The pipeline: source, scan, evidence, the checkpoint, production. */
import * as aws from "@pulumi/aws";
import type { MultiApprovalStage } from "codepipeline-approvals";
import { allow, serviceRole } from "./policies";
import { PrivateBucket } from "./private-bucket";
import { createScan } from "./scan";
import { createSource, sourceKey } from "./source";
import { startOnUpload } from "./start-on-upload";

export interface PipelineParts {
  pipelineName: string;
  checkpoint: MultiApprovalStage;
  /** Where the evidence of each release is kept, and under which prefix. */
  evidence: PrivateBucket;
  evidencePrefix: string;
  production: PrivateBucket;
}

export function createPipeline(parts: PipelineParts) {
  const { pipelineName, checkpoint, evidence, evidencePrefix, production } = parts;
  const source = createSource();
  const artifacts = new PrivateBucket("artifacts");
  const scan = createScan(artifacts);
  const aws1 = { owner: "AWS", version: "1" };

  const role = serviceRole("pipeline", "codepipeline.amazonaws.com");
  const bucketFacts = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"];
  const readObject = ["s3:GetObject", "s3:GetObjectVersion"];
  const rights = [
    new aws.iam.RolePolicy("pipeline", {
      role: role.name,
      policy: allow(
        { actions: [...bucketFacts, "s3:ListBucket"], resources: [source.bucket.arn] },
        { actions: readObject, resources: [source.object.arn] },
        { actions: bucketFacts, resources: [artifacts.arn] },
        { actions: [...readObject, "s3:PutObject"], resources: [artifacts.objectsArn] },
        { actions: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"], resources: [scan.arn] },
        { actions: ["s3:PutObject"], resources: [evidence.objectsArn, production.objectsArn] },
      ),
    }),
    new aws.iam.RolePolicy("pipeline-checkpoint", {
      role: role.name,
      policy: checkpoint.pipelinePolicyJson,
    }),
  ];

  const pipeline = new aws.codepipeline.Pipeline(
    "pipeline",
    {
      name: pipelineName,
      pipelineType: "V2",
      // Every release is decided about, in the order in which they came.
      executionMode: "QUEUED",
      roleArn: role.arn,
      artifactStores: [{ type: "S3", location: artifacts.bucket }],
      stages: [
        {
          name: "Source",
          actions: [
            {
              ...aws1,
              name: "Source",
              category: "Source",
              provider: "S3",
              namespace: "source",
              outputArtifacts: ["source"],
              configuration: {
                S3Bucket: source.bucket.bucket,
                S3ObjectKey: sourceKey,
                PollForSourceChanges: "false",
              },
            },
          ],
        },
        {
          name: "Scan",
          actions: [
            {
              ...aws1,
              name: "Scan",
              category: "Test",
              provider: "CodeBuild",
              namespace: "scan",
              inputArtifacts: ["source"],
              outputArtifacts: ["evidence"],
              configuration: { ProjectName: scan.name },
            },
            {
              ...aws1,
              name: "KeepEvidence",
              category: "Deploy",
              provider: "S3",
              runOrder: 2,
              inputArtifacts: ["evidence"],
              configuration: {
                BucketName: evidence.bucket,
                ObjectKey: evidencePrefix,
                Extract: "true",
              },
            },
          ],
        },
        checkpoint.stage,
        {
          name: "DeployProduction",
          actions: [
            {
              ...aws1,
              name: "Deploy",
              category: "Deploy",
              provider: "S3",
              inputArtifacts: ["source"],
              configuration: { BucketName: production.bucket, Extract: "true" },
            },
          ],
        },
      ],
    },
    // The first execution starts with the pipeline: its rights and its source come before it.
    { dependsOn: [...rights, source.object, artifacts, evidence, production] },
  );
  startOnUpload(source.bucket, sourceKey, pipeline);
  return { source: source.bucket, pipeline };
}
