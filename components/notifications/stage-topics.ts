/** Which topic an approval of a stage publishes to, and who hears the one that they share. */
import type * as pulumi from "@pulumi/pulumi";
import type { CreatedApproval } from "../approval/approval";
import { given } from "../inputs/inputs";
import { topicInReach } from "../scope/reach";
import type { SubscriptionsSpec } from "./subscription-arguments";
import { createSubscriptions } from "./subscriptions";

interface WithTopic {
  topicArn?: pulumi.Input<string>;
}

/** True for an approval that publishes to the stage's topic: the stage's recipients hear it there. */
export function sharesTopic(approval: WithTopic, stage: WithTopic): boolean {
  return given(stage.topicArn) && !given(approval.topicArn);
}

/** Arguments of the stage that are not for this approval, whose topic is another. */
export function notOfTheStage(
  approval: WithTopic,
  stage: WithTopic & { readonly approvals: readonly WithTopic[] },
): Record<string, undefined> {
  if (sharesTopic(approval, stage)) return { emails: undefined, subscriptions: undefined };
  const others = stage.approvals.some((one) => !given(one.topicArn));
  const isOther = given(approval.topicArn) && !given(stage.topicArn) && others;
  return isOther ? { displayName: undefined, topicPolicyStatements: undefined } : {};
}

/** The stage's recipients hear the topic that its approvals share. */
export function subscribeShared(
  name: string,
  sharing: CreatedApproval,
  spec: SubscriptionsSpec,
  parent: pulumi.ComponentResource,
): void {
  const { topicArn, place } = sharing;
  if (topicArn === undefined) return;
  const heard = topicInReach(topicArn, spec.subscriptions, place, "subscriptions");
  createSubscriptions(name, { arn: heard, existing: sharing.existingTopicArn }, spec, parent);
}
