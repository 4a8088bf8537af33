/** Keeps the request that a gate's topic published, and posts it where the gate is in Slack. */
import { environment } from "../../../contract/environment";
import * as pulumi from "@pulumi/pulumi";
import { notifierPolicy } from "../model/hub-policies";
import { type HubFunction, internal, keepsRequests, ledgerOf, showsRequests } from "./declaration";

export const notifier = {
  ...internal,
  name: "notifier",
  description: "Keeps approval requests of CodePipeline, and shows them to those who decide.",
  roleArgument: "notifierRoleArn",
  policyOutput: "notifier",
  environment: (of) => ({
    ...showsRequests(of),
    ...ledgerOf(of),
    [environment.requestRetentionDays]: pulumi.interpolate`${of.requestRetentionInDays}`,
  }),
  policy: keepsRequests(notifierPolicy),
} as const satisfies HubFunction;
