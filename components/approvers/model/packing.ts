/**
 * Packs approval actions into customer managed policies. First fit, in the order given: an action
 * appended to the list goes into the first policy with room for it, or opens one more, so adding a
 * gate changes exactly one policy and leaves every other byte for byte as it was.
 */
import { parseActionArn } from "../../scope/model/arn-kinds";
import { throwInvalid } from "../../inputs/model/checks";
import { iam } from "../../inputs/model/limits";
import { approverPolicy } from "../../approval/model/policies";

export interface PackedPolicy {
  readonly actionArns: string[];
  readonly pipelineArns: string[];
}

type ParsedAction = ReturnType<typeof parseActionArn>;

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
  const seen = new Set<string>();
  for (const [index, value] of actionArns.entries()) {
    const action = parseActionArn(value, `${path}[${index}]`);
    if (seen.has(value)) continue;
    seen.add(value);
    const bin = bins.find((candidate) => candidate.fits(action));
    if (bin) bin.add(action);
    else bins.push(new Bin(options).add(action));
  }
  if (bins.length > iam.managedPoliciesPerPrincipal) {
    throwInvalid(
      path,
      `\`${path}\` must fit into ${iam.managedPoliciesPerPrincipal} managed policies, the IAM ` +
        `quota per group or role, got: ${seen.size} actions, which need ${bins.length}. ` +
        "Split them over two or more ApproverGroups.",
    );
  }
  return bins.map(({ actionArns, pipelineArns }) => ({ actionArns, pipelineArns }));
}

/** One policy being filled. Its size is known without writing it out: packing stays fast. */
class Bin implements PackedPolicy {
  readonly actionArns: string[] = [];
  readonly pipelineArns: string[] = [];
  private readonly pipelines = new Set<string>();
  private readonly frame: number;
  private actionCharacters = 0;
  private pipelineCharacters = 0;

  constructor(options: PackingOptions) {
    this.frame = policySize({ actionArns: [], pipelineArns: [] }, options) - 2 * listSize(0, 0);
  }

  fits(action: ParsedAction): boolean {
    const isNew = !this.pipelines.has(action.pipelineArn);
    const actions = listSize(this.actionArns.length + 1, this.actionCharacters + action.arn.length);
    const pipelines = listSize(
      this.pipelineArns.length + (isNew ? 1 : 0),
      this.pipelineCharacters + (isNew ? action.pipelineArn.length : 0),
    );
    return this.frame + actions + pipelines <= iam.managedPolicySize;
  }

  add(action: ParsedAction): this {
    this.actionArns.push(action.arn);
    this.actionCharacters += action.arn.length;
    if (!this.pipelines.has(action.pipelineArn)) {
      this.pipelines.add(action.pipelineArn);
      this.pipelineArns.push(action.pipelineArn);
      this.pipelineCharacters += action.pipelineArn.length;
    }
    return this;
  }
}

/** Characters of a JSON list of ARNs; one alone stands without brackets. */
function listSize(count: number, characters: number): number {
  const quotes = 2 * count;
  return characters + quotes + (count === 1 ? 0 : 2 + Math.max(count - 1, 0));
}
