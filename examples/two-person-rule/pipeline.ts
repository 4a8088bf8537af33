/** The pipeline around the gate: a push to the repository goes to production. */
import * as aws from "@pulumi/aws";
import type { ApprovalGate } from "codepipeline-approvals";
import { allow, serviceRole } from "./policies";
import { PrivateBucket } from "./private-bucket";

export interface PipelineParts {
  pipelineName: string;
  gate: ApprovalGate;
  connectionArn: string;
  repository: string;
  branch: string;
}

const action = { owner: "AWS", version: "1" };

export function createPipeline(parts: PipelineParts): aws.codepipeline.Pipeline {
  const { pipelineName, gate, connectionArn } = parts;
  const artifacts = new PrivateBucket("artifacts");
  const production = new PrivateBucket("production");

  const role = serviceRole("pipeline", "codepipeline.amazonaws.com");
  const bucketFacts = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"];
  const objects = ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"];
  // CodePipeline asks under the old or the new name of the service, whichever the ARN has.
  const connect = ["codeconnections:UseConnection", "codestar-connections:UseConnection"];
  const rights = [
    new aws.iam.RolePolicy("pipeline", {
      role: role.name,
      policy: allow(
        { actions: connect, resources: [connectionArn] },
        { actions: bucketFacts, resources: [artifacts.arn] },
        { actions: objects, resources: [artifacts.objectsArn] },
        { actions: ["s3:PutObject"], resources: [production.objectsArn] },
      ),
    }),
    new aws.iam.RolePolicy("pipeline-gate", { role: role.name, policy: gate.pipelinePolicyJson }),
  ];

  return new aws.codepipeline.Pipeline(
    "pipeline",
    {
      name: pipelineName,
      pipelineType: "V2",
      roleArn: role.arn,
      artifactStores: [{ type: "S3", location: artifacts.bucket }],
      stages: [
        { name: "Source", actions: [takeCommit(parts)] },
        gate.stage,
        {
          name: "DeployProduction",
          actions: [
            {
              ...action,
              name: "Deploy",
              category: "Deploy",
              provider: "S3",
              inputArtifacts: ["site"],
              configuration: { BucketName: production.bucket, Extract: "true" },
            },
          ],
        },
      ],
    },
    // The first execution starts with the pipeline: its rights and its gate, which is to hear of it,
    // come before it.
    { dependsOn: [...rights, artifacts, production, gate] },
  );
}

/** A push starts the pipeline. Of what it takes it says who wrote the newest commit: `AuthorEmail`. */
function takeCommit({ connectionArn, repository, branch }: PipelineParts) {
  return {
    ...action,
    name: "Source",
    category: "Source",
    provider: "CodeStarSourceConnection",
    namespace: "source",
    outputArtifacts: ["site"],
    configuration: {
      ConnectionArn: connectionArn,
      FullRepositoryId: repository,
      BranchName: branch,
      OutputArtifactFormat: "CODE_ZIP",
    },
  };
}
