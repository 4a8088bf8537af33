import * as pulumi from "@pulumi/pulumi";
import { gateWith, types } from "../../../support/components";
import { notOneArn } from "../../../support/refusal-words";
import { refuses } from "../../../support/refusal-table";

interface Refusal {
  readonly arg: string;
  readonly value: string;
  readonly reason: string;
}

const example = "arn:aws:sns:eu-west-1:111122223333:approvals";
const fifo = `${example}.fifo`;

const notAnArn = ["", "approvals", "arn:aws:sns:eu-west-1", "arn:other:sns:eu-west-1:1:approvals"];
const notATopic = [
  "arn:aws:sqs:eu-west-1:111122223333:approvals",
  "arn:aws:sns:eu-west-1::approvals",
  "arn:aws:sns::111122223333:approvals",
  `${example}:2f3a`,
  `${example}/x`,
  `${example}${"x".repeat(248)}`,
  "arn:aws:sns:eu-west-1:111122223333:*",
  `${example}-?`,
];

const refusals: Refusal[] = [
  ...[...notAnArn, ...notATopic].map((value) => ({
    arg: "topicArn",
    value,
    reason: notOneArn("topicArn", "topic", value),
  })),
  {
    arg: "topicArn",
    value: fifo,
    reason:
      `\`topicArn\` must be a standard topic, got the FIFO topic ${fifo}: CodePipeline publishes ` +
      "without a message group. Use a standard topic, or leave it out to have one made.",
  },
  ...[
    "",
    "approvals",
    "alias/",
    "alias/*",
    "1234abcd",
    "arn:aws:sns:eu-west-1:111122223333:key/x",
    "arn:aws:kms:eu-west-1:111122223333:key/",
    "arn:aws:kms:eu-west-1:111122223333:key/1234abcd",
    "arn:aws:kms:eu-west-1:111122223333:alias/*",
  ].map((value) => ({
    arg: "kmsMasterKeyId",
    value,
    reason:
      "`kmsMasterKeyId` must be an alias, a key id or the ARN of either, like alias/approvals or " +
      "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab, got: " +
      `"${value}". Copy it from the key's output or from the console.`,
  })),
];

describe("A topic", () => {
  refuses([
    ...refusals.flatMap(({ arg, value, reason }) => {
      const carrier = arg === "topicArn" ? types.subscription : types.topic;
      const gate = (given: unknown) => () => gateWith({ emails: ["qa@example.com"], [arg]: given });
      return [
        {
          title: `is refused at once with ${arg} ${value.slice(0, 60)}`,
          plain: gate(value),
          path: arg,
          reason,
        },
        {
          title: `is refused with ${arg} ${value.slice(0, 60)} as an output`,
          later: gate(pulumi.output(value)),
          path: arg,
          reason,
          carrier,
        },
      ];
    }),
  ]);

  describe("in another Region than the pipeline", () => {
    const topicArn = "arn:aws:sns:us-east-1:111122223333:approvals";
    const emails = ["qa@example.com"];
    const reason =
      `\`topicArn\` must be in the pipeline's Region, eu-west-1, got: ${topicArn} in us-east-1. ` +
      "Use a topic in that Region, leave it out to have one made, or set `region` if the " +
      "pipeline is elsewhere.";
    refuses([
      {
        title: "is refused at once, when both are known",
        plain: () => gateWith({ emails, topicArn, region: "eu-west-1" }),
        path: "topicArn",
        reason,
      },
      ...Object.entries({
        "the Region is the provider's": { topicArn },
        "the topic is an output": { topicArn: pulumi.output(topicArn), region: "eu-west-1" },
        "the Region is an output": { topicArn, region: pulumi.output("eu-west-1") },
      }).flatMap(([how, args]) => {
        const program = (): unknown => gateWith({ emails, ...args });
        return [
          {
            title: `is refused when ${how}: neither subscriptions nor policies are made`,
            later: program,
            path: "topicArn",
            reason,
            carrier: [types.subscription, types.policy],
          },
        ];
      }),
    ]);
  });
});
