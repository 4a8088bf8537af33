/** Examines a release before anybody is asked about it, and writes down what it found. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, serviceRole } from "./policies";
import type { PrivateBucket } from "./private-bucket";

export function createScan(artifacts: PrivateBucket): aws.codebuild.Project {
  const logs = new aws.cloudwatch.LogGroup("scan", { retentionInDays: 365 });
  const role = serviceRole("scan", "codebuild.amazonaws.com");
  const rights = new aws.iam.RolePolicy("scan", {
    role: role.name,
    policy: allow(
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [pulumi.interpolate`${logs.arn}:*`],
      },
      // CodePipeline keeps an artifact under PIPELINE/ARTIFACT/. The scan reads the source that is
      // deployed later, and can put nothing in its place.
      {
        actions: ["s3:GetObject", "s3:GetObjectVersion"],
        resources: [pulumi.interpolate`${artifacts.arn}/*/source/*`],
      },
      {
        actions: ["s3:PutObject"],
        resources: [pulumi.interpolate`${artifacts.arn}/*/evidence/*`],
      },
    ),
  });
  return new aws.codebuild.Project(
    "scan",
    {
      serviceRole: role.arn,
      source: {
        type: "CODEPIPELINE",
        buildspec: fs.readFileSync(path.join(__dirname, "scan.buildspec.yml"), "utf8"),
      },
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
