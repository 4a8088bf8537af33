/**
 * What the excerpts in docs/ take for granted: the imports, and values that the reader's program has. A
 * snippet with its own import or constant of the name uses that. Text, because a file of types would
 * make these names global in this repository.
 */
export const prelude = `
import * as awsModule from "@pulumi/aws";
import * as pulumiModule from "@pulumi/pulumi";
import * as api from "codepipeline-approvals";

declare global {
  export import aws = awsModule;
  export import pulumi = pulumiModule;
  const ApprovalGate: typeof api.ApprovalGate;
  const ApprovalHub: typeof api.ApprovalHub;
  const ServiceNowConnector: typeof api.ServiceNowConnector;
  const ApprovalOrder: typeof api.ApprovalOrder;
  const ApproverGroup: typeof api.ApproverGroup;
  const MultiApprovalStage: typeof api.MultiApprovalStage;
  const SubscriptionProtocol: typeof api.SubscriptionProtocol;
  const deploy: typeof import("codepipeline-approvals/testing").deploy;

  const pipelineName: string;
  const pipelineRole: awsModule.iam.Role;
  const roleArn: pulumiModule.Output<string>;
  const artifactStores: awsModule.types.input.codepipeline.PipelineArtifactStore[];
  const source: awsModule.types.input.codepipeline.PipelineStage;
  const deployStage: awsModule.types.input.codepipeline.PipelineStage;
  const deployAction: awsModule.types.input.codepipeline.PipelineStageAction;
  const gates: api.ApprovalGate[];
  const hub: api.ApprovalHub;
  const changes: api.ServiceNowConnector;
  const approvers: api.ApproversArgs;
  const emails: string[];
  const channel: string;
  const approverUserIds: string[];
  const credentialsSecretArn: string;
  const alarmTopicArn: pulumiModule.Output<string>;
  const instanceArn: string;
  const permissionSetArn: string;
  const topic: awsModule.sns.Topic;
  const shared: awsModule.sns.Topic;
  const queue: awsModule.sqs.Queue;
  const undelivered: awsModule.sqs.Queue;
}
`;
