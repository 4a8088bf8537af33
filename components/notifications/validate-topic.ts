/** The arguments of an approval that say where its request is published. */
import type * as pulumi from "@pulumi/pulumi";
import * as check from "../approval/model/approval-checks";
import { kmsKey } from "../scope/model/arn-kinds";
import { keyInReach } from "../scope/model/reach";
import { topicPolicyStatements as checkStatements } from "./model/topic-statements";
import { validateOptional, given } from "../inputs/inputs";
import { givenScope } from "../scope/reach";
import type { TopicSpec } from "./topic";

/** The arguments, as the component received them. */
interface TopicInput {
  readonly topicArn?: pulumi.Input<string>;
  readonly kmsMasterKeyId?: pulumi.Input<string>;
  readonly displayName?: pulumi.Input<string>;
  readonly topicPolicyStatements?: pulumi.Input<string>;
  readonly region?: pulumi.Input<string>;
}

/** The topic, and what a new one has of its own, which an existing one must not be given here. */
export function validateTopic(
  input: TopicInput,
  at: (key: keyof TopicInput) => string,
): Omit<TopicSpec, "needsTopic"> {
  const { topicArn, displayName, topicPolicyStatements, kmsMasterKeyId } = input;
  for (const key of ["displayName", "topicPolicyStatements"] as const) {
    if (given(topicArn) && given(input[key])) check.ofANewTopic(at(key), at("topicArn"));
  }
  const statementsPath = at("topicPolicyStatements");
  return {
    topicArn: validateTopicArn(topicArn, input.region, at("topicArn")),
    topicArnPath: at("topicArn"),
    kmsMasterKeyId: validateOptional(kmsMasterKeyId, at("kmsMasterKeyId"), (key, path) => {
      kmsKey(key, path);
      keyInReach(key, givenScope(input), path);
    }),
    kmsKeyPath: at("kmsMasterKeyId"),
    displayName: validateOptional(displayName, at("displayName"), check.displayName),
    topicPolicyStatements: validateOptional(topicPolicyStatements, statementsPath, checkStatements),
    statementsPath,
  };
}

/** A topic and a Region that are both known now are compared now, others when they resolve. */
function validateTopicArn(
  topicArn: pulumi.Input<string> | null | undefined,
  region: pulumi.Input<string> | null | undefined,
  path: string,
): pulumi.Input<string> | undefined {
  const topic = validateOptional(topicArn, path, check.topicArn);
  if (typeof topic === "string" && typeof region === "string") {
    check.sameRegion(topic, region, path);
  }
  return topic;
}
