import * as assert from "node:assert/strict";
import { unknown } from "../../../../../iam/unknown";
import type { ActionRun } from "../../../../../rehearsal/aws/codepipeline/types";
import { needsOf } from "../../../../../rehearsal/aws/codepipeline/action-needs";
import { authorised } from "../../../../../rehearsal/aws/codepipeline/action-rights";
import { createDirectory } from "../../../../../rehearsal/aws/iam/directory";
import { place, policy, trust } from "../account/support/new-account";

const roleArn = "arn:aws:iam::111122223333:role/pipeline";

function action(type: string, configuration: Record<string, string>): ActionRun {
  const [category, owner, provider] = type.split("/");
  const actionTypeId = { category, owner, provider, version: "1" };
  return { action: { name: "it", actionTypeId }, configuration, roleArn } as unknown as ActionRun;
}

const cases: [type: string, configuration: Record<string, string>, needs: string[]][] = [
  [
    "Source/AWS/S3",
    { S3Bucket: "source", S3ObjectKey: "site.zip" },
    [
      "s3:GetBucketVersioning arn:aws:s3:::source",
      "s3:GetObject arn:aws:s3:::source/site.zip",
      "s3:GetObjectVersion arn:aws:s3:::source/site.zip",
    ],
  ],
  [
    "Source/AWS/CodeStarSourceConnection",
    { ConnectionArn: "arn:aws:codeconnections:eu-west-1:111122223333:connection/1" },
    ["codeconnections:UseConnection arn:aws:codeconnections:eu-west-1:111122223333:connection/1"],
  ],
  ...["Build", "Test"].map((category): (typeof cases)[number] => [
    `${category}/AWS/CodeBuild`,
    { ProjectName: "site" },
    [
      "codebuild:StartBuild arn:aws:codebuild:eu-west-1:111122223333:project/site",
      "codebuild:BatchGetBuilds arn:aws:codebuild:eu-west-1:111122223333:project/site",
    ],
  ]),
  [
    "Build/AWS/CodeBuild",
    { ProjectName: "site", BatchEnabled: "true" },
    [
      "codebuild:StartBuildBatch arn:aws:codebuild:eu-west-1:111122223333:project/site",
      "codebuild:BatchGetBuildBatches arn:aws:codebuild:eu-west-1:111122223333:project/site",
    ],
  ],
  [
    "Deploy/AWS/S3",
    { BucketName: "production", ObjectKey: "site" },
    ["s3:PutObject arn:aws:s3:::production/site"],
  ],
  [
    "Invoke/AWS/Lambda",
    { FunctionName: "check" },
    ["lambda:InvokeFunction arn:aws:lambda:eu-west-1:111122223333:function:check"],
  ],
  [
    "Rule/AWS/LambdaInvoke",
    { FunctionName: "arn:aws:lambda:eu-west-1:111122223333:function:check" },
    ["lambda:InvokeFunction arn:aws:lambda:eu-west-1:111122223333:function:check"],
  ],
  ...(
    [
      ["", ["GetBranch", "GetCommit", "UploadArchive", "GetUploadArchiveStatus"]],
      ["CODEBUILD_CLONE_REF", ["GetBranch", "GetCommit", "GetRepository"]],
    ] as const
  ).map(([OutputArtifactFormat, names]): (typeof cases)[number] => [
    "Source/AWS/CodeCommit",
    { RepositoryName: "app", OutputArtifactFormat },
    names.map((name) => `codecommit:${name} arn:aws:codecommit:eu-west-1:111122223333:app`),
  ]),
  [
    "Source/AWS/ECR",
    { RepositoryName: "app" },
    ["ecr:DescribeImages arn:aws:ecr:eu-west-1:111122223333:repository/app"],
  ],
  [
    "Deploy/AWS/S3",
    { BucketName: "production", ObjectKey: "/v1/", Extract: "true" },
    ["s3:PutObject arn:aws:s3:::production/v1/*"],
  ],
  [
    "Deploy/AWS/S3",
    { BucketName: "production", Extract: "true" },
    ["s3:PutObject arn:aws:s3:::production/*"],
  ],
  [
    "Deploy/AWS/ECS",
    { ClusterName: "main", ServiceName: "app" },
    [
      "ecs:DescribeServices arn:aws:ecs:eu-west-1:111122223333:service/main/app",
      "ecs:UpdateService arn:aws:ecs:eu-west-1:111122223333:service/main/app",
      "ecs:DescribeTaskDefinition *",
      "ecs:RegisterTaskDefinition arn:aws:ecs:eu-west-1:111122223333:task-definition/*",
    ],
  ],
  ...["CodeDeploy", "CodeDeployToECS"].map((provider): (typeof cases)[number] => [
    `Deploy/AWS/${provider}`,
    { ApplicationName: "app", DeploymentGroupName: "blue" },
    [
      "codedeploy:RegisterApplicationRevision arn:aws:codedeploy:eu-west-1:111122223333:application:app",
      "codedeploy:CreateDeployment arn:aws:codedeploy:eu-west-1:111122223333:deploymentgroup:app/blue",
      "codedeploy:GetDeployment arn:aws:codedeploy:eu-west-1:111122223333:deploymentgroup:app/blue",
      "codedeploy:GetDeploymentConfig arn:aws:codedeploy:eu-west-1:111122223333:deploymentconfig:*",
      ...(provider === "CodeDeploy"
        ? []
        : ["ecs:RegisterTaskDefinition arn:aws:ecs:eu-west-1:111122223333:task-definition/*"]),
    ],
  ]),
  [
    "Deploy/AWS/ElasticBeanstalk",
    { ApplicationName: "app", EnvironmentName: "production" },
    ["elasticbeanstalk:DescribeEvents arn:aws:elasticbeanstalk:eu-west-1:111122223333:*"],
  ],
  [
    "Invoke/AWS/StepFunctions",
    { StateMachineArn: "arn:aws:states:eu-west-1:111122223333:stateMachine:checks" },
    [
      "states:StartExecution arn:aws:states:eu-west-1:111122223333:stateMachine:checks",
      "states:DescribeStateMachine arn:aws:states:eu-west-1:111122223333:stateMachine:checks",
    ],
  ],
  [
    "Invoke/AWS/CodePipeline",
    { PipelineName: "next" },
    ["codepipeline:StartPipelineExecution arn:aws:codepipeline:eu-west-1:111122223333:next"],
  ],
  ["Deploy/AWS/ServiceCatalog", {}, []],
  // AWS refuses it for what its configuration lacks.
  ["Deploy/AWS/ECS", { ClusterName: "main" }, []],
  ["Invoke/AWS/StepFunctions", {}, []],
];

describe("The rights of an action's role", () => {
  for (const [type, configuration, expected] of cases) {
    it(`${type} needs ${expected.length} rights`, () => {
      const needs = needsOf(action(type, configuration), place);
      assert.deepEqual(
        needs.map((need) => `${need.action} ${need.resource.replace(unknown, "*")}`),
        expected,
      );
    });

    for (const missing of expected) {
      it(`${type} fails without ${missing}, and does nothing`, async () => {
        const { runs, outcome } = await run(
          type,
          configuration,
          expected.filter((need) => need !== missing),
        );
        assert.equal(outcome.status, "Failed");
        assert.equal(outcome.error?.code, "PermissionError");
        assert.ok(outcome.error?.message.includes(missing.replace(" ", " on resource: ")));
        assert.equal(runs, 0);
      });
    }

    it(`${type} runs with exactly its rights`, async () => {
      const { runs, outcome } = await run(type, configuration, expected);
      assert.deepEqual([runs, outcome.status], [1, "Succeeded"]);
    });
  }
});

async function run(type: string, configuration: Record<string, string>, rights: string[]) {
  const directory = createDirectory(place);
  directory.putRole("pipeline", roleArn, trust("codepipeline"));
  for (const [index, right] of rights.entries()) {
    const [Action, Resource] = right.split(" ");
    directory.putInline(
      { kind: "role", name: "pipeline" },
      `p${index}`,
      policy({ Action, Resource }),
    );
  }
  let runs = 0;
  const runner = authorised(
    {
      run: () => {
        runs += 1;
        return Promise.resolve({ status: "Succeeded" });
      },
    },
    directory,
    place,
  );
  return { outcome: await runner.run(action(type, configuration)), runs };
}
