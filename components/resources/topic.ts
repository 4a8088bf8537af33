/** The topic that CodePipeline publishes approval requests to. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { parseArn } from "../model/arn";
import { sameRegion } from "../model/approval-checks";
import { awsManagedKey, topicPolicy } from "../model/policies";
import { discreet } from "./inputs";

export interface TopicSpec {
  readonly topicArn?: pulumi.Input<string>;
  /** Where `topicArn` came from, for the error. */
  readonly topicArnPath: string;
  readonly kmsMasterKeyId?: pulumi.Input<string>;
  readonly region?: pulumi.Input<string>;
  readonly tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** The ARN to publish to: of the existing topic, checked, or of a new one with its policy in place. */
export function createTopic(
  name: string,
  spec: TopicSpec,
  parent: pulumi.ComponentResource,
): pulumi.Output<string> {
  return spec.topicArn === undefined
    ? newTopic(name, spec, parent)
    : existingTopic(spec.topicArn, spec, parent);
}

function newTopic(
  name: string,
  spec: TopicSpec,
  parent: pulumi.ComponentResource,
): pulumi.Output<string> {
  const topic = new aws.sns.Topic(
    `${name}-topic`,
    { kmsMasterKeyId: spec.kmsMasterKeyId ?? awsManagedKey, region: spec.region, tags: spec.tags },
    { parent },
  );
  const policy = new aws.sns.TopicPolicy(
    `${name}-topic-policy`,
    {
      arn: topic.arn,
      region: spec.region,
      policy: topic.arn.apply((arn) => JSON.stringify(topicPolicy(arn, parseArn(arn, "topicArn")))),
    },
    { parent: topic },
  );
  // The policy's ARN is the topic's; taken from the policy, no pipeline starts before it is set.
  return policy.arn;
}

function existingTopic(
  topicArn: pulumi.Input<string>,
  spec: TopicSpec,
  parent: pulumi.ComponentResource,
): pulumi.Output<string> {
  // The provider knows its Region without a network call, and nothing else about the pipeline does.
  const region: pulumi.Input<string | undefined> =
    spec.region ?? aws.getRegionOutput({}, { parent }).region;
  const both = pulumi.all([topicArn, region]);
  return both.apply(([arn, pipelineRegion]) =>
    discreet(both, () => {
      if (pipelineRegion) sameRegion(arn, pipelineRegion, spec.topicArnPath);
      return arn;
    }),
  );
}
