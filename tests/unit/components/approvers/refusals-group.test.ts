import * as assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup, type ApproverGroupArgs } from "../../../../index";
import { actionArn, only, refusedAtOnce, refusedLater, types } from "../../../support/components";
import { notOneArn } from "../../../support/refusal-words";
import { attempt } from "../../../support/mocks";

function groupWith(args: object, name = "qa"): ApproverGroup {
  const given = { actionArns: [actionArn("orders/production/qa")], ...args };
  return new ApproverGroup(name, given as ApproverGroupArgs);
}

const exact = (value: string, path = "actionArns[0]"): string =>
  notOneArn(path, "approval action", value, "Use the `actionArn` output of a gate.");

const refusals: [value: string, reason: string][] = [
  ...[
    "orders",
    "orders/production",
    "orders/production/qa/more",
    "orders/production/*",
    "orders/*/qa",
    "*",
    "orders/production/",
    "orders//qa",
    "orders/production/q?",
    `orders/production/${"x".repeat(101)}`,
  ].map((path): [string, string] => {
    const value = actionArn(path);
    return [value, exact(value)];
  }),
  ...[
    "arn:aws:sns:eu-west-1:111122223333:orders",
    "arn:aws:codepipeline::111122223333:o/p/qa",
    "orders/production/qa",
  ].map((value): [string, string] => [value, exact(value)]),
];

const none = (got: string): string =>
  `\`actionArns\` must name at least one approval action, got: ${got}. ` +
  "Use the `actionArn` output of a gate.";

/** 100 actions of 100 pipelines need about 4 policies; 1000 are past the quota. */
const many = Array.from({ length: 1000 }, (_, index) => actionArn(`pipeline-${index}/stage/qa`));

describe("An ApproverGroup", () => {
  for (const [value, reason] of refusals) {
    it(`is refused with ${value.slice(0, 70)}, at once`, () =>
      refusedAtOnce(() => groupWith({ actionArns: [value] }), "actionArns[0]", reason));
    for (const [how, actionArns] of Object.entries({
      "an output": [pulumi.output(value)],
      "in a list that is an output": pulumi.output([value]),
    })) {
      it(`is refused with ${value.slice(0, 70)}, ${how}`, async () => {
        await refusedLater(() => groupWith({ actionArns }), "actionArns[0]", reason, types.policy);
      });
    }
  }

  for (const missing of [[], null, undefined]) {
    it(`is refused with ${JSON.stringify(missing)} for actionArns`, () =>
      refusedAtOnce(
        () => groupWith({ actionArns: missing }),
        "actionArns",
        none(JSON.stringify(missing) ?? "undefined"),
      ));
  }

  it("is refused with an output of an empty list", async () => {
    const program = (): unknown => groupWith({ actionArns: pulumi.output([]) });
    await refusedLater(program, "actionArns", none("[]"), types.policy);
  });

  it("counts the place of a bad ARN as the user does, duplicates included", () => {
    const good = actionArn("orders/production/qa");
    const bad = actionArn("orders/*/qa");
    return refusedAtOnce(
      () => groupWith({ actionArns: [good, good, bad] }),
      "actionArns[2]",
      exact(bad, "actionArns[2]"),
    );
  });

  describe("past the quota of policies", () => {
    const reason = (needed: number): string =>
      "`actionArns` must fit into 10 managed policies, the IAM quota per group or role, got: " +
      `1000 actions, which need ${needed}. Split them over two or more ApproverGroups.`;

    it("is refused at once", () =>
      refusedAtOnce(() => groupWith({ actionArns: many }), "actionArns", reason(23)));

    it("is refused as outputs", async () => {
      const program = (): unknown => groupWith({ actionArns: pulumi.output(many) });
      await refusedLater(program, "actionArns", reason(23), types.policy);
    });
  });

  it("is refused with a policyName that leaves no room for the number behind it", () => {
    const policyName = "x".repeat(126);
    return refusedAtOnce(
      () => groupWith({ policyName }),
      "policyName",
      "`policyName` must have 1 to 125 characters, got 126: " +
        `"${"x".repeat(59)}..." (126 characters). Shorten it.`,
    );
  });

  it("is allowed with the longest policyName", async () => {
    const { thrown, rejected } = await attempt(() => groupWith({ policyName: "x".repeat(125) }));
    assert.deepEqual([thrown, rejected], [undefined, []]);
  });

  it("is named, with a component name that IAM does not take, without what IAM does not take", async () => {
    const { resources } = await attempt(() => groupWith({}, "the qa team"));
    const name = only(resources, types.group).inputs.name as string;
    assert.match(name, /^approvers-the-qa-team-stack-[0-9a-f]{8}$/);
    assert.match(
      only(resources, types.policy).inputs.name as string,
      /^approve-the-qa-team-stack-[0-9a-f]{8}-1$/,
    );
  });

  it("is allowed with such a component name when both names are given", async () => {
    const names = { groupName: "qa", policyName: "approve-qa" };
    const { thrown, rejected } = await attempt(() => groupWith(names, "the qa team"));
    assert.deepEqual([thrown, rejected], [undefined, []]);
  });
});
