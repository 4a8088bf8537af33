/** The pipeline around the gate: a zip file in a bucket goes to production. */
import * as aws from "@pulumi/aws";
import type { ApprovalGate } from "codepipeline-approvals";
import { allow, serviceRole } from "./policies";
import { PrivateBucket } from "./private-bucket";
import { createSource, sourceKey } from "./source";
import { startOnUpload } from "./start-on-upload";

export interface PipelineParts {
  pipelineName: string;
  gate: ApprovalGate;
}

const s3 = { owner: "AWS", provider: "S3", version: "1" };

export function createPipeline({ pipelineName, gate }: PipelineParts) {
  const source = createSource();
  const artifacts = new PrivateBucket("artifacts");
  const production = new PrivateBucket("production");

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
        { actions: ["s3:PutObject"], resources: [production.objectsArn] },
      ),
    }),
    new aws.iam.RolePolicy("pipeline-gate", { role: role.name, policy: gate.pipelinePolicyJson }),
  ];

  const pipeline = new aws.codepipeline.Pipeline(
    "pipeline",
    {
      name: pipelineName,
      pipelineType: "V2",
      roleArn: role.arn,
      artifactStores: [{ type: "S3", location: artifacts.bucket }],
      stages: [
        {
          name: "Source",
          actions: [
            {
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
            },
          ],
        },
        gate.stage,
        {
          name: "DeployProduction",
          actions: [
            {
              ...s3,
              name: "Deploy",
              category: "Deploy",
              inputArtifacts: ["site"],
              configuration: { BucketName: production.bucket, Extract: "true" },
            },
          ],
        },
      ],
    },
    // The first execution starts with the pipeline: its rights, its source and its gate, which is to
    // hear of it, come before it.
    { dependsOn: [...rights, source.object, artifacts, production, gate] },
  );
  startOnUpload(source.bucket, sourceKey, pipeline);
  return { source: source.bucket };
}
