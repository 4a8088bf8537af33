import * as aws from "@pulumi/aws";
import { ApprovalHub, type SlackAppArgs } from "codepipeline-approvals";

/** One role of the company's own for each function, by its name; each trusts lambda.amazonaws.com. */
export type Given = Record<
  "notifier" | "decider" | "watcher" | "slackCallback" | "publisher" | "sweep",
  aws.iam.Role
>;

export function hubWithRoles(slack: SlackAppArgs, roles: Given): ApprovalHub {
  const hub = new ApprovalHub("slack", {
    slack,
    functionRoles: {
      notifierRoleArn: roles.notifier.arn,
      deciderRoleArn: roles.decider.arn,
      watcherRoleArn: roles.watcher.arn,
      slackCallbackRoleArn: roles.slackCallback.arn,
      publisherRoleArn: roles.publisher.arn,
      sweepRoleArn: roles.sweep.arn,
    },
  });
  for (const name of [
    "notifier",
    "decider",
    "watcher",
    "slackCallback",
    "publisher",
    "sweep",
  ] as const) {
    const policy = new aws.iam.Policy(name, { policy: hub.functionPolicies[name]! });
    new aws.iam.RolePolicyAttachment(name, { role: roles[name].name, policyArn: policy.arn });
  }
  return hub;
}
