/** Who may decide: the policy, and the group, roles and permission sets that receive it. */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { PermissionSet } from "../args";
import { field, given } from "../inputs/inputs";
import { forEach, isEmptyList, type Naming } from "../inputs/lists";
import { aliases, childName } from "../naming/naming";
import { namesPrincipals, type PrincipalsSpec, sameName } from "./arguments";
import { type Given, withinQuota } from "./quotas";

type Tags = pulumi.Input<Record<string, pulumi.Input<string>>>;

/** A group is made for named users, for a named group, and where nothing else receives the right. */
function needsGroup(spec: PrincipalsSpec): boolean {
  const others = [spec.existingGroupNames, spec.roleNames, spec.permissionSets];
  return !isEmptyList(spec.users) || given(spec.groupName) || others.every(isEmptyList);
}

/**
 * Configuration that names people may be still to come, so it is no error; a group that was given a name is
 * meant to be filled elsewhere.
 */
function warnOfNoPrincipals(spec: PrincipalsSpec, parent: pulumi.ComponentResource): void {
  if (given(spec.groupName) || namesPrincipals(spec)) return;
  const at = (key: string): string => `\`${spec.prefix}${key}\``;
  void pulumi.log.warn(
    `No approvers are named: nobody decides through IAM until people are in the new group. Name them in ` +
      `${at("users")}, ${at("existingGroupNames")}, ${at("roleNames")} or ${at("permissionSets")}, or give ` +
      `${at("groupName")} if its members are added elsewhere.`,
    parent,
  );
}

/** The new group with its members, or undefined where only existing principals are named. */
export function createGroup(
  name: string,
  groupName: pulumi.Input<string>,
  spec: PrincipalsSpec,
  parent: pulumi.ComponentResource,
): aws.iam.Group | undefined {
  if (!needsGroup(spec)) return undefined;
  warnOfNoPrincipals(spec, parent);
  const users = withinQuota(spec.users, `${spec.prefix}users`, "user", Symbol(name), parent);
  // IAM can rename a group, but then who was taken out of `users` in the same update would stay in
  // it, and the old policy attached to it: both would be looked for under the old name.
  const group = new aws.iam.Group(
    `${name}-group`,
    { name: spec.groupName ?? groupName, path: spec.path },
    { parent, replaceOnChanges: ["name"] },
  );
  if (users !== undefined && !isEmptyList(users)) {
    const { child, physical, opts } = childName(name, "members", "membership", parent);
    new aws.iam.GroupMembership(child, { name: physical, group: group.name, users }, opts);
  }
  return group;
}

export interface ApproverPolicy {
  /** Name of the child resource; attachments are named after it. */
  readonly child: string;
  readonly policyName: pulumi.Input<string>;
  readonly document: pulumi.Input<string>;
  readonly tags?: Tags;
}

/** A customer managed policy, attached to the new group and to every existing receiver. */
export function createPolicy(
  policy: ApproverPolicy,
  group: aws.iam.Group | undefined,
  spec: PrincipalsSpec,
  parent: pulumi.ComponentResource,
  counted: Given = Symbol(policy.child),
): aws.iam.Policy {
  const principals = principalsWithinQuota(spec, counted, parent);
  const created = new aws.iam.Policy(
    policy.child,
    { name: policy.policyName, path: spec.path, policy: policy.document, tags: policy.tags },
    { parent },
  );
  attach(policy.child, created, group, principals, { parent });
  return created;
}

/** The principals, each counted as one that has the policy. */
export function principalsWithinQuota(
  spec: PrincipalsSpec,
  policy: Given,
  parent: pulumi.ComponentResource,
): PrincipalsSpec {
  const { existingGroupNames, roleNames, prefix } = spec;
  const groups = `${prefix}existingGroupNames`;
  return {
    ...spec,
    existingGroupNames: withinQuota(existingGroupNames, groups, "group", policy, parent),
    roleNames: withinQuota(roleNames, `${prefix}roleNames`, "role", policy, parent),
  };
}

function attach(
  child: string,
  policy: aws.iam.Policy,
  group: aws.iam.Group | undefined,
  spec: PrincipalsSpec,
  opts: pulumi.CustomResourceOptions,
): void {
  const attachGroup = (
    name: string,
    groupName: pulumi.Input<string>,
    before: readonly string[] = [],
  ): void => {
    const args = { group: groupName, policyArn: policy.arn };
    new aws.iam.GroupPolicyAttachment(`${child}-${name}`, args, {
      ...opts,
      aliases: aliases(`${child}-group-`, before),
    });
  };
  if (group) attachGroup("group", group.name);
  forEach(spec.existingGroupNames, byName, (name, { key, before }) =>
    attachGroup(`group-${key}`, name, before),
  );
  forEach(spec.roleNames, byName, (role, { key, before }) => {
    const args = { role, policyArn: policy.arn };
    new aws.iam.RolePolicyAttachment(`${child}-role-${key}`, args, {
      ...opts,
      aliases: aliases(`${child}-role-`, before),
    });
  });
  forEach(spec.permissionSets, byPermissionSet, (set, { key, before }) => {
    new aws.ssoadmin.CustomerManagedPolicyAttachment(
      `${child}-permission-set-${key}`,
      {
        instanceArn: field(set, "instanceArn"),
        permissionSetArn: field(set, "permissionSetArn"),
        customerManagedPolicyReference: { name: policy.name, path: spec.path },
      },
      { ...opts, aliases: aliases(`${child}-permission-set-`, before) },
    );
  });
}

/** A name of IAM is no secret: it stands in ARNs. Earlier versions named an output by its place. */
const byName: Naming<string> = {
  identity: (name) => name as pulumi.Input<string>,
  key: sameName,
  before: (name, index, isPlain) => [
    ...(name === undefined ? [] : [name]),
    ...(isPlain ? [] : [`${index}`]),
  ],
};

/** A permission set is told apart by the last part of its ARN: its own id, not its instance's. */
const byPermissionSet: Naming<PermissionSet> = {
  identity: (set) => field(set, "permissionSetArn"),
  key: (arn) => arn.slice(arn.lastIndexOf("/") + 1),
  before: (_arn, index) => [`${index}`],
};
