/**
 * The people whom a stage names for its approvals: one group for them, and their approvals packed
 * into as few policies as IAM's size allows, because one group, role or user can carry 10 only.
 */
import * as pulumi from "@pulumi/pulumi";
import type { Approvers } from "../args";
import { stageGroupName, stagePolicyName } from "../naming/model/names";
import type { CreatedApproval } from "../approval/approval";
import type { ApprovalSpec } from "../approval/arguments";
import { createGroup } from "./approvers";
import { namesPrincipals } from "./arguments";
import { given } from "../inputs/inputs";
import { ownerOf } from "../naming/naming";
import { createPackedPolicies } from "./packed-policies";

/**
 * True for an approval whose approvers are those of its stage. Where the stage names nobody yet,
 * people are put into groups later, and each approval keeps a group of its own for them.
 */
export function sharesApprovers(
  approval: { readonly approvers?: Approvers },
  { approvers }: ApprovalSpec,
): boolean {
  return !given(approval.approvers) && approvers !== undefined && namesPrincipals(approvers);
}

/** What the approvals that share their approvers have together, and none of them alone. */
export interface SharedApprovers {
  readonly groupName: pulumi.Output<string | undefined>;
  readonly policyArns: pulumi.Output<string[]>;
}

/** Creates the group and the policies of the approvals that share their approvers. */
export function createSharedApprovers(
  name: string,
  approvals: readonly CreatedApproval[],
  specs: readonly ApprovalSpec[],
  sharing: readonly boolean[],
  parent: pulumi.ComponentResource,
): SharedApprovers {
  const shared = approvals.filter((_, index) => sharing[index]);
  const spec = specs.find((_, index) => sharing[index]);
  if (spec?.approvers === undefined) {
    return { groupName: pulumi.output(undefined), policyArns: pulumi.output([]) };
  }
  const owner = ownerOf("MultiApprovalStage", name);
  // A stage is in one place: it is the same whichever of its approvals is asked.
  const { place } = shared[0];
  const groupName = place.apply((where) => stageGroupName(where, where.region, owner));
  const group = createGroup(name, groupName, spec.approvers, parent);
  const policyArns = createPackedPolicies(
    {
      name,
      actionArns: { list: shared.map(({ actionArn }) => actionArn), path: "approvals" },
      policyName: place.apply((where) => stagePolicyName(where, where.region, owner)),
      tags: spec.tags,
    },
    group,
    spec.approvers,
    parent,
  );
  return { groupName: pulumi.output(group?.name), policyArns };
}
