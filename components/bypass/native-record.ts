/** What the gate record says of those who decide through IAM, so that the hub can tell them from others. */
import * as pulumi from "@pulumi/pulumi";
import type { NativeRecord } from "../../contract/records";
import type { CreatedApproval } from "../approval/approval";
import type { ApprovalSpec } from "../approval/arguments";
import type { PrincipalsSpec } from "../approvers/arguments";
import { field } from "../inputs/inputs";
import { isEmptyList } from "../inputs/lists";

/** Who decides an approval through IAM. */
export interface NativeApprovers {
  /** Absent where the gate names nobody. */
  readonly principals?: PrincipalsSpec;
  /** Name of the new group, where there is one. */
  readonly groupName?: pulumi.Input<string | undefined>;
  /** ARNs of the policies that let them. */
  readonly policyArns: pulumi.Input<pulumi.Input<string>[]>;
}

/** Of an approval whose approvers are its own. */
export const nativeApprovers = (
  { approvers }: Pick<ApprovalSpec, "approvers">,
  { group, policy }: Pick<CreatedApproval, "group" | "policy">,
): NativeApprovers => ({
  principals: approvers,
  groupName: group?.name,
  policyArns: policy === undefined ? [] : [policy.arn],
});

export function nativeRecord(
  { principals, groupName, policyArns }: NativeApprovers,
  isInSlack: boolean,
): pulumi.Output<NativeRecord> {
  const nobody = { users: [], roles: [], groups: [], permissionSets: [], policyArns: [] };
  // Nobody else could decide at all: whom IAM lets is whom the gate expects.
  if (principals === undefined) {
    return pulumi.output(isInSlack ? nobody : { anybody: true, ...nobody });
  }
  const { users, existingGroupNames, roleNames, permissionSets, requireMfa } = principals;
  // A group with users has these alone; who is in any other, only IAM knows.
  const isFilledHere = !isEmptyList(users);
  return pulumi
    .all([users, existingGroupNames, roleNames, arnsOf(permissionSets), groupName, policyArns])
    .apply(([people, existing = [], roles = [], sets, own, policies]) =>
      pulumi.output(requireMfa).apply((mfa) => ({
        users: people ?? [],
        roles,
        groups: [...existing, ...(own === undefined || isFilledHere ? [] : [own])],
        ...(own !== undefined && isFilledHere ? { filledGroup: own } : {}),
        permissionSets: sets,
        policyArns: policies,
        ...(mfa ? { requireMfa: true } : {}),
      })),
    );
}

function arnsOf(sets: PrincipalsSpec["permissionSets"]): pulumi.Output<string[]> {
  return pulumi
    .output(sets ?? [])
    .apply((all) => pulumi.all(all.map((set) => field(set, "permissionSetArn"))));
}
