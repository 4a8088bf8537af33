/** What a team writes today for one gate: the same resources, without this package. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

export function gateByHand(name: string, pipelineName: string): Record<string, unknown> {
  const topic = new aws.sns.Topic(`${name}-topic`, { kmsMasterKeyId: "alias/aws/sns" });
  const topicPolicy = new aws.sns.TopicPolicy(
    `${name}-topic-policy`,
    {
      arn: topic.arn,
      policy: topic.arn.apply((arn) => {
        const [, partition, , , account] = arn.split(":");
        return JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: `arn:${partition}:iam::${account}:root` },
              Action: "sns:Publish",
              Resource: arn,
            },
            {
              Effect: "Deny",
              Principal: "*",
              Action: "sns:Publish",
              Resource: arn,
              Condition: { Bool: { "aws:SecureTransport": "false" } },
            },
          ],
        });
      }),
    },
    { parent: topic },
  );
  new aws.sns.TopicSubscription(`${name}-email`, {
    topic: topic.arn,
    protocol: "email",
    endpoint: "qa@example.com",
  });
  const group = new aws.iam.Group(`${name}-group`, { name: `approvers-${pipelineName}-${name}` });
  new aws.iam.GroupMembership(`${name}-members`, { group: group.name, users: ["ann"] });
  const policy = new aws.iam.Policy(`${name}-policy`, {
    name: `approve-${pipelineName}-${name}`,
    policy: topic.arn.apply((arn) => {
      const [, partition, , region, account] = arn.split(":");
      const pipeline = `arn:${partition}:codepipeline:${region}:${account}:${pipelineName}`;
      return JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Action: "codepipeline:PutApprovalResult",
            Resource: `${pipeline}/${name}/${name}`,
          },
          {
            Effect: "Allow",
            Action: [
              "codepipeline:GetPipeline",
              "codepipeline:GetPipelineState",
              "codepipeline:GetPipelineExecution",
              "codepipeline:ListPipelineExecutions",
              "codepipeline:ListActionExecutions",
            ],
            Resource: pipeline,
          },
        ],
      });
    }),
  });
  new aws.iam.GroupPolicyAttachment(`${name}-attachment`, {
    group: group.name,
    policyArn: policy.arn,
  });
  return {
    name,
    actions: [
      {
        name,
        category: "Approval",
        owner: "AWS",
        provider: "Manual",
        version: "1",
        runOrder: 1,
        configuration: { NotificationArn: topicPolicy.arn, CustomData: pulumi.output("Ship it?") },
      },
    ],
  };
}
