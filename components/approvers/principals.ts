/** The arguments that say who may decide, each held to its rule. */
import type * as pulumi from "@pulumi/pulumi";
import type { ApproverPrincipals, PermissionSet } from "../args";
import { permissionSet } from "../inputs/argument-shapes";
import { defaultsTo, optional, validateFields } from "../inputs/fields";
import { validate, validateOptional, whenKnown } from "../inputs/inputs";
import { type InputList, isEmptyList, validateList } from "../inputs/lists";
import { boolean } from "../inputs/model/checks";
import { needRecord } from "../inputs/model/records";
import { iamIdentity } from "../naming/model/names";
import * as check from "./model/approver-checks";

/** The arguments of Approvers and ApproverGroupArgs, checked. */
export interface PrincipalsSpec {
  /** Stands before every argument's name in an error. */
  readonly prefix: string;
  readonly users?: InputList<string>;
  readonly existingGroupNames?: InputList<string>;
  readonly roleNames?: InputList<string>;
  readonly permissionSets?: InputList<PermissionSet>;
  readonly groupName?: pulumi.Input<string>;
  readonly policyName?: pulumi.Input<string>;
  readonly path?: pulumi.Input<string>;
  readonly requireMfa: pulumi.Input<boolean>;
  readonly consoleAccess: pulumi.Input<boolean>;
}

interface PrincipalsInput extends ApproverPrincipals {
  groupName?: pulumi.Input<string>;
  policyName?: pulumi.Input<string>;
}

const fields = {
  policyName: optional(check.policyName),
  path: optional(check.policyPath),
  consoleAccess: defaultsTo(false, boolean),
};

/** Checks every argument under `prefix`, for example "approvers.". */
export function validatePrincipals(args: PrincipalsInput, prefix: string): PrincipalsSpec {
  const names = (
    key: "users" | "existingGroupNames" | "roleNames",
    checkName: typeof check.userName,
  ): InputList<string> | undefined =>
    validateList(
      args[key],
      `${prefix}${key}`,
      (name, path) => validate(name, path, checkName),
      sameName,
    );
  return {
    prefix,
    users: names("users", check.userName),
    existingGroupNames: names("existingGroupNames", check.groupName),
    roleNames: names("roleNames", check.roleName),
    permissionSets: validateList(args.permissionSets, `${prefix}permissionSets`, (set, path) =>
      validate(set, path, (value) => {
        needRecord(value, path, Object.keys(permissionSet));
        check.permissionSet(value as check.PlainPermissionSet, path);
      }),
    ),
    groupName: checkedGroupName(args, prefix),
    ...validateFields(args, fields, (key) => `${prefix}${key}`),
    requireMfa: validateMfa(args, prefix),
  };
}

/** The new group is none of those that exist. */
function checkedGroupName(
  { groupName, existingGroupNames }: PrincipalsInput,
  prefix: string,
): pulumi.Input<string> | undefined {
  const path = `${prefix}groupName`;
  const name = validateOptional(groupName, path, check.groupName);
  if (name === undefined || isEmptyList(existingGroupNames)) return name;
  return whenKnown([name, existingGroupNames], ([own, existing]) => {
    check.newGroupName(`${own}`, [existing].flat(), path, `${prefix}existingGroupNames`);
    return `${own}`;
  });
}

/** What no session of a permission set could meet is demanded of nobody beside one. */
function validateMfa(
  { requireMfa, permissionSets }: PrincipalsInput,
  prefix: string,
): pulumi.Input<boolean> {
  const path = `${prefix}requireMfa`;
  const demanded = validateOptional(requireMfa, path, boolean) ?? false;
  if (isEmptyList(permissionSets)) return demanded;
  return whenKnown(demanded, (value) => {
    check.rejectMfaWithPermissionSets(value, path, `${prefix}permissionSets`);
    return value;
  });
}

/** True where people are named, be it in a list that is still to come. */
export function namesPrincipals(spec: PrincipalsSpec): boolean {
  const lists = [spec.users, spec.existingGroupNames, spec.roleNames, spec.permissionSets];
  return !lists.every(isEmptyList);
}

/** "ops" and "Ops" are one role, and one attachment. */
export const sameName = (name: unknown): string => iamIdentity(String(name));
