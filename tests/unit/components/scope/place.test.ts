import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { MultiApprovalStage } from "../../../../index";
import { answeredPlace } from "../../../../components/scope/model/place";
import { gateWith, only, types } from "../../../support/components";
import { resolve, run } from "../../../support/mocks";

const shared = "arn:aws:sns:eu-west-1:444455556666:shared";
const arn = (account: string): string =>
  `arn:aws:codepipeline:eu-west-1:${account}:orders/production/production`;

describe("where the right is given", () => {
  for (const [what, topicArn] of Object.entries({ plain: shared, late: pulumi.output(shared) })) {
    it(`is the pipeline's account, not that of its topic, ${what}`, async () => {
      const { value, resources } = await run(() => gateWith({ topicArn }), {
        accountId: "111122223333",
      });
      assert.equal(await resolve(value.topicArn), shared);
      assert.equal(await resolve(value.actionArn), arn("111122223333"));
      const policy = JSON.parse(only(resources, types.policy).inputs.policy);
      assert.equal(policy.Statement[0].Resource, arn("111122223333"));
      assert.equal(
        policy.Statement[1].Resource,
        "arn:aws:codepipeline:eu-west-1:111122223333:orders",
      );
      const { Statement } = JSON.parse(await resolve(value.pipelinePolicyJson));
      assert.equal(Statement[0].Resource, shared);
    });
  }

  it("is the Region that was named, where there is no topic", async () => {
    const { value } = await run(() => gateWith({ region: "us-west-2" }));
    assert.equal(
      await resolve(value.actionArn),
      "arn:aws:codepipeline:us-west-2:111122223333:orders/production/production",
    );
  });

  it("is asked once for all approvals of a stage", async () => {
    const { calls } = await run(
      () =>
        new MultiApprovalStage("checks", {
          pipelineName: "orders",
          approvers: {},
          approvals: [{ name: "qa" }, { name: "pm", topicArn: shared }],
        }),
    );
    assert.equal(calls.length, 3);
  });

  it("is known in a preview, where no topic is made: what people may decide can be read there", async () => {
    const { resources } = await run(() => gateWith({}), { preview: true });
    const policy = JSON.parse(only(resources, types.policy).inputs.policy);
    assert.equal(policy.Statement[0].Resource, arn("111122223333"));
  });
});

describe("a provider that does not say where it is", () => {
  const place = { accountId: "111122223333", partition: "aws", region: "eu-west-1" };
  const wrong: [key: keyof typeof place, value: unknown, reason: string][] = [
    [
      "accountId",
      undefined,
      "aws.getCallerIdentity must answer `accountId`, an account id of 12 digits",
    ],
    [
      "accountId",
      "production",
      "aws.getCallerIdentity must answer `accountId`, an account id of 12 digits",
    ],
    [
      "accountId",
      111122223333,
      "aws.getCallerIdentity must answer `accountId`, an account id of 12 digits",
    ],
    ["region", "", "aws.getRegion must answer `region`, a Region, like eu-west-1"],
    ["partition", "azure", "aws.getPartition must answer `partition`, a partition, like aws"],
  ];
  for (const [key, value, reason] of wrong) {
    it(`as its ${key}, but ${JSON.stringify(value)}, is refused: no right is guessed`, () => {
      assert.throws(
        () => answeredPlace({ ...place, [key]: value } as typeof place),
        (error: Error) => {
          assert.ok(error instanceof pulumi.RunError);
          assert.equal(
            error.message,
            `${reason}, got: ${JSON.stringify(value)}. Rights are given for the account and Region of ` +
              "the pipeline. In a test, let `call` of the mocks answer it, as `mocks` of " +
              "codepipeline-approvals/testing does.",
          );
          return true;
        },
      );
    });
  }
});
