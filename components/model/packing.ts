/**
 * Packs approval actions into customer managed policies. First fit, in the order given: an action
 * appended to the list goes into the first policy with room for it, or opens one more, so adding a
 * gate changes exactly one policy and leaves every other byte for byte as it was.
 */
import { parseActionArn } from "./arn";
import { refuse } from "./checks";
import { iam } from "./limits";
import { approverPolicy } from "./policies";

export interface PackedPolicy {
  readonly actionArns: string[];
  readonly pipelineArns: string[];
}

export interface PackingOptions {
  readonly requireMfa: boolean;
  readonly consoleAccess: boolean;
}

/** Characters of a policy as IAM counts them: without white space. No ARN here contains any. */
export function policySize(packed: PackedPolicy, options: PackingOptions): number {
  return JSON.stringify(approverPolicy({ ...packed, ...options })).length;
}

/**
 * The fewest policies that first fit finds within IAM's size; refuses what passes the quota of
 * policies per group or role. `path` names the argument in the error.
 */
export function packActions(
  actionArns: readonly string[],
  options: PackingOptions,
  path: string,
): PackedPolicy[] {
  const bins: Bin[] = [];
  for (const [index, value] of actionArns.entries()) {
    const action = parseActionArn(value, `${path}[${index}]`);
    const bin = bins.find((candidate) => candidate.fits(action));
    if (bin) bin.add(action);
    else bins.push(new Bin(options).add(action));
  }
  if (bins.length > iam.managedPoliciesPerPrincipal) {
    refuse(
      path,
      `\`${path}\` must fit into ${iam.managedPoliciesPerPrincipal} managed policies, the IAM ` +
        `quota per group or role, got: ${actionArns.length} actions, which need ${bins.length}. ` +
        "Split them over two or more ApproverGroups.",
    );
  }
  return bins.map(({ actionArns, pipelineArns }) => ({ actionArns, pipelineArns }));
}

/** One policy being filled. Its size is kept as a running sum: packing stays linear. */
class Bin implements PackedPolicy {
  readonly actionArns: string[] = [];
  readonly pipelineArns: string[] = [];
  private readonly pipelines = new Set<string>();
  private size: number;

  constructor(options: PackingOptions) {
    // Lists are written with their brackets even when they end up with one member: at most four
    // characters too many, and the sum stays a sum.
    this.size = policySize({ actionArns: [], pipelineArns: [] }, options);
  }

  fits(action: { arn: string; pipelineArn: string }): boolean {
    return this.size + this.cost(action) <= iam.managedPolicySize;
  }

  add(action: { arn: string; pipelineArn: string }): this {
    this.size += this.cost(action);
    this.actionArns.push(action.arn);
    if (!this.pipelines.has(action.pipelineArn)) {
      this.pipelines.add(action.pipelineArn);
      this.pipelineArns.push(action.pipelineArn);
    }
    return this;
  }

  /** Two quotation marks and a comma for each ARN that is new. */
  private cost(action: { arn: string; pipelineArn: string }): number {
    const pipeline = this.pipelines.has(action.pipelineArn) ? 0 : action.pipelineArn.length + 3;
    return action.arn.length + 3 + pipeline;
  }
}
