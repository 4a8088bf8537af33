/** What a change of each argument of an ApproverGroup does. */
import type { ApproverGroupArgs } from "../../../index";
import type { Case } from "./types";

const arn = (name: string) => `arn:aws:codepipeline:eu-west-1:111122223333:orders/Review/${name}`;
const many = Array.from({ length: 120 }, (_, index) => arn(`action-${index}`));

export const groupCases: readonly Case<ApproverGroupArgs>[] = [
  {
    of: "actionArns, one more",
    to: { actionArns: [arn("qa"), arn("legal")] },
    expect: ["update Policy everything-policy-1"],
  },
  {
    of: "actionArns, more than one policy holds",
    to: { actionArns: [arn("qa"), ...many] },
    expect: [
      "create GroupPolicyAttachment everything-policy-2-group",
      "create Policy everything-policy-2",
      "update Policy everything-policy-1",
    ],
  },
  {
    of: "users",
    to: { users: ["lee", "quinn"] },
    expect: ["update GroupMembership everything-members"],
  },
  {
    of: "existingGroupNames",
    to: { existingGroupNames: ["auditors"] },
    expect: ["create GroupPolicyAttachment everything-policy-1-group-auditors"],
  },
  {
    of: "roleNames",
    to: { roleNames: ["releasers"] },
    expect: ["create RolePolicyAttachment everything-policy-1-role-releasers"],
  },
  {
    of: "permissionSets",
    to: {
      permissionSets: [
        {
          instanceArn: "arn:aws:sso:::instance/ssoins-7223111122223333",
          permissionSetArn:
            "arn:aws:sso:::permissionSet/ssoins-7223111122223333/ps-1111222233334444",
        },
      ],
    },
    expect: [
      "create CustomerManagedPolicyAttachment everything-policy-1-permission-set-ps-1111222233334444",
    ],
  },
  {
    of: "path",
    to: { path: "/gates/" },
    expect: [
      "replace GroupPolicyAttachment everything-policy-1-group",
      "replace Policy everything-policy-1",
      "update Group everything-group",
    ],
  },
  { of: "requireMfa", to: { requireMfa: true }, expect: ["update Policy everything-policy-1"] },
  {
    of: "consoleAccess",
    to: { consoleAccess: true },
    expect: ["update Policy everything-policy-1"],
  },
  {
    of: "groupName",
    to: { groupName: "deciders" },
    expect: [
      "replace Group everything-group",
      "replace GroupMembership everything-members",
      "replace GroupPolicyAttachment everything-policy-1-group",
    ],
  },
  {
    of: "policyName",
    to: { policyName: "decide" },
    expect: [
      "replace GroupPolicyAttachment everything-policy-1-group",
      "replace Policy everything-policy-1",
    ],
  },
  { of: "tags", to: { tags: { team: "orders" } }, expect: ["update Policy everything-policy-1"] },
];
