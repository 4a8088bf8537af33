/** Arguments that say who may break the glass of a gate, and who reviews each use. */
import type * as pulumi from "@pulumi/pulumi";
import type { PermissionSet } from "./args";

/** Who may review what was decided with a break-glass role. At least one of the lists names somebody. */
export interface Reviewers {
  /** Names of existing IAM users, at most 64 characters each. They become the members of a new group. */
  users?: pulumi.Input<pulumi.Input<string>[]>;
  /** Names of existing IAM groups whose members may review. */
  existingGroupNames?: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Names of existing IAM roles, without path, at most 64 characters each, whose sessions may review. Roles
   * that AWS reserves are refused: for those of IAM Identity Center name the permission set in
   * permissionSets.
   */
  roleNames?: pulumi.Input<pulumi.Input<string>[]>;
  /** Permission sets of IAM Identity Center whose sessions may review. */
  permissionSets?: pulumi.Input<pulumi.Input<PermissionSet>[]>;
}

/** Who may decide an approval in an emergency, through a role of its own, and who reviews each use. */
export interface BreakGlass {
  /**
   * ARNs of the IAM users who may take on the role, in the pipeline's account, each once. They need MFA, and
   * say why in the session tag Reason, 10 to 256 characters. Users and no roles: AWS shows MFA of a user's own
   * sign-in alone. As many as fit into 2048 characters of the role's trust policy, IAM's default quota. A user
   * of less than 2 characters is refused: STS takes no shorter session name.
   */
  userArns: pulumi.Input<pulumi.Input<string>[]>;
  /** Who may review each use. Nobody reviews their own. */
  reviewers: Reviewers;
  /**
   * Minutes within which each use is to be reviewed, 60 to 43200 (30 days). From then on alarmTopicArn of the
   * hub is reminded every day until it is. Defaults to 1440, one day.
   */
  reviewWithinMinutes?: pulumi.Input<number>;
}
