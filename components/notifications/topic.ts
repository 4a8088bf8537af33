/** The topic that CodePipeline publishes approval requests to. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { sameRegion } from "../approval/model/approval-checks";
import { arnOfMade } from "../scope/model/place";
import { awsManagedKey, topicPolicy } from "../approval/model/policies";
import { addedStatements, withStatements } from "./model/topic-statements";
import type { Validated } from "../inputs/fields";
import { redactIfSecret } from "../inputs/inputs";
import { childName } from "../naming/naming";
import type { ProviderScope } from "../scope/place";
import type { topicArguments } from "./topic-arguments";

export interface TopicSpec extends Validated<typeof topicArguments> {
  /** False where nobody is notified: then nothing is published, and no right to publish is needed. */
  readonly needsTopic: boolean;
  /** What the user calls an argument, for errors. */
  readonly at: (key: keyof typeof topicArguments) => string;
  readonly region?: pulumi.Input<string>;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/**
 * The ARN to publish to: of the existing topic, checked, or of a new one with its policy in place;
 * undefined where nobody is notified.
 */
export function createTopic(
  name: string,
  spec: TopicSpec,
  asked: ProviderScope,
  parent: pulumi.ComponentResource,
): pulumi.Output<string> | undefined {
  if (!spec.needsTopic) return undefined;
  return spec.topicArn === undefined
    ? newTopic(name, spec, parent)
    : existingTopic(spec.topicArn, spec.at("topicArn"), asked);
}

function newTopic(
  name: string,
  spec: TopicSpec,
  parent: pulumi.ComponentResource,
): pulumi.Output<string> {
  const { child, physical, opts } = childName(name, "topic", "topic", parent);
  const topic = new aws.sns.Topic(
    child,
    {
      name: physical,
      kmsMasterKeyId: spec.kmsMasterKeyId ?? awsManagedKey,
      displayName: spec.displayName,
      region: spec.region,
      tags: spec.tags,
    },
    opts,
  );
  const policy = new aws.sns.TopicPolicy(
    `${name}-topic-policy`,
    {
      arn: topic.arn,
      region: spec.region,
      policy: policyOf(topic.arn, spec),
    },
    { parent: topic },
  );
  // The policy's ARN is the topic's; taken from the policy, no pipeline starts before it is set.
  return policy.arn;
}

function policyOf(topicArn: pulumi.Output<string>, spec: TopicSpec): pulumi.Output<string> {
  const both = pulumi.all([topicArn, spec.topicPolicyStatements]);
  return both.apply(([arn, added]) =>
    redactIfSecret(both, () => {
      const own = topicPolicy(arn, arnOfMade("topic", arn));
      if (added === undefined) return JSON.stringify(own);
      const path = spec.at("topicPolicyStatements");
      return JSON.stringify(withStatements(own, addedStatements(added, arn, path), path));
    }),
  );
}

function existingTopic(
  topicArn: pulumi.Input<string>,
  path: string,
  asked: ProviderScope,
): pulumi.Output<string> {
  const both = pulumi.all([topicArn, asked()]);
  return both.apply(([arn, { region }]) =>
    redactIfSecret(both, () => {
      sameRegion(arn, region, path);
      return arn;
    }),
  );
}
