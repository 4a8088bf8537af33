/** Counts in what a release differs from what is released. */
import * as fs from "node:fs";
import * as path from "node:path";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, serviceRole } from "./policies";
import type { PrivateBucket } from "./private-bucket";

export function createCompare(artifacts: PrivateBucket): aws.codebuild.Project {
  const logs = new aws.cloudwatch.LogGroup("compare", { retentionInDays: 30 });
  const role = serviceRole("compare", "codebuild.amazonaws.com");
  const rights = new aws.iam.RolePolicy("compare", {
    role: role.name,
    policy: allow(
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [pulumi.interpolate`${logs.arn}:*`],
      },
      // CodePipeline keeps an artifact under PIPELINE/ARTIFACT/. It reads both, and can put nothing in
      // the place of either.
      {
        actions: ["s3:GetObject", "s3:GetObjectVersion"],
        resources: ["site", "released"].map(
          (name) => pulumi.interpolate`${artifacts.arn}/*/${name}/*`,
        ),
      },
    ),
  });
  return new aws.codebuild.Project(
    "compare",
    {
      serviceRole: role.arn,
      source: {
        type: "CODEPIPELINE",
        buildspec: fs.readFileSync(path.join(__dirname, "compare.buildspec.yml"), "utf8"),
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
