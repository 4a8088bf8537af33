/** One hub for both pipelines: what it reminds of, measures and keeps. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApprovalHub } from "codepipeline-approvals";

const config = new pulumi.Config();

/** Whoever operates the hub. Alarms cannot be published to a topic that AWS's own key encrypts. */
const alarms = new aws.sns.Topic("alarms");
for (const email of config.getObject<string[]>("alarmEmails") ?? []) {
  new aws.sns.TopicSubscription(`alarms-${email}`, {
    topic: alarms.arn,
    protocol: "email",
    endpoint: email,
  });
}

export const hub = new ApprovalHub("approvals", {
  slack: { credentialsSecretArn: config.require("credentialsSecretArn") },
  reminders: true,
  dashboard: true,
  // A request that nobody has answered after two days: the topic is told which, and where to decide it.
  stuckAfterMinutes: 2 * 24 * 60,
  // Each event signed and chained, in a bucket that is kept when the stack goes: see README.md.
  audit: {},
  alarmTopicArn: alarms.arn,
  // To be switched off only before the stack is to go: see README.md.
  deletionProtection: config.getBoolean("deletionProtection"),
});
