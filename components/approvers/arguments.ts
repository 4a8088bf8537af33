/** The arguments that say who may decide, each held to its rule. */
import type * as pulumi from "@pulumi/pulumi";
import type { PermissionSet } from "../args";
import type { ShapesOf } from "../inputs/argument-shape";
import {
  defaultsTo,
  optional,
  type Received,
  type Validated,
  validateFields,
} from "../inputs/fields";
import { validate, whenKnown } from "../inputs/inputs";
import { boolean, listOf, record, string } from "../inputs/kinds";
import { isEmptyList } from "../inputs/lists";
import { needRecord } from "../inputs/model/records";
import { iamIdentity } from "../naming/model/names";
import * as check from "./model/approver-checks";

const permissionSet: ShapesOf<PermissionSet> = {
  instanceArn: "string",
  permissionSetArn: "string",
};

/** "ops" and "Ops" are one role, and one attachment. */
export const sameName = (name: unknown): string => iamIdentity(String(name));

export const principalArguments = {
  users: optional(listOf(string(check.userName), sameName)),
  existingGroupNames: optional(listOf(string(check.groupName), sameName)),
  roleNames: optional(listOf(string(check.roleName), sameName)),
  permissionSets: optional(
    listOf(
      record<typeof permissionSet, pulumi.Input<PermissionSet>, pulumi.Input<PermissionSet>>(
        permissionSet,
        (set, path) =>
          validate(set, path, (value) => {
            needRecord(value, path, Object.keys(permissionSet));
            check.permissionSet(value as check.PlainPermissionSet, path);
          }),
      ),
    ),
  ),
  path: optional(string(check.policyPath)),
  requireMfa: defaultsTo(false, boolean),
  consoleAccess: defaultsTo(false, boolean),
};

export const approverArguments = {
  ...principalArguments,
  groupName: optional(string(check.groupName)),
  policyName: optional(string(check.policyName)),
};

/** The arguments of Approvers and ApproverGroupArgs, checked. */
export interface PrincipalsSpec extends Validated<typeof approverArguments> {
  /** Stands before every argument's name in an error. */
  readonly prefix: string;
}

/** Checks every argument under `prefix`, for example "approvers.". */
export function validatePrincipals(
  args: Received<typeof approverArguments>,
  prefix: string,
): PrincipalsSpec {
  const principals = validateFields(args, approverArguments, (key) => `${prefix}${key}`);
  return {
    ...principals,
    prefix,
    groupName: newGroupName(principals, prefix),
    requireMfa: mfaThatCanBeMet(principals, prefix),
  };
}

/** The new group is none of those that exist. */
function newGroupName(
  { groupName, existingGroupNames }: Validated<typeof approverArguments>,
  prefix: string,
): pulumi.Input<string> | undefined {
  if (groupName === undefined || isEmptyList(existingGroupNames)) return groupName;
  return whenKnown([groupName, existingGroupNames], ([own, existing]) => {
    const path = `${prefix}groupName`;
    check.newGroupName(`${own}`, [existing].flat(), path, `${prefix}existingGroupNames`);
    return `${own}`;
  });
}

/** What no session of a permission set could meet is demanded of nobody beside one. */
function mfaThatCanBeMet(
  { requireMfa, permissionSets }: Validated<typeof approverArguments>,
  prefix: string,
): pulumi.Input<boolean> {
  if (isEmptyList(permissionSets)) return requireMfa;
  return whenKnown(requireMfa, (value) => {
    check.rejectMfaWithPermissionSets(value, `${prefix}requireMfa`, `${prefix}permissionSets`);
    return value;
  });
}

/** True where people are named, be it in a list that is still to come. */
export function namesPrincipals(spec: PrincipalsSpec): boolean {
  const lists = [spec.users, spec.existingGroupNames, spec.roleNames, spec.permissionSets];
  return !lists.every(isEmptyList);
}
