/**
 * What the role of an action needs, by provider: of what the CodePipeline User Guide's action
 * reference lists under "Service role permissions", the calls that the action makes each time. What
 * it makes on some occasions alone is not asked for: to cancel an upload, to delete a change set of
 * the same name, to tag where the account has opted in to that.
 */
import { globalArn, pipelineArn, readArn, regionalArn } from "../../../iam/arns";
import { unknown } from "../../../iam/unknown";
import { stackNeeds } from "./stack-needs";
import type { ActionRun } from "./types";
import type { Place } from "../account/types";

export interface Need {
  readonly action: string;
  /** With a part that is not known where AWS alone knows it: it is asked for on any resource. */
  readonly resource: string;
  /** One of the two is enough. */
  readonly or?: string;
  readonly context?: Readonly<Record<string, string>>;
}

type Configuration = Readonly<Record<string, string>>;
type NeedsOf = (configuration: Configuration, place: Place) => Need[];

const on = (resource: string, ...actions: string[]): Need[] =>
  actions.map((action) => ({ action, resource }));

const bucketArn = (place: Place, bucket: string): string => globalArn(place, "s3", bucket);

const needs: Readonly<Record<string, NeedsOf>> = {
  "Source/AWS/S3": ({ S3Bucket, S3ObjectKey }, place) => {
    const bucket = bucketArn(place, S3Bucket);
    return [
      ...on(bucket, "s3:GetBucketVersioning"),
      ...on(`${bucket}/${S3ObjectKey}`, "s3:GetObject", "s3:GetObjectVersion"),
    ];
  },
  "Source/AWS/CodeStarSourceConnection": ({ ConnectionArn = "" }) => {
    // The service was renamed; a connection's ARN says which of the two prefixes it has.
    const { service: prefix } = readArn(ConnectionArn);
    return on(ConnectionArn, `${prefix}:UseConnection`);
  },
  // A clone reads the repository's address; else the service uploads an archive of it.
  "Source/AWS/CodeCommit": ({ RepositoryName, OutputArtifactFormat }, place) => {
    const isClone = OutputArtifactFormat === "CODEBUILD_CLONE_REF";
    const read = isClone ? ["GetRepository"] : ["UploadArchive", "GetUploadArchiveStatus"];
    const actions = ["GetBranch", "GetCommit", ...read].map((name) => `codecommit:${name}`);
    return on(regionalArn(place, "codecommit", RepositoryName), ...actions);
  },
  "Source/AWS/ECR": ({ RepositoryName }, place) =>
    on(regionalArn(place, "ecr", `repository/${RepositoryName}`), "ecr:DescribeImages"),
  "Build/AWS/CodeBuild": codeBuild,
  "Test/AWS/CodeBuild": codeBuild,
  // The names of unpacked files are known when the action runs.
  "Deploy/AWS/S3": ({ BucketName, Extract, ObjectKey = "" }, place) => {
    const prefix = ObjectKey.replace(/^\/+|\/+$/g, "");
    const key =
      Extract === "true" ? [prefix, "*"].filter((part) => part !== "").join("/") : ObjectKey;
    return on(`${bucketArn(place, BucketName)}/${key}`, "s3:PutObject");
  },
  "Deploy/AWS/CloudFormation": stackNeeds,
  // Which roles a task definition passes on is not known here, so iam:PassRole is not asked for.
  "Deploy/AWS/ECS": ({ ClusterName, ServiceName }, place) => [
    ...on(
      regionalArn(place, "ecs", `service/${ClusterName}/${ServiceName}`),
      ...["ecs:DescribeServices", "ecs:UpdateService"],
    ),
    ...on("*", "ecs:DescribeTaskDefinition"),
    registerTaskDefinition(place),
  ],
  "Deploy/AWS/CodeDeploy": codeDeploy,
  "Deploy/AWS/CodeDeployToECS": (configuration, place) => [
    ...codeDeploy(configuration, place),
    registerTaskDefinition(place),
  ],
  // The guide's policy is `elasticbeanstalk:*` and that of nine other services. It names one action:
  // without it the action hangs (User Guide, "Troubleshooting", "Elastic Beanstalk").
  "Deploy/AWS/ElasticBeanstalk": (_, place) =>
    on(regionalArn(place, "elasticbeanstalk", unknown), "elasticbeanstalk:DescribeEvents"),
  // states:DescribeExecution is needed of a standard state machine alone, and the type is not known here.
  "Invoke/AWS/StepFunctions": ({ StateMachineArn = "" }) =>
    on(StateMachineArn, "states:StartExecution", "states:DescribeStateMachine"),
  "Invoke/AWS/CodePipeline": ({ PipelineName = "" }, place) =>
    on(pipelineArn(place, PipelineName), "codepipeline:StartPipelineExecution"),
  // The guide's policy lists lambda:ListFunctions too, which pipelines of others run without
  // ("Invoke an AWS Lambda function in a pipeline", step 4).
  "Invoke/AWS/Lambda": invokeFunction,
  "Rule/AWS/LambdaInvoke": invokeFunction,
};

/** What the configuration must have: without it AWS refuses the action, before any right counts. */
const required: Readonly<Record<string, readonly string[]>> = {
  CodeCommit: ["RepositoryName"],
  ECR: ["RepositoryName"],
  CloudFormation: ["ActionMode", "StackName"],
  ECS: ["ClusterName", "ServiceName"],
  CodeDeploy: ["ApplicationName", "DeploymentGroupName"],
  CodeDeployToECS: ["ApplicationName", "DeploymentGroupName"],
  StepFunctions: ["StateMachineArn"],
  CodePipeline: ["PipelineName"],
};

function invokeFunction({ FunctionName = "" }: Configuration, place: Place): Need[] {
  const named = FunctionName.startsWith("arn:");
  const resource = named ? FunctionName : regionalArn(place, "lambda", `function:${FunctionName}`);
  return on(resource, "lambda:InvokeFunction");
}

function codeBuild({ ProjectName, BatchEnabled }: Configuration, place: Place): Need[] {
  const resource = regionalArn(place, "codebuild", `project/${ProjectName}`);
  return BatchEnabled === "true"
    ? on(resource, "codebuild:StartBuildBatch", "codebuild:BatchGetBuildBatches")
    : on(resource, "codebuild:StartBuild", "codebuild:BatchGetBuilds");
}

function codeDeploy({ ApplicationName, DeploymentGroupName }: Configuration, place: Place): Need[] {
  const arn = (resource: string): string => regionalArn(place, "codedeploy", resource);
  return [
    ...on(arn(`application:${ApplicationName}`), "codedeploy:RegisterApplicationRevision"),
    ...on(
      arn(`deploymentgroup:${ApplicationName}/${DeploymentGroupName}`),
      ...["codedeploy:CreateDeployment", "codedeploy:GetDeployment"],
    ),
    // Which one it is, the deployment group says.
    ...on(arn(`deploymentconfig:${unknown}`), "codedeploy:GetDeploymentConfig"),
  ];
}

/** The family is that of the service, or of a file. */
function registerTaskDefinition(place: Place): Need {
  const resource = regionalArn(place, "ecs", `task-definition/${unknown}`);
  return { action: "ecs:RegisterTaskDefinition", resource };
}

export interface Needing extends Pick<ActionRun, "action" | "configuration"> {
  /** The role that acts: its account is where the resources are. */
  readonly roleArn?: string;
  readonly region?: string;
}

/** Nothing for a provider of which no right is certain. */
export function needsOf({ action, configuration, ...run }: Needing, home: Place): Need[] {
  const { category, owner, provider } = action.actionTypeId!;
  const key = `${category}/${owner}/${provider}`;
  if (!Object.hasOwn(needs, key)) return [];
  const keys = required[provider ?? ""] ?? [];
  if (keys.some((name) => configuration[name] === undefined)) return [];
  const { accountId = home.accountId } = readArn(run.roleArn ?? "");
  const place = { ...home, accountId, region: run.region ?? action.region ?? home.region };
  return needs[key](configuration, place);
}

/** For people: the action, or the two of which one is enough. */
export const nameOf = ({ action, or }: Need): string =>
  or === undefined ? action : `${action} or ${or.split(":")[1]}`;
