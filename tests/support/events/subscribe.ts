import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ApprovalHub } from "codepipeline-approvals";

/** Every request of the hub, and how it was decided, goes into a queue. */
export function decisionsOf(hub: ApprovalHub): aws.sqs.Queue {
  const queue = new aws.sqs.Queue("decisions", { sqsManagedSseEnabled: true });
  const rule = new aws.cloudwatch.EventRule("decisions", {
    eventBusName: hub.eventBusName,
    eventPattern: JSON.stringify({
      source: ["codepipeline-approvals"],
      "detail-type": ["Requested", "Decided"],
    }),
  });
  const policy = new aws.sqs.QueuePolicy("decisions", {
    queueUrl: queue.url,
    policy: pulumi.jsonStringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Service: "events.amazonaws.com" },
          Action: "sqs:SendMessage",
          Resource: queue.arn,
          Condition: { ArnEquals: { "aws:SourceArn": rule.arn } },
        },
      ],
    }),
  });
  new aws.cloudwatch.EventTarget(
    "decisions",
    { rule: rule.name, eventBusName: hub.eventBusName, arn: queue.arn },
    { dependsOn: [policy] },
  );
  return queue;
}
