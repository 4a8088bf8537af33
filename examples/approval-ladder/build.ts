/** Builds the site, stamps the version in, and exports it as a variable of the pipeline. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { allow, serviceRole } from "./policies";
import type { PrivateBucket } from "./private-bucket";

export function createBuild(artifacts: PrivateBucket): aws.codebuild.Project {
  const logs = new aws.cloudwatch.LogGroup("build", { retentionInDays: 30 });
  const role = serviceRole("build", "codebuild.amazonaws.com");
  const rights = new aws.iam.RolePolicy("build", {
    role: role.name,
    policy: allow(
      {
        actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
        resources: [pulumi.interpolate`${logs.arn}:*`],
      },
      {
        actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
        resources: [artifacts.objectsArn],
      },
    ),
  });
  return new aws.codebuild.Project(
    "build",
    {
      serviceRole: role.arn,
      source: { type: "CODEPIPELINE", buildspec: "buildspec.yml" },
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
