/** Names of IAM entities that a person can write down before they exist. */
import { createHash } from "node:crypto";
import { iam, physicalNames } from "./limits";

/** Eight characters that tell texts apart without showing them. */
export function shortHash(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/**
 * A name of ours that IAM takes: where it is too long or has characters that IAM does not take, it
 * keeps its beginning and ends in a hash of the whole, so that two names that differ only in what
 * was cut or replaced stay different.
 */
export function fitName(name: string, max: number = iam.policyName.max): string {
  const safe = name.replace(physicalNames.inlinePolicy.forbidden, "-");
  if (safe === name && name.length <= max) return name;
  const hash = shortHash(name);
  return `${safe.slice(0, max - hash.length - 1)}-${hash}`;
}

export interface ApprovalAction {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
}

/**
 * The default name of a gate's approver policy. IAM is global and pipelines are regional, so the
 * Region is part of it: the same pipeline in two Regions has two policies.
 */
export function approverPolicyName(action: ApprovalAction, region: string): string {
  return fitName(
    `approve-${action.pipelineName}-${action.stageName}-${action.actionName}-${region}`,
  );
}

/** The default name of a gate's approver group. */
export function approverGroupName(action: ApprovalAction, region: string): string {
  return fitName(
    `approvers-${action.pipelineName}-${action.stageName}-${action.actionName}-${region}`,
  );
}

/** What Pulumi appends to a name of its own: a hyphen and seven characters. */
const suffixLength = 8;

/**
 * The name in AWS of a child of ours: undefined, so that Pulumi finds one, where AWS takes what
 * Pulumi makes of the child's name; else one that AWS takes, told apart by a hash of the whole and
 * of what it belongs to. Component names may hold anything: "." and "@" are legal in stages already.
 */
export function physicalName(
  kind: keyof typeof physicalNames,
  child: string,
  owner: string,
): string | undefined {
  const { max, forbidden } = physicalNames[kind];
  const safe = child.replace(forbidden, "-");
  if (safe === child && child.length + suffixLength <= max) return undefined;
  const hash = shortHash(`${owner} ${child}`);
  // Half of a character that UTF-16 writes in two is none.
  const start = safe.slice(0, max - hash.length - 1).replace(/[\uD800-\uDBFF]$/, "");
  return `${start}-${hash}`;
}

/** Where the roles of gates lie, below the path of their hub's roles and above the decider's name. */
export const gateRolesBelow = "codepipeline-approvals/";
