/**
 * The providers that CodePipeline has, by category and owner: its User Guide, "Valid action types and
 * providers", and the action reference. A custom action type is somebody's own.
 */
import type { ActionDeclaration } from "@aws-sdk/client-codepipeline";

const known: Readonly<Record<string, readonly string[]>> = {
  "Source/AWS": ["S3", "ECR", "CodeCommit", "CodeStarSourceConnection"],
  "Source/ThirdParty": ["GitHub"],
  "Build/AWS": ["CodeBuild", "ECRBuildAndPublish"],
  "Build/ThirdParty": ["CloudBees", "TeamCity"],
  "Test/AWS": ["CodeBuild", "DeviceFarm"],
  "Test/ThirdParty": ["BlazeMeter", "GhostInspector", "StormRunnerLoad", "Runscope"],
  "Deploy/AWS": [
    ...["S3", "CloudFormation", "CloudFormationStackSet", "CloudFormationStackInstances"],
    ...["CodeDeploy", "CodeDeployToECS", "ECS", "ElasticBeanstalk", "AppConfig", "OpsWorks"],
    ...["ServiceCatalog", "EC2", "EKS", "Lambda"],
  ],
  "Deploy/ThirdParty": ["AlexaSkillsKit", "XebiaLabs"],
  "Invoke/AWS": ["Lambda", "StepFunctions", "CodePipeline", "InspectorScan"],
  "Invoke/ThirdParty": ["Snyk"],
  "Approval/AWS": ["Manual"],
  "Compute/AWS": ["Commands"],
  // Rule reference.
  "Rule/AWS": [
    ...["CloudWatchAlarm", "CodeBuild", "Commands", "DeploymentWindow", "LambdaInvoke"],
    "VariableCheck",
  ],
};

/** False where CodePipeline has no such provider in the category, as far as its guide was read. */
export function isProvider({ actionTypeId }: Pick<ActionDeclaration, "actionTypeId">): boolean {
  const { category, owner, provider = "" } = actionTypeId ?? {};
  if (owner === "Custom") return true;
  return (known[`${category}/${owner}`] ?? []).includes(provider);
}
