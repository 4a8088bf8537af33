/** One pipeline: the site's zip file, its gate, and the bucket that the site is served from. */
import * as aws from "@pulumi/aws";
import type { ApprovalGate } from "codepipeline-approvals";
import { allow, serviceRole } from "./policies";
import { PrivateBucket } from "./private-bucket";
import { type Source, sourceKey } from "./source";

export interface PipelineParts {
  pipelineName: string;
  gate: ApprovalGate;
  source: Source;
}

const s3 = { owner: "AWS", provider: "S3", version: "1" };

export function createPipeline(name: string, { pipelineName, gate, source }: PipelineParts) {
  const artifacts = new PrivateBucket(`${name}-artifacts`);
  const production = new PrivateBucket(`${name}-production`);

  const role = serviceRole(name, "codepipeline.amazonaws.com");
  const bucketFacts = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"];
  const readObject = ["s3:GetObject", "s3:GetObjectVersion"];
  const rights = [
    new aws.iam.RolePolicy(name, {
      role: role.name,
      policy: allow(
        { actions: [...bucketFacts, "s3:ListBucket"], resources: [source.bucket.arn] },
        { actions: readObject, resources: [source.object.arn] },
        { actions: bucketFacts, resources: [artifacts.arn] },
        { actions: [...readObject, "s3:PutObject"], resources: [artifacts.objectsArn] },
        { actions: ["s3:PutObject"], resources: [production.objectsArn] },
      ),
    }),
    new aws.iam.RolePolicy(`${name}-gate`, { role: role.name, policy: gate.pipelinePolicyJson }),
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
  const putSite = {
    ...s3,
    name: "Deploy",
    category: "Deploy",
    inputArtifacts: ["site"],
    configuration: { BucketName: production.bucket, Extract: "true" },
  };
  return new aws.codepipeline.Pipeline(
    name,
    {
      name: pipelineName,
      pipelineType: "V2",
      roleArn: role.arn,
      artifactStores: [{ type: "S3", location: artifacts.bucket }],
      stages: [
        { name: "Source", actions: [getSite] },
        gate.stage,
        { name: "DeployProduction", actions: [putSite] },
      ],
    },
    // The first execution starts with the pipeline: its rights, its source and its gate, which is to
    // hear of it, come before it.
    { dependsOn: [...rights, source.object, artifacts, production, gate] },
  );
}
