/** What the pipeline's service role needs, as the JSON text that a role policy takes. */
import * as pulumi from "@pulumi/pulumi";
import { arnOfMade } from "../scope/model/place";
import { pipelinePolicy } from "./model/policies";

/** One document for all topics of a gate; it allows nothing where there is none. */
export function pipelinePolicyJson(
  approvals: readonly {
    readonly topicArn?: pulumi.Output<string>;
    readonly kmsMasterKeyId?: pulumi.Input<string>;
  }[],
): pulumi.Output<string> {
  const publishing = approvals.filter(({ topicArn }) => topicArn !== undefined);
  const keys = publishing.map(({ kmsMasterKeyId }) => kmsMasterKeyId);
  return pulumi.all([...publishing.map(({ topicArn }) => topicArn), ...keys]).apply((known) => {
    const topics = publishing.map((_, index) => ({
      arn: arnOfMade("topic", known[index]),
      kmsKey: known[publishing.length + index],
    }));
    return JSON.stringify(pipelinePolicy(topics));
  });
}
