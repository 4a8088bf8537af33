/** Gates, people, a pipeline, and the events that tell of what bypasses them. */
import type { Definition } from "../../../../functions/domain/bypass/definition";
import type { ActionRun } from "../../../../functions/domain/bypass/looks";
import type { GateSettings } from "../../../../functions/domain/types";
import { settings } from "../domain/samples";

const nobody = { users: [], roles: [], groups: [], permissionSets: [], policyArns: [] };

/** In Slack, where nobody else may decide; and one that two roles and a user decide through IAM. */
export const slackGate: GateSettings = { ...settings, native: nobody };
export const iamGate: GateSettings = {
  ...settings,
  action: "orders/release/sign",
  channels: {},
  native: { ...nobody, users: ["Ann"], roles: ["release-manager"] },
};

export const user = (name: string): string => `arn:aws:iam::111122223333:user/${name}`;
export const session = (role: string, name = "bob"): string =>
  `arn:aws:sts::111122223333:assumed-role/${role}/${name}`;

const action = (stage: string, name: string, order: number[], more: object = {}) => ({
  ...{ stage, name, order, category: "Deploy", isApproval: false },
  ...more,
});

const approval = { category: "Approval", isApproval: true, topicArn: settings.topicArn };

/** Source, a gate in Slack before its deployment, a gate of IAM before another. */
export const definition: Definition = {
  version: 3,
  actions: [
    action("source", "source", [0, 1], { category: "Source" }),
    action("production", "approve", [1, 1], approval),
    action("production", "deploy", [1, 2]),
    action("release", "sign", [2, 1], approval),
    action("release", "publish", [2, 2]),
  ],
  rules: [{ stage: "release", condition: "beforeEntry", rule: "window" }],
};

/** What CloudTrail reports, with `detail` in place of members that it has. */
export function callOf(
  eventName: string,
  requestParameters: object | null = null,
  detail: object = {},
): object {
  return {
    source: "aws.codepipeline",
    "detail-type": "AWS API Call via CloudTrail",
    detail: {
      eventVersion: "1.11",
      eventName,
      eventSource: "codepipeline.amazonaws.com",
      eventID: "5d2d0f1c-9a4e-4d0e-8b86-2a2b4f0c0001",
      eventTime: "2026-11-22T21:00:00Z",
      userIdentity: {
        type: "IAMUser",
        arn: user("mallory"),
        accountId: "111122223333",
        sessionContext: { attributes: { mfaAuthenticated: "false" } },
      },
      requestParameters,
      responseElements: null,
      readOnly: false,
      ...detail,
    },
  };
}

/** CodePipeline's own event of the end of the action in Slack. */
export const endOf = (state: string, more: object = {}): object => ({
  source: "aws.codepipeline",
  "detail-type": "CodePipeline Action Execution State Change",
  time: "2026-11-22T21:00:00Z",
  detail: {
    ...{ pipeline: "orders", stage: "production", action: "approve", state },
    ...{ "execution-id": "execution-1", "action-execution-id": "run-1" },
    type: { category: "Approval" },
    ...more,
  },
});

/** A run of the action in Slack that somebody decided. */
export const decidedRun = (updatedBy: string | undefined, more: Partial<ActionRun> = {}) => ({
  ...{ stageName: "production", actionName: "approve" },
  ...{ actionExecutionId: "run-1", pipelineExecutionId: "execution-1", status: "Succeeded" },
  ...{ updatedBy, summary: "It had to be.", at: "2026-11-22T21:00:00.000Z", ...more },
});

/** The gate in Slack, with a role that breaks its glass. */
export const glassGate: GateSettings = {
  ...slackGate,
  breakGlass: {
    roleArn: "arn:aws:iam::111122223333:role/codepipeline-approvals/hub/break-glass/orders-glass",
    reviewWithinMinutes: 1440,
    policyArns: ["arn:aws:iam::111122223333:policy/orders-review"],
    ...{ reviewerGroups: ["orders-reviewers"], reviewerRoles: ["heads-of-operations"] },
  },
};

/** Somebody assumes that role, as CloudTrail reports it. */
export const assumedCall = (requestParameters: object = {}, detail: object = {}): object =>
  callOf(
    "AssumeRole",
    {
      ...{ roleArn: glassGate.breakGlass!.roleArn, roleSessionName: "mallory" },
      ...{ sourceIdentity: "mallory", durationSeconds: 3600 },
      serialNumber: "arn:aws:iam::111122223333:mfa/mallory",
      tags: [{ key: "Reason", value: "Checkout is down." }],
      ...requestParameters,
    },
    {
      eventSource: "sts.amazonaws.com",
      userIdentity: { type: "IAMUser", arn: user("mallory"), userName: "mallory" },
      ...detail,
    },
  );
