import * as pulumi from "@pulumi/pulumi";
import type { ShapesOf } from "./inputs/argument-shape";
import type { ApproverPrincipals } from "./args";
import { text } from "./inputs/model/checks";
import { ownName, packedPolicyName } from "./naming/model/names";
import { createGroup } from "./approvers/approvers";
import { approverArguments, validatePrincipals } from "./approvers/arguments";
import { shapesOf } from "./inputs/fields";
import { validate } from "./inputs/inputs";
import { ownerOf } from "./naming/naming";
import { validateTags } from "./inputs/tags";
import { checkActionArns, createPackedPolicies } from "./approvers/packed-policies";
import { needArguments } from "./inputs/shapes";

/** Arguments of ApproverGroup. */
export interface ApproverGroupArgs extends ApproverPrincipals {
  /**
   * ARNs of the approval actions that these people may decide: the actionArn of each gate. The
   * order decides which policy an action goes into, so append: then adding one changes one policy.
   * As many as fit into 10 managed policies, IAM's default quota per group or role.
   */
  actionArns: pulumi.Input<pulumi.Input<string>[]>;
  /**
   * Name of the new group, at most 128 characters. Giving it makes the group in any case. Another
   * name is another group: IAM deletes the old one only when nobody is in it who is not in users.
   * Defaults to "approvers-NAME-STACK-HASH", of the component's name, the stack's and a hash of both,
   * cut to 128 characters.
   */
  groupName?: pulumi.Input<string>;
  /**
   * Beginning of the policies' names, at most 125 characters; "-1", "-2" and so on follow. Defaults
   * to "approve-NAME-STACK-HASH", of the component's name, the stack's and a hash of both, cut to fit.
   */
  policyName?: pulumi.Input<string>;
  /**
   * Tags for every resource that takes tags, at most 50: keys of 1 to 128 characters, values of at most
   * 256, of letters, digits, spaces and _ . : / = + - @ as IAM takes them. No key begins with "aws:",
   * and no two differ by case alone. Defaults to none.
   */
  tags?: pulumi.Input<Record<string, pulumi.Input<string>>>;
}

/** What each argument is meant to be. */
export const groupShape: ShapesOf<ApproverGroupArgs> = {
  actionArns: { listOf: "string" },
  ...shapesOf(approverArguments),
  tags: "map",
};

/**
 * One group of people for many gates. Packs any number of approval actions into as few customer
 * managed policies as IAM's limits allow, and attaches them to the group, roles and permission sets.
 *
 * @example
 * new ApproverGroup("release-managers", {
 *   actionArns: gates.map((gate) => gate.actionArn),
 *   roleNames: ["release-manager"],
 * });
 */
export class ApproverGroup extends pulumi.ComponentResource {
  /** ARNs of the policies, in order. */
  public readonly policyArns: pulumi.Output<string[]>;
  /** Name of the new group; absent where only existing principals were named. */
  public readonly groupName: pulumi.Output<string | undefined>;

  constructor(name: string, args: ApproverGroupArgs, opts?: pulumi.ComponentResourceOptions) {
    needArguments({ name, args, needs: "actionArns" }, groupShape);
    const spec = validatePrincipals(args, "");
    const owner = ownerOf("ApproverGroup", name);
    const readable = `${name}-${owner.stack}`;
    const groupName = ownName(`approvers-${readable}`, ["approvers"], owner);
    const policyName = validate(
      spec.policyName ?? ownName(`approve-${readable}`, ["approve"], owner, packedPolicyName.max),
      "policyName",
      text(packedPolicyName, { example: "approve-orders" }),
    );
    const rights = { requireMfa: spec.requireMfa, consoleAccess: spec.consoleAccess };
    checkActionArns(args.actionArns, rights);
    const tags = validateTags(args.tags);
    super("codepipeline-approvals:index:ApproverGroup", name, args, opts);

    const group = createGroup(name, groupName, spec, this);
    const actionArns = { list: args.actionArns, path: "actionArns" };
    const packing = { name, actionArns, policyName, tags };
    this.policyArns = createPackedPolicies(packing, group, spec, this);
    this.groupName = pulumi.output(group?.name);
    this.registerOutputs({ policyArns: this.policyArns, groupName: this.groupName });
  }
}
