/**
 * Where the pipeline is. A topic of the gate's own says it, without a call to the provider. Where
 * the topic is somebody else's, or there is none, the provider is asked: a topic may belong to
 * another account than the pipeline, and a right there would be a right on nothing.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { actionArn, type AwsScope, pipelineArn } from "./model/arn";
import { answeredPlace, arnOfMade } from "./model/place";
import { applyInPreview } from "../inputs/inputs";

/** Asks the provider when it is first called, and once for all approvals of a component. */
export interface ProviderScope {
  (): pulumi.Output<AwsScope>;
  /** The Region alone, which the provider knows without a call to AWS. */
  readonly region: () => pulumi.Output<string>;
}

export function providerScope(
  region: pulumi.Input<string> | undefined,
  parent: pulumi.ComponentResource,
): ProviderScope {
  let answer: pulumi.Output<AwsScope> | undefined;
  let regionAlone: pulumi.Output<string> | undefined;
  const asked = (): pulumi.Output<string> => aws.getRegionOutput({}, { parent }).region;
  const inRegion = (): pulumi.Output<string> =>
    (regionAlone ??= region === undefined ? asked() : pulumi.output(region));
  return Object.assign(() => (answer ??= ask(inRegion(), parent)), { region: inRegion });
}

function ask(
  region: pulumi.Output<string>,
  parent: pulumi.ComponentResource,
): pulumi.Output<AwsScope> {
  return pulumi
    .output({
      accountId: aws.getCallerIdentityOutput({}, { parent }).accountId,
      partition: aws.getPartitionOutput({}, { parent }).partition,
      region,
    })
    .apply(answeredPlace);
}

/**
 * The place of a topic that the gate makes: the topic's own. A preview that is to make it asks the
 * provider: the names of group and policy are made of the place, and what stays would be shown as
 * replaced where a gate gets its first topic.
 */
export function scopeOfTopic(
  topicArn: pulumi.Output<string>,
  asked: ProviderScope,
): pulumi.Output<AwsScope> {
  return applyInPreview<string, AwsScope>(topicArn, (arn) =>
    pulumi.isUnknown(arn) ? asked() : arnOfMade("topic", arn),
  );
}

export interface ActionRef extends AwsScope {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
  readonly pipelineArn: string;
  readonly actionArn: string;
}

/** What an approval action is called, as arguments. */
interface ActionNames {
  readonly pipelineName: pulumi.Input<string>;
  readonly stageName: pulumi.Input<string>;
  readonly actionName: pulumi.Input<string>;
}

/** An approval action with its ARN and its pipeline's. */
export function actionRef(
  { pipelineName, stageName, actionName }: ActionNames,
  where: pulumi.Output<AwsScope>,
): pulumi.Output<ActionRef> {
  return pulumi
    .all([where, pipelineName, stageName, actionName])
    .apply(([{ partition, region, accountId }, pipeline, stage, action]) => {
      const place = { partition, region, accountId };
      return {
        ...place,
        pipelineName: pipeline,
        stageName: stage,
        actionName: action,
        pipelineArn: pipelineArn(place, pipeline),
        actionArn: actionArn(place, pipeline, stage, action),
      };
    });
}
