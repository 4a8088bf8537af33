/** The arguments that say where a request is published, each held to its rule. */
import type * as pulumi from "@pulumi/pulumi";
import * as check from "../approval/model/approval-checks";
import { optional, type Received } from "../inputs/fields";
import { given } from "../inputs/inputs";
import { string } from "../inputs/kinds";
import { kmsKey } from "../scope/model/arn-kinds";
import { keyInReach } from "../scope/model/reach";
import { givenScope } from "../scope/reach";
import { topicPolicyStatements } from "./model/topic-statements";

/** What a new topic has of its own. */
const ofANewTopic = {
  displayName: optional(string(check.displayName)),
  topicPolicyStatements: optional(string(topicPolicyStatements)),
};

export const topicArguments = {
  topicArn: optional(string(check.topicArn)),
  kmsMasterKeyId: optional(string(kmsKey)),
  ...ofANewTopic,
};

type TopicInput = Received<typeof topicArguments> & {
  readonly region?: pulumi.Input<string> | null;
};

/**
 * Compares what is known now of the topic, its key and the Region; the rest when it resolves. What a
 * new topic has of its own, an existing one must not be given here.
 */
export function compareTopic(
  input: TopicInput,
  at: (key: keyof typeof topicArguments) => string,
): void {
  const { topicArn, kmsMasterKeyId: key, region } = input;
  for (const own of Object.keys(ofANewTopic) as (keyof typeof ofANewTopic)[]) {
    if (given(topicArn) && given(input[own])) check.ofANewTopic(at(own), at("topicArn"));
  }
  if (typeof topicArn === "string" && typeof region === "string") {
    check.sameRegion(topicArn, region, at("topicArn"));
  }
  if (typeof key === "string") keyInReach(key, givenScope(input), at("kmsMasterKeyId"));
}
