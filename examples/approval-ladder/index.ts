/**
 * A release climbs from dev over staging to production. At each rung other people decide, and
 * each of them is told what is deployed where.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalGate, MultiApprovalStage } from "codepipeline-approvals";
import { createBuild, createSeal } from "./build";
import { createEnvironment, deployStage, letReview } from "./environment";
import { allow, serviceRole } from "./policies";
import { PrivateBucket } from "./private-bucket";
import { hub, hubFor, inSlack } from "./slack";
import { createSource } from "./source";

const config = new pulumi.Config();
const pipelineName = `${pulumi.getProject()}-${pulumi.getStack()}`;

const artifacts = new PrivateBucket("artifacts");
const source = createSource(config);
const build = createBuild(artifacts);
const seal = createSeal(artifacts);
const dev = createEnvironment("dev");
const staging = createEnvironment("staging");
const production = createEnvironment("production");

const approveStaging = new ApprovalGate("ApproveStaging", {
  pipelineName,
  customData: asked("Put this version on staging?", "dev", dev.link),
  externalEntityLink: dev.link,
  timeoutInMinutes: 24 * 60,
  ...people("staging"),
  slack: inSlack("staging"),
  hub: hubFor("staging"),
});

const qualityAndProduct = new MultiApprovalStage("QualityAndProduct", {
  pipelineName,
  externalEntityLink: staging.link,
  timeoutInMinutes: 3 * 24 * 60,
  approvals: [
    {
      name: "qa",
      customData: asked("Does this version pass the tests?", "staging", staging.link),
      ...people("qa"),
      slack: inSlack("qa"),
    },
    {
      name: "product",
      customData: asked("Is this version what was ordered?", "staging", staging.link),
      ...people("product"),
      slack: inSlack("product"),
    },
  ],
  hub: hubFor("qa", "product"),
});

const approveProduction = new ApprovalGate("ApproveProduction", {
  pipelineName,
  customData: asked("Release this version to everybody?", "staging", staging.link),
  externalEntityLink: staging.link,
  timeoutInMinutes: 24 * 60,
  // Not in Slack: a click there proves no MFA.
  ...people("production", { requireMfa: true }),
});

letReview("staging", approveStaging.approverGroupName, dev);
letReview("qa", qualityAndProduct.approverGroupNames.qa, staging);
letReview("product", qualityAndProduct.approverGroupNames.product, staging);
letReview("production", approveProduction.approverGroupName, staging);

const role = serviceRole("pipeline", "codepipeline.amazonaws.com");
const rights = [
  new aws.iam.RolePolicy("pipeline", {
    role: role.name,
    policy: allow(
      ...source.rights,
      {
        actions: ["s3:GetBucketAcl", "s3:GetBucketLocation", "s3:GetBucketVersioning"],
        resources: [artifacts.arn],
      },
      {
        actions: ["s3:GetObject", "s3:GetObjectVersion", "s3:PutObject"],
        resources: [artifacts.objectsArn],
      },
      {
        actions: ["codebuild:BatchGetBuilds", "codebuild:StartBuild"],
        resources: [build.arn, seal.arn],
      },
      {
        actions: ["s3:PutObject"],
        resources: [dev, staging, production].map(({ bucket }) => bucket.objectsArn),
      },
    ),
  }),
  ...Object.entries({ approveStaging, qualityAndProduct, approveProduction }).map(
    ([gate, { pipelinePolicyJson }]) =>
      new aws.iam.RolePolicy(`pipeline-${gate}`, { role: role.name, policy: pipelinePolicyJson }),
  ),
];

const codeBuild = { category: "Build", owner: "AWS", provider: "CodeBuild", version: "1" };
const pipeline = new aws.codepipeline.Pipeline(
  "pipeline",
  {
    name: pipelineName,
    pipelineType: "V2",
    // A newer release overtakes an older one that nobody has decided about between two stages.
    executionMode: "SUPERSEDED",
    roleArn: role.arn,
    artifactStores: [{ type: "S3", location: artifacts.bucket }],
    stages: [
      { name: "Source", actions: [source.action] },
      {
        name: "Build",
        actions: [
          {
            ...codeBuild,
            name: "Build",
            inputArtifacts: ["source"],
            outputArtifacts: ["site"],
            configuration: { ProjectName: build.name },
          },
          {
            ...codeBuild,
            name: "Seal",
            namespace: "release",
            runOrder: 2,
            inputArtifacts: ["site"],
            outputArtifacts: ["release"],
            configuration: { ProjectName: seal.name },
          },
        ],
      },
      deployStage("DeployDev", dev),
      approveStaging.stage,
      deployStage("DeployStaging", staging),
      qualityAndProduct.stage,
      approveProduction.stage,
      deployStage("DeployProduction", production),
    ],
  },
  // The first execution starts with the pipeline: its rights and its source come before it.
  { dependsOn: [...rights, ...source.ready, artifacts] },
);
source.startOnChange(pipeline);

/** Who is asked and who may decide at one rung: from the configuration, nobody at first. */
function people(rung: string, rules: { requireMfa?: boolean } = {}) {
  return {
    emails: config.getObject<string[]>(`${rung}Emails`),
    approvers: { users: config.getObject<string[]>(`${rung}Approvers`), ...rules },
  };
}

/**
 * What the approver reads: the question, then what the pipeline knows. What the build wrote comes
 * last, under a heading that says so, so that it passes for nothing else.
 */
function asked(question: string, environment: string, link: pulumi.Output<string>) {
  return pulumi.interpolate`${question}
Revision: ${source.revision}
On ${environment} now: ${link}

Written by the build:
Version: #{release.VERSION}
Changes: #{release.CHANGES}`;
}

export { pipelineName };
export const sourceLocation = source.location;
export const devBucket = dev.bucket.bucket;
export const stagingBucket = staging.bucket.bucket;
export const productionBucket = production.bucket.bucket;
export const slackAppManifest = hub?.slackAppManifest ?? "Slack is not configured.";
export const slackCallbackUrl = hub?.slackCallbackUrl ?? "Slack is not configured.";
