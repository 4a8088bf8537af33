/** What a change of each of the approvers of an ApprovalGate does. */
import type { ApprovalGateArgs } from "../../../index";
import type { Case } from "./types";

/** The action's record in the hub's table, which is named after the action. */
export const record = "TableItem orders-ApproveQA-ApproveQA-slack-gate-10b3773e";

const users = ["quinn"];

export const approverCases: readonly Case<ApprovalGateArgs>[] = [
  {
    of: "approvers.users",
    to: { approvers: { users: ["lee", "quinn"] } },
    expect: ["update GroupMembership ApproveQA-members"],
  },
  {
    of: "approvers.existingGroupNames",
    to: { approvers: { users, existingGroupNames: ["auditors"] } },
    expect: ["create GroupPolicyAttachment ApproveQA-policy-group-auditors"],
  },
  {
    of: "approvers.roleNames",
    to: { approvers: { users, roleNames: ["releasers"] } },
    expect: ["create RolePolicyAttachment ApproveQA-policy-role-releasers"],
  },
  {
    of: "approvers.permissionSets",
    to: {
      approvers: {
        users,
        permissionSets: [
          {
            instanceArn: "arn:aws:sso:::instance/ssoins-7223111122223333",
            permissionSetArn:
              "arn:aws:sso:::permissionSet/ssoins-7223111122223333/ps-1111222233334444",
          },
        ],
      },
    },
    expect: [
      "create CustomerManagedPolicyAttachment ApproveQA-policy-permission-set-ps-1111222233334444",
    ],
  },
  {
    of: "approvers.requireMfa",
    to: { approvers: { users, requireMfa: true }, slack: undefined, hub: undefined },
    expect: [
      "update Policy ApproveQA-policy",
      "delete Role ApproveQA-slack-role",
      "delete RolePolicy ApproveQA-slack-role-policy",
      `delete ${record}`,
      "delete TopicSubscription ApproveQA-slack-subscription",
    ],
  },
  {
    of: "approvers.consoleAccess",
    to: { approvers: { users, consoleAccess: true } },
    expect: ["update Policy ApproveQA-policy"],
  },
  {
    of: "approvers.path",
    to: { approvers: { users, path: "/gates/" } },
    expect: [
      "replace GroupPolicyAttachment ApproveQA-policy-group",
      "replace Policy ApproveQA-policy",
      "update Group ApproveQA-group",
    ],
  },
  {
    of: "approvers.groupName",
    to: { approvers: { users, groupName: "orders-qa" } },
    expect: [
      "replace Group ApproveQA-group",
      "replace GroupMembership ApproveQA-members",
      "replace GroupPolicyAttachment ApproveQA-policy-group",
    ],
  },
  {
    of: "approvers.policyName",
    to: { approvers: { users, policyName: "orders-qa" } },
    expect: [
      "replace GroupPolicyAttachment ApproveQA-policy-group",
      "replace Policy ApproveQA-policy",
    ],
  },
  {
    of: "approvers, none any more",
    to: { approvers: undefined },
    expect: [
      "delete Group ApproveQA-group",
      "delete GroupMembership ApproveQA-members",
      "delete GroupPolicyAttachment ApproveQA-policy-group",
      "delete Policy ApproveQA-policy",
    ],
  },
];
