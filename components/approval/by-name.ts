/** Outputs of a stage, under the names of its approvals. */
import * as pulumi from "@pulumi/pulumi";
import type { CreatedApproval } from "./approval";

/** A value of each approval that has it, under the approval's name. */
export function byName(
  approvals: readonly CreatedApproval[],
  valueOf: (approval: CreatedApproval) => pulumi.Output<string> | undefined,
): pulumi.Output<Record<string, string>> {
  const entries = approvals.flatMap((approval) => {
    const value = valueOf(approval);
    return value === undefined ? [] : [pulumi.all([approval.action.name, value])];
  });
  return pulumi.all(entries).apply((known) => Object.fromEntries(known));
}
