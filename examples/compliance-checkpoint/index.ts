/**
 * Every release is examined by a machine, approved by an engineer and signed off by compliance, in
 * this order; who decided what stays on record.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalOrder, MultiApprovalStage } from "codepipeline-approvals";
import { hub, inSlack } from "./hub";
import { createPipeline } from "./pipeline";
import { allow } from "./policies";
import { PrivateBucket } from "./private-bucket";
import { createRecord } from "./record";
import { sourceKey } from "./source";

const config = new pulumi.Config();
const pipelineName = `${pulumi.getProject()}-${pulumi.getStack()}`;

const record = createRecord(pipelineName);
const evidence = new PrivateBucket("evidence");
const production = new PrivateBucket("production");

// One folder for each execution, so that a later release cannot replace what was decided about.
const evidencePrefix = "releases/#{codepipeline.PipelineExecutionId}";

const checkpoint = new MultiApprovalStage("Checkpoint", {
  pipelineName,
  order: ApprovalOrder.Sequential,
  approvals: [
    {
      name: "technical",
      customData: asked("Is this release sound?"),
      externalEntityLink: evidenceLink("CHANGELOG.md"),
      timeoutInMinutes: 24 * 60,
      emails: config.getObject<string[]>("technicalEmails"),
      approvers: { users: config.getObject<string[]>("technicalApprovers") },
      slack: inSlack("technical"),
    },
    {
      name: "compliance",
      customData: asked("May this release go out under our policies?"),
      externalEntityLink: evidenceLink("#{scan.REPORT_KEY}"),
      timeoutInMinutes: 3 * 24 * 60,
      emails: config.getObject<string[]>("complianceEmails"),
      // Not in Slack: a click there proves no MFA.
      approvers: { users: config.getObject<string[]>("complianceApprovers"), requireMfa: true },
    },
  ],
  hub: hub.connection,
});

letRead("technical", checkpoint.approverGroupNames.technical);
letRead("compliance", checkpoint.approverGroupNames.compliance);

const { source } = createPipeline({
  pipelineName,
  checkpoint,
  evidence,
  evidencePrefix,
  production,
});

/**
 * What the approver reads. The digest says which report exactly the decision rests on. What the
 * uploader wrote comes last, under a heading that says so, so that it passes for nothing else.
 */
function asked(question: string) {
  return pulumi.interpolate`${question}
Source version: #{source.VersionId}
Licences to look at: #{scan.FINDINGS}
Change log: s3://${evidence.bucket}/${evidencePrefix}/CHANGELOG.md
Scan report: s3://${evidence.bucket}/${evidencePrefix}/#{scan.REPORT_KEY}
SHA-256 of the report: #{scan.REPORT_SHA256}

Written by the uploader:
Release: #{scan.RELEASE}
Changes: #{scan.CHANGES}`;
}

/** Address of one piece of evidence in the S3 console of this partition. */
function evidenceLink(file: string) {
  const consoles: Record<string, string> = {
    aws: "console.aws.amazon.com",
    "aws-cn": "console.amazonaws.cn",
    "aws-us-gov": "console.amazonaws-us-gov.com",
  };
  const consoleHost = aws.getPartitionOutput().partition.apply((partition) => consoles[partition]);
  const { region } = aws.getRegionOutput();
  const key = `${evidencePrefix}/${file}`;
  return pulumi.interpolate`https://${consoleHost}/s3/object/${evidence.bucket}?region=${region}&prefix=${key}`;
}

/** Approvers may read the evidence, and nothing else. */
function letRead(name: string, group: pulumi.Output<string>): void {
  new aws.iam.GroupPolicy(`${name}-evidence`, {
    group,
    policy: allow(
      { actions: ["s3:ListBucket"], resources: [evidence.arn] },
      { actions: ["s3:GetObject"], resources: [evidence.objectsArn] },
    ),
  });
}

export { pipelineName };
export const sourceLocation = pulumi.interpolate`s3://${source.bucket}/${sourceKey}`;
export const evidenceBucket = evidence.bucket;
export const productionBucket = production.bucket;
export const recordBucket = record.bucket;
export const recordLogGroup = record.logGroup;
export const trailArn = record.trailArn;
export const { ledgerBucketName, ledgerPublicKeySha256 } = hub;
export const slackAppManifest = said(hub.slackAppManifest);
export const slackCallbackUrl = said(hub.slackCallbackUrl);

function said(output: pulumi.Output<string | undefined>) {
  return output.apply((text) => text ?? "Slack is not configured.");
}
