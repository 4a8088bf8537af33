/**
 * Where a release comes from: a repository where the configuration names a connection, else a zip
 * file in a bucket, which needs nothing but this account.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Allowed } from "./policies";
import { PrivateBucket } from "./private-bucket";
import { startOnUpload } from "./start-on-upload";

export interface Source {
  action: aws.types.input.codepipeline.PipelineStageAction;
  /** The variable that says which revision is on its way. */
  revision: string;
  /** What the pipeline's role needs to read the source. */
  rights: Allowed[];
  /** What must be there before the pipeline's first execution. */
  ready: pulumi.Resource[];
  /** What a person uploads to, where there is a bucket. */
  location: pulumi.Output<string>;
  /** Starts the pipeline when the source changes. */
  startOnChange(pipeline: aws.codepipeline.Pipeline): void;
}

const inSourceStage = {
  name: "Source",
  category: "Source",
  version: "1",
  namespace: "source",
  outputArtifacts: ["source"],
};

export function createSource(config: pulumi.Config): Source {
  const connectionArn = config.get("connectionArn");
  return connectionArn === undefined ? fromBucket() : fromRepository(connectionArn, config);
}

function fromRepository(connectionArn: string, config: pulumi.Config): Source {
  const repository = config.require("repository");
  return {
    action: {
      ...inSourceStage,
      owner: "AWS",
      provider: "CodeStarSourceConnection",
      configuration: {
        ConnectionArn: connectionArn,
        FullRepositoryId: repository,
        BranchName: config.get("branch") ?? "main",
        OutputArtifactFormat: "CODE_ZIP",
      },
    },
    revision: "#{source.CommitId}",
    rights: [
      {
        // CodePipeline asks under the old or the new name of the service, whichever the ARN has.
        actions: ["codeconnections:UseConnection", "codestar-connections:UseConnection"],
        resources: [connectionArn],
      },
    ],
    ready: [],
    location: pulumi.output(repository),
    // The connection itself reports a push.
    startOnChange: () => undefined,
  };
}

const key = "site.zip";

function fromBucket(): Source {
  const source = new PrivateBucket("source");
  const object = new aws.s3.BucketObjectv2(
    "site",
    { bucket: source.bucket, key, source: new pulumi.asset.FileArchive("site") },
    { dependsOn: source },
  );
  return {
    action: {
      ...inSourceStage,
      owner: "AWS",
      provider: "S3",
      configuration: { S3Bucket: source.bucket, S3ObjectKey: key, PollForSourceChanges: "false" },
    },
    revision: "#{source.VersionId}",
    rights: [
      {
        actions: [
          "s3:GetBucketAcl",
          "s3:GetBucketLocation",
          "s3:GetBucketVersioning",
          "s3:ListBucket",
        ],
        resources: [source.arn],
      },
      { actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [object.arn] },
    ],
    ready: [object],
    location: pulumi.interpolate`s3://${source.bucket}/${key}`,
    startOnChange: (pipeline) => startOnUpload(source, key, pipeline),
  };
}
