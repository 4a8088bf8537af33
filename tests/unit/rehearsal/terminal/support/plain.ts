/** Plain values for the pure parts: one request, people, a pipeline. */
import { createColors } from "picocolors";
import type { ApprovalRequest } from "../../../../../rehearsal/aws/codepipeline/types";
import type { Delivery } from "../../../../../rehearsal/aws/sns/types";
import type { PendingApproval } from "../../../../../rehearsal/screen/card";
import type { Person } from "../../../../../rehearsal/screen/people";
import type { ActionView, PipelineView, StageView } from "../../../../../rehearsal/screen/view";
import type { State } from "../../../../../rehearsal/screen/marks";

export const now = new Date("2026-11-22T21:00:00Z");
export const plain = createColors(false);
export const coloured = createColors(true);
const topicArn = "arn:aws:sns:eu-west-1:111122223333:gate";
export const firstExecution = "3f9c1a2b-1111-4222-8333-444455556666";
export const secondExecution = "77aa88bb-1111-4222-8333-444455556666";

export function request(overrides: Partial<ApprovalRequest> = {}): ApprovalRequest {
  return {
    pipelineName: "web",
    pipelineExecutionId: firstExecution,
    stageName: "Release",
    actionName: "manager",
    actionExecutionId: "action-1",
    token: "11111111-2222-4333-8444-555555555555",
    requestedAt: now,
    expires: new Date("2026-11-29T21:00:00Z"),
    customData: "Version 1.2.3",
    externalEntityLink: "https://example.com/changes",
    notificationArn: topicArn,
    roleArn: "arn:aws:iam::111122223333:role/pipeline",
    ...overrides,
  };
}

export function person(name: string, overrides: Partial<Person> = {}): Person {
  const { mfa = false } = overrides;
  const profile = mfa ? `${name}-mfa` : name;
  return {
    key: {
      profile,
      accessKeyId: `AKIA${name}`,
      secretAccessKey: "secret",
      principal: {
        arn: `arn:aws:iam::111122223333:user/${name}`,
        accountId: "111122223333",
        userId: name,
        context: { "aws:username": name },
      },
    },
    name,
    mfa,
    groups: [],
    allowed: false,
    reason: "",
    ...overrides,
  };
}

export function delivery(overrides: Partial<Delivery> = {}): Delivery {
  return {
    messageId: "message-1",
    subscription: { arn: "s", topicArn, protocol: "email", endpoint: "qa@example.com" },
    at: now,
    status: "Delivered",
    where: "/run/mailbox/1.eml",
    ...overrides,
  };
}

export function approval(overrides: Partial<PendingApproval> = {}): PendingApproval {
  return {
    request: request(),
    people: [person("manager", { allowed: true }), person("qa-engineer")],
    deliveries: [delivery()],
    ...overrides,
  };
}

export const action = (name: string, state: State, expires?: Date): ActionView => ({
  name,
  state,
  ...(expires && { expires }),
});

export function stage(name: string, state: State, overrides: Partial<StageView> = {}): StageView {
  return { name, state, inbound: [], groups: [[action(name.toLowerCase(), state)]], ...overrides };
}

/** Seven stages in which every kind of thing goes on. */
export const ladder: PipelineView = {
  name: "web",
  mode: "SUPERSEDED",
  stages: [
    stage("Source", "Succeeded", { executionId: secondExecution }),
    stage("Build", "InProgress", { executionId: secondExecution }),
    stage("DeployDev", "Succeeded", { executionId: firstExecution }),
    stage("ApproveStaging", "Stopped", {
      executionId: firstExecution,
      inbound: [secondExecution],
    }),
    stage("DeployStaging", "Failed", {
      executionId: firstExecution,
      groups: [[action("bucket", "Succeeded")], [action("smoke", "Failed")]],
    }),
    stage("ApproveProduction", "Waiting", {
      executionId: firstExecution,
      groups: [
        [
          action("qa", "Succeeded"),
          action("legal", "Abandoned"),
          action("product", "Waiting", new Date("2026-11-23T22:00:00Z")),
        ],
        [action("manager", "NotRun")],
      ],
    }),
    stage("Production", "NotRun"),
  ],
  executions: [
    { id: secondExecution, state: "InProgress", revision: "Second text" },
    { id: firstExecution, state: "InProgress" },
    { id: "00aa11bb-1111", state: "Superseded", revision: "Older text" },
  ],
};
