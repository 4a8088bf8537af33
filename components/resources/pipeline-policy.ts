/** What the pipeline's service role needs, as the JSON text that a role policy takes. */
import * as pulumi from "@pulumi/pulumi";
import { parseArn } from "../model/arn";
import { pipelinePolicy } from "../model/policies";

/** One document for all topics of a gate. */
export function pipelinePolicyJson(
  approvals: readonly {
    readonly topicArn: pulumi.Output<string>;
    readonly kmsMasterKeyId?: pulumi.Input<string>;
  }[],
): pulumi.Output<string> {
  const keys = approvals.map(({ kmsMasterKeyId }) => kmsMasterKeyId);
  return pulumi.all([...approvals.map(({ topicArn }) => topicArn), ...keys]).apply((known) => {
    const topics = approvals.map((_, index) => ({
      arn: parseArn(known[index] as string, "topicArn"),
      kmsKey: known[approvals.length + index],
    }));
    return JSON.stringify(pipelinePolicy(topics));
  });
}
