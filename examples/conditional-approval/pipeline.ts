/** The pipeline around the gate: a zip file is compared with the released one, and deployed in its place. */
import * as aws from "@pulumi/aws";
import type { ApprovalGate } from "codepipeline-approvals";
import { createCompare } from "./compare";
import { allow, serviceRole } from "./policies";
import { PrivateBucket } from "./private-bucket";
import { createReleased, createSource, type Source } from "./source";
import { startOnUpload } from "./start-on-upload";

export interface PipelineParts {
  pipelineName: string;
  gate: ApprovalGate;
}

const s3 = { owner: "AWS", provider: "S3", version: "1" };

export function createPipeline({ pipelineName, gate }: PipelineParts) {
  const [source, released] = [createSource(), createReleased()];
  const artifacts = new PrivateBucket("artifacts");
  const production = new PrivateBucket("production");
  const compare = createCompare(artifacts);

  const role = serviceRole("pipeline", "codepipeline.amazonaws.com");
  const bucketFacts = ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"];
  const readObject = ["s3:GetObject", "s3:GetObjectVersion"];
  const sources = [source, released];
  const rights = [
    new aws.iam.RolePolicy("pipeline", {
      role: role.name,
      policy: allow(
        {
          actions: [...bucketFacts, "s3:ListBucket"],
          resources: sources.map(({ bucket }) => bucket.arn),
        },
        { actions: readObject, resources: sources.map(({ object }) => object.arn) },
        { actions: bucketFacts, resources: [artifacts.arn] },
        { actions: [...readObject, "s3:PutObject"], resources: [artifacts.objectsArn] },
        { actions: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"], resources: [compare.arn] },
        {
          actions: ["s3:PutObject"],
          resources: [production, released.bucket].map(({ objectsArn }) => objectsArn),
        },
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
          actions: [zipOf("Source", source, "site"), zipOf("Released", released, "released")],
        },
        {
          name: "Compare",
          actions: [
            {
              name: "Compare",
              category: "Build",
              owner: "AWS",
              provider: "CodeBuild",
              version: "1",
              namespace: "compare",
              inputArtifacts: ["site", "released"],
              configuration: { ProjectName: compare.name, PrimarySource: "site" },
            },
          ],
        },
        gate.stage,
        {
          name: "DeployProduction",
          actions: [
            putSite("Deploy", 1, { BucketName: production.bucket, Extract: "true" }),
            // The next release is compared with this one: with what was approved, byte for byte.
            putSite("Remember", 2, {
              BucketName: released.bucket.bucket,
              Extract: "false",
              ObjectKey: released.key,
            }),
          ],
        },
      ],
    },
    // The first execution starts with the pipeline: its rights, its sources and its gate, which is to
    // hear of it, come before it.
    { dependsOn: [...rights, source.object, released.object, artifacts, production, gate] },
  );
  startOnUpload(source.bucket, source.key, pipeline);
  return { source: source.bucket };
}

/** Takes a zip file; its namespace is the action's name, as `#{source.VersionId}` has it. */
function zipOf(name: string, { bucket, key }: Source, artifact: string) {
  return {
    ...s3,
    name,
    category: "Source",
    namespace: name.toLowerCase(),
    outputArtifacts: [artifact],
    configuration: {
      S3Bucket: bucket.bucket,
      S3ObjectKey: key,
      PollForSourceChanges: "false",
    },
  };
}

function putSite(
  name: string,
  runOrder: number,
  configuration: aws.types.input.codepipeline.PipelineStageAction["configuration"],
) {
  return { ...s3, name, category: "Deploy", runOrder, inputArtifacts: ["site"], configuration };
}
