import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup, SubscriptionProtocol } from "../../../index";
import { gateWith, refusedLater, types } from "../../support/components";

const canary = "canary-5f2b";

describe("An argument that is a secret", () => {
  const cases: [name: string, args: object, path: string, reason: string, carrier: string][] = [
    [
      "a URL with a token",
      {
        subscriptions: [
          {
            protocol: SubscriptionProtocol.Https,
            endpoint: pulumi.secret(`http://example.com/${canary}`),
          },
        ],
      },
      "subscriptions[0].endpoint",
      "`subscriptions[0].endpoint` must be a URL that starts with https://, without spaces, like https://example.com/approvals",
      types.subscription,
    ],
    [
      "an e-mail address given twice",
      { emails: [pulumi.secret(`${canary}@example.com`), pulumi.secret(`${canary}@example.com`)] },
      "emails[1]",
      "`emails[1]` must stand in the list once",
      types.subscription,
    ],
    [
      "text with a malformed variable",
      { customData: pulumi.secret(`${canary} #{build`) },
      "customData",
      "`customData` must be well-formed",
      types.pipeline,
    ],
  ];

  it("is not quoted when it is refused: ARNs of actions", async () => {
    const reason =
      "`actionArns[0]` must be the ARN of one approval action, like " +
      "arn:aws:codepipeline:eu-west-1:111122223333:PIPELINE/STAGE/ACTION, " +
      "got a secret, which is not shown here. Correct it where it is stored.";
    const actionArns = pulumi.secret([canary]);
    const group = () => new ApproverGroup("managers", { actionArns });
    await refusedLater(group, "actionArns[0]", reason, types.policy);
  });

  it("is not quoted when it is refused: a topic in another Region", async () => {
    const topicArn = pulumi.secret(`arn:aws:sns:us-east-1:111122223333:${canary}`);
    const reason =
      "`topicArn` must be in the pipeline's Region, eu-west-1, got a secret, which is not shown " +
      "here. Correct it where it is stored.";
    const gate = () => gateWith({ topicArn, emails: ["qa@example.com"] });
    await refusedLater(gate, "topicArn", reason, types.subscription);
  });

  for (const [name, args, path, rule, carrier] of cases) {
    it(`is not quoted when it is refused: ${name}`, async () => {
      const reason = `${rule}, got a secret, which is not shown here. Correct it where it is stored.`;
      const { rejected } = await refusedLater(() => gateWith(args), path, reason, carrier);
      assert.equal(
        rejected.some((error) => String(error).includes(canary)),
        false,
      );
    });
  }
});
