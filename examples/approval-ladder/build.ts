/** Builds the site by the developers' buildspec, then seals what came out by one of the program's. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, serviceRole } from "./policies";
import type { PrivateBucket } from "./private-bucket";

/** Runs what developers wrote, so it can write nothing but its own artifact. */
export function createBuild(artifacts: PrivateBucket): aws.codebuild.Project {
  return project("build", {
    artifacts,
    reads: "source",
    writes: "site",
    buildspec: "buildspec.yml",
  });
}

/**
 * Copies the built site to an artifact that no build can write, before anybody is asked about it: a
 * later build could otherwise put something else in the place of what is being approved.
 */
export function createSeal(artifacts: PrivateBucket): aws.codebuild.Project {
  return project("seal", {
    artifacts,
    reads: "site",
    writes: "release",
    buildspec: fs.readFileSync(path.join(__dirname, "seal.buildspec.yml"), "utf8"),
  });
}

interface Step {
  artifacts: PrivateBucket;
  /** Names of the artifacts that it reads and writes, up to 10 characters long. */
  reads: string;
  writes: string;
  /** Path in the source, or the text itself. */
  buildspec: string;
}

function project(name: string, { artifacts, reads, writes, buildspec }: Step) {
  // CodePipeline keeps an artifact under PIPELINE/ARTIFACT/, both names cut to 20 and to 10.
  const objects = (artifact: string) => pulumi.interpolate`${artifacts.arn}/*/${artifact}/*`;
  const logs = new aws.cloudwatch.LogGroup(name, { retentionInDays: 30 });
  const role = serviceRole(name, "codebuild.amazonaws.com");
  const rights = new aws.iam.RolePolicy(name, {
    role: role.name,
    policy: allow(
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [pulumi.interpolate`${logs.arn}:*`],
      },
      { actions: ["s3:GetObject", "s3:GetObjectVersion"], resources: [objects(reads)] },
      { actions: ["s3:PutObject"], resources: [objects(writes)] },
    ),
  });
  return new aws.codebuild.Project(
    name,
    {
      serviceRole: role.arn,
      source: { type: "CODEPIPELINE", buildspec },
      artifacts: { type: "CODEPIPELINE" },
      environment: {
        type: "LINUX_CONTAINER",
        computeType: "BUILD_GENERAL1_SMALL",
        image: "aws/codebuild/amazonlinux-x86_64-standard:5.0",
      },
      logsConfig: { cloudwatchLogs: { groupName: logs.name } },
      buildTimeout: 10,
    },
    { dependsOn: rights },
  );
}
