/** The arguments of an approval that say where its request is published. */
import type * as pulumi from "@pulumi/pulumi";
import * as check from "../model/approval-checks";
import { kmsKey } from "../model/arn-kinds";
import { keyInReach } from "../model/reach";
import { topicPolicyStatements as checkStatements } from "../model/topic-statements";
import { checkedOptional, given } from "./inputs";
import { saidPlace } from "./reach";
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
export function checkedTopic(
  input: TopicInput,
  at: (key: keyof TopicInput) => string,
): Omit<TopicSpec, "needsTopic"> {
  const { topicArn, displayName, topicPolicyStatements, kmsMasterKeyId } = input;
  for (const key of ["displayName", "topicPolicyStatements"] as const) {
    if (given(topicArn) && given(input[key])) check.ofANewTopic(at(key), at("topicArn"));
  }
  const statementsPath = at("topicPolicyStatements");
  return {
    topicArn: checkedTopicArn(topicArn, input.region, at("topicArn")),
    topicArnPath: at("topicArn"),
    kmsMasterKeyId: checkedOptional(kmsMasterKeyId, at("kmsMasterKeyId"), (key, path) => {
      kmsKey(key, path);
      keyInReach(key, saidPlace(input), path);
    }),
    kmsKeyPath: at("kmsMasterKeyId"),
    displayName: checkedOptional(displayName, at("displayName"), check.displayName),
    topicPolicyStatements: checkedOptional(topicPolicyStatements, statementsPath, checkStatements),
    statementsPath,
  };
}

/** A topic and a Region that are both known now are compared now, others when they resolve. */
function checkedTopicArn(
  topicArn: pulumi.Input<string> | null | undefined,
  region: pulumi.Input<string> | null | undefined,
  path: string,
): pulumi.Input<string> | undefined {
  const topic = checkedOptional(topicArn, path, check.topicArn);
  if (typeof topic === "string" && typeof region === "string") {
    check.sameRegion(topic, region, path);
  }
  return topic;
}
