/** MFA is demanded of everybody or of nobody: a click in Slack proves none. */
import * as pulumi from "@pulumi/pulumi";
import { ApproverGroup, MultiApprovalStage, type MultiApprovalStageArgs } from "../../../../index";
import {
  actionArn,
  connection,
  gateWith,
  inSlack,
  instanceArn,
  permissionSetArn,
  types,
} from "../../../support/components";
import { refuses } from "../../../support/refusal-table";

const reason = (path: string, slack: string): string =>
  `\`${path}\` must not stand beside \`${slack}\`, got: true. A click in Slack proves no MFA. ` +
  "Leave this approval out of Slack, or leave `requireMfa` out if a click may decide it.";

const gate = (requireMfa: unknown) => () =>
  gateWith({ approvers: { users: ["ann"], requireMfa }, slack: inSlack, hub: connection });

function stage(approvals: object[], defaults: object = {}): () => MultiApprovalStage {
  const args = { pipelineName: "orders", hub: connection, approvals, ...defaults };
  return () => new MultiApprovalStage("checks", args as MultiApprovalStageArgs);
}

describe("requireMfa beside slack is refused", () => {
  const path = "approvers.requireMfa";
  refuses([
    { title: "at once where it is plain", plain: gate(true), path, reason: reason(path, "slack") },
    {
      title: "before anybody can decide where it is to come",
      later: gate(pulumi.output(true)),
      path,
      reason: reason(path, "slack"),
      carrier: types.tableItem,
    },
    {
      title: "for one approval of a stage, and named there",
      plain: stage([
        { name: "qa", slack: inSlack },
        { name: "compliance", slack: inSlack, approvers: { requireMfa: true } },
      ]),
      path: "approvals[1].approvers.requireMfa",
      reason: reason("approvals[1].approvers.requireMfa", "approvals[1].slack"),
    },
    {
      title: "where it is the stage's own",
      plain: stage([{ name: "qa", slack: inSlack }], { approvers: { requireMfa: true } }),
      path,
      reason: reason(path, "approvals[0].slack"),
    },
    {
      title: "where Slack is the stage's own",
      plain: stage([{ name: "qa", approvers: { requireMfa: true } }], { slack: inSlack }),
      path: "approvals[0].approvers.requireMfa",
      reason: reason("approvals[0].approvers.requireMfa", "slack"),
    },
  ]);
});

describe("requireMfa beside permissionSets is refused", () => {
  const reasonOf = (prefix: string): string =>
    `\`${prefix}requireMfa\` must not stand beside \`${prefix}permissionSets\`, got: true. Sessions ` +
    "of IAM Identity Center carry no sign of MFA, so nobody of these sets could decide. Demand MFA in " +
    "the settings of Identity Center and leave `requireMfa` out, or leave the sets out.";
  const permissionSets = [{ instanceArn, permissionSetArn }];
  const withSets = (requireMfa: unknown, sets: unknown = permissionSets) => ({
    approvers: { users: ["ann"], permissionSets: sets, requireMfa },
  });
  const path = "approvers.requireMfa";
  refuses([
    ...[permissionSets, pulumi.output(permissionSets)].map((sets) => ({
      title: `at once where it is plain, the sets ${Array.isArray(sets) ? "too" : "to come"}`,
      plain: () => gateWith(withSets(true, sets)),
      path,
      reason: reasonOf("approvers."),
    })),
    {
      title: "before anybody could be locked out where it is to come",
      later: () => gateWith(withSets(pulumi.output(true))),
      path,
      reason: reasonOf("approvers."),
      carrier: types.policy,
    },
    {
      title: "of one approval of a stage, and named there",
      plain: stage([{ name: "qa", ...withSets(true) }], { hub: undefined }),
      path: "approvals[0].approvers.requireMfa",
      reason: reasonOf("approvals[0].approvers."),
    },
    {
      title: "of an ApproverGroup",
      plain: () =>
        new ApproverGroup("managers", {
          actionArns: [actionArn("orders/checks/qa")],
          permissionSets,
          requireMfa: true,
        }),
      path: "requireMfa",
      reason: reasonOf(""),
    },
  ]);
});
