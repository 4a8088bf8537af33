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
  const topics = approvals.map(({ topicArn, kmsMasterKeyId }) =>
    pulumi.all([topicArn, kmsMasterKeyId]).apply(([arn, kmsKey]) => ({
      arn: parseArn(arn, "topicArn"),
      kmsKey,
    })),
  );
  return pulumi.all(topics).apply((known) => JSON.stringify(pipelinePolicy(known)));
}
