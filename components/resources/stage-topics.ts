/** Which topic an approval of a stage publishes to. */
import type * as pulumi from "@pulumi/pulumi";
import { given } from "./inputs";

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
