/**
 * Where "Open in console" leads. The links of the SNS message are not used: whoever may publish to the
 * topic could send approvers elsewhere to sign in, or to another pipeline's page in the same console.
 */
import { partitionOf } from "../../contract/partitions";
import { codePipelineName } from "../../contract/patterns";

/**
 * AWS General Reference, "AWS Management Console endpoints"; the guides of China and of GovCloud for
 * the other two. Where a partition's console is not known there is no button.
 */
const consoles: Readonly<Record<string, string>> = {
  aws: "console.aws.amazon.com",
  "aws-cn": "console.amazonaws.cn",
  "aws-us-gov": "console.amazonaws-us-gov.com",
};

/** CodePipeline API Reference: the name of a pipeline. */
const name = new RegExp(`^${codePipelineName}$`);

/** A Region as it may stand in a host's name. */
const regionName = /^[a-z0-9-]{1,32}$/;

/** The page of the gate's own pipeline: a topic is in the Region of the pipeline that publishes to it. */
export function consoleUrl(topicArn: string, pipelineName: string): string | undefined {
  const [, partition, , region] = topicArn.split(":");
  return pageOf(partition, region, pipelineName);
}

/** The same for who knows nothing of the gate: the Region is the one that CodePipeline's message has named. */
export const consoleUrlOf = ({
  region,
  pipelineName,
}: {
  readonly region: string;
  readonly pipelineName: string;
}): string | undefined => pageOf(partitionOf(region), region, pipelineName);

function pageOf(partition: string, region: string, pipelineName: string): string | undefined {
  if (!regionName.test(region)) return undefined;
  if (!Object.hasOwn(consoles, partition) || !name.test(pipelineName)) return undefined;
  const path = `codesuite/codepipeline/pipelines/${encodeURIComponent(pipelineName)}/view`;
  return `https://${region}.${consoles[partition]}/${path}?region=${region}`;
}
