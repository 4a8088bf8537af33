/** The public function: it may read its credentials and the gates, and hand over; nothing else. */
import { environment } from "../../../contract/environment";
import { slackCallbackTimeoutInSeconds } from "../../../contract/timing";
import * as pulumi from "@pulumi/pulumi";
import { slackCallbackPolicy } from "../model/hub-policies";
import { decider } from "./decider";
import { credentialsOf, type HubFunction, verificationOf } from "./declaration";

export const slackCallback = {
  name: "slack-callback",
  description: "Verifies clicks from Slack and hands them over.",
  timeoutInSeconds: slackCallbackTimeoutInSeconds,
  memoryInMegabytes: 1024,
  roleArgument: "slackCallbackRoleArn",
  policyOutput: "slackCallback",
  isAsynchronous: false,
  madeFor: "slack",
  isPublic: true,
  whenThrottled:
    "Lambda turned calls of the public function away: clicks in Slack may be lost, and the person " +
    "may try again. Look whether it is a flood, and at reservedConcurrency and the account's quota.",
  environment: (of) => ({
    ...credentialsOf(of),
    [environment.gatesTable]: of.gatesTable.name,
    [environment.deciderFunction]: of.functionArn(decider.name),
    ...verificationOf(of),
  }),
  policy: ({ functionArn }, common) =>
    pulumi
      .all([common, functionArn(decider.name)])
      .apply(([rights, deciderArn]) => slackCallbackPolicy({ ...rights, deciderArn })),
} as const satisfies HubFunction;
