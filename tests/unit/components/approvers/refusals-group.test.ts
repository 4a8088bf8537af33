import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup, type ApproverGroupArgs } from "../../../../index";
import { actionArn, types } from "../../../support/components";
import { notOneArn } from "../../../support/refusal-words";
import { refuses } from "../../../support/refusal-table";

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
  const program = (): unknown => groupWith({ actionArns: pulumi.output([]) });
  const good = actionArn("orders/production/qa");
  const bad = actionArn("orders/*/qa");
  const policyName = "x".repeat(126);
  refuses([
    ...refusals.flatMap(([value, reason]) => [
      {
        title: `is refused with ${value.slice(0, 70)}, at once`,
        plain: () => groupWith({ actionArns: [value] }),
        path: "actionArns[0]",
        reason,
      },
      ...Object.entries({
        "an output": [pulumi.output(value)],
        "in a list that is an output": pulumi.output([value]),
      }).map(([how, actionArns]) => ({
        title: `is refused with ${value.slice(0, 70)}, ${how}`,
        later: () => groupWith({ actionArns }),
        path: "actionArns[0]",
        reason,
        carrier: types.policy,
      })),
    ]),
    ...[[], null, undefined].map((missing) => ({
      title: `is refused with ${JSON.stringify(missing)} for actionArns`,
      plain: () => groupWith({ actionArns: missing }),
      path: "actionArns",
      reason: none(JSON.stringify(missing) ?? "undefined"),
    })),
    {
      title: "is refused with an output of an empty list",
      later: program,
      path: "actionArns",
      reason: none("[]"),
      carrier: types.policy,
    },
    {
      title: "counts the place of a bad ARN as the user does, duplicates included",
      plain: () => groupWith({ actionArns: [good, good, bad] }),
      path: "actionArns[2]",
      reason: exact(bad, "actionArns[2]"),
    },
    {
      title: "is refused with a policyName that leaves no room for the number behind it",
      plain: () => groupWith({ policyName }),
      path: "policyName",
      reason:
        "`policyName` must have 1 to 125 characters, got 126: " +
        `"${"x".repeat(59)}..." (126 characters). Shorten it.`,
    },
  ]);

  describe("past the quota of policies", () => {
    const reason = (needed: number): string =>
      "`actionArns` must fit into 10 managed policies, the IAM quota per group or role, got: " +
      `1000 actions, which need ${needed}. Split them over two or more ApproverGroups.`;
    const program = (): unknown => groupWith({ actionArns: pulumi.output(many) });
    refuses([
      {
        title: "is refused at once",
        plain: () => groupWith({ actionArns: many }),
        path: "actionArns",
        reason: reason(23),
      },
      {
        title: "is refused as outputs",
        later: program,
        path: "actionArns",
        reason: reason(23),
        carrier: types.policy,
      },
    ]);
  });
});
