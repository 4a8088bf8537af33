/**
 * Where "Open in console" leads. The links of the SNS message are not used: whoever may publish to the
 * topic could send approvers elsewhere to sign in, or to another pipeline's page in the same console.
 */
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

/** The page of the gate's own pipeline: a topic is in the Region of the pipeline that publishes to it. */
export function consoleUrl(topicArn: string, pipelineName: string): string | undefined {
  const [, partition, , region] = topicArn.split(":");
  if (!Object.hasOwn(consoles, partition) || !name.test(pipelineName)) return undefined;
  const path = `codesuite/codepipeline/pipelines/${encodeURIComponent(pipelineName)}/view`;
  return `https://${region}.${consoles[partition]}/${path}?region=${region}`;
}
