/**
 * The API calls that may bypass a gate, as CloudTrail reports them. EventBridge User Guide, "AWS service
 * events delivered via AWS CloudTrail": only where a trail logs management events, and no reads.
 */
export const callEvents = {
  detailType: "AWS API Call via CloudTrail",
  codepipeline: {
    source: "aws.codepipeline",
    eventSource: "codepipeline.amazonaws.com",
    operations: [
      "DeletePipeline",
      "DisableStageTransition",
      "OverrideStageCondition",
      "PutApprovalResult",
      "RollbackStage",
      "StopPipelineExecution",
      "UpdatePipeline",
    ],
  },
  /** Of all roles that are assumed, those of a break-glass role alone are listened to. */
  sts: {
    source: "aws.sts",
    eventSource: "sts.amazonaws.com",
    operations: ["AssumeRole"],
  },
  /** IAM User Guide, "Logging IAM and AWS STS API calls": IAM is global, and its events are in one Region of a partition. */
  iam: {
    source: "aws.iam",
    eventSource: "iam.amazonaws.com",
    operations: [
      "AddUserToGroup",
      "AttachGroupPolicy",
      "AttachRolePolicy",
      "AttachUserPolicy",
      "CreatePolicyVersion",
      "DeleteGroup",
      "DeletePolicy",
      "DeleteRole",
      "DeleteRolePermissionsBoundary",
      "DeleteRolePolicy",
      "DetachGroupPolicy",
      "DetachRolePolicy",
      "DetachUserPolicy",
      "PutGroupPolicy",
      "PutRolePermissionsBoundary",
      "PutRolePolicy",
      "SetDefaultPolicyVersion",
      "UpdateAssumeRolePolicy",
      "UpdateGroup",
      "UpdateRole",
    ],
  },
} as const;
