import * as assert from "node:assert/strict";
import { only, plainHub, types } from "../../../support/components";

const at = (service: string, resource: string): string =>
  `arn:aws:${service}:eu-west-1:111122223333:${resource}`;

describe("A hub's dead letter queues", () => {
  const sources: Record<string, object | undefined> = {
    notifier: { service: "sns.amazonaws.com", arn: at("sns", "*") },
    decider: undefined,
    publisher: undefined,
    watcher: { service: "events.amazonaws.com", arn: at("events", "rule/shared-ended") },
  };
  for (const [folder, source] of Object.entries(sources) as [string, any][]) {
    it(`let nobody in without TLS, and into that of ${folder} ${source?.service ?? "no service"} without a role`, async () => {
      const { resources } = await plainHub();
      const Resource = at("sqs", `shared-${folder}-dead-letters`);
      const name = `shared-${folder}-dead-letters-policy`;
      assert.deepEqual(JSON.parse(only(resources, types.queuePolicy, name).inputs.policy), {
        Version: "2012-10-17",
        Statement: [
          {
            Sid: "DenyWithoutTls",
            Effect: "Deny",
            Principal: "*",
            Action: "sqs:*",
            Resource,
            Condition: { Bool: { "aws:SecureTransport": "false" } },
          },
          ...(source === undefined
            ? []
            : [
                {
                  Sid: "AllowDeadLetterDelivery",
                  Effect: "Allow",
                  Principal: { Service: source.service },
                  Action: "sqs:SendMessage",
                  Resource,
                  Condition: { ArnLike: { "aws:SourceArn": source.arn } },
                },
              ]),
        ],
      });
    });
  }
});

describe("A hub's notifier", () => {
  it("may be invoked by all topics of its own Region and account, whichever they will be", async () => {
    const { resources } = await plainHub();
    assert.deepEqual(only(resources, types.permission, "shared-notifier-permission").inputs, {
      action: "lambda:InvokeFunction",
      function: "shared-notifier",
      principal: "sns.amazonaws.com",
      sourceAccount: "111122223333",
      sourceArn: "arn:aws:sns:eu-west-1:111122223333:*",
    });
  });
});

describe("A hub", () => {
  it("is registered without a call to the provider", async () => {
    const { calls } = await plainHub();
    assert.deepEqual(calls, []);
  });
});
