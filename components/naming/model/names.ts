/** Names of IAM entities that a person can write down before they exist. */
import { createHash } from "node:crypto";
import { iam, physicalNames } from "../../inputs/model/limits";

/** The same text for the same name: IAM compares names without regard to case. */
export function iamIdentity(name: string): string {
  return name.toLowerCase();
}

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
  return safe === name && name.length <= max ? name : hashed(name, shortHash(name), max);
}

/** As much of a name as there is room for, and a hash. */
function hashed(name: string, hash: string, max: number): string {
  const safe = name.replace(physicalNames.inlinePolicy.forbidden, "-");
  return `${safe.slice(0, max - hash.length - 1)}-${hash}`;
}

export interface ApprovalAction {
  readonly pipelineName: string;
  readonly stageName: string;
  readonly actionName: string;
}

/** The component that a default name belongs to. */
export interface Owner {
  readonly project: string;
  readonly stack: string;
  readonly type: "ApprovalGate" | "MultiApprovalStage" | "ApproverGroup";
  /** Name of the component, or of what it makes for one of its approvals. */
  readonly name: string;
}

/**
 * The default name of a gate's approver policy. IAM is global and pipelines are regional, so the
 * Region is part of it: the same pipeline in two Regions has two policies.
 */
export function approverPolicyName(action: ApprovalAction, region: string, owner: Owner): string {
  return ofAction("approve", action, region, owner);
}

/** The default name of a gate's approver group. */
export function approverGroupName(action: ApprovalAction, region: string, owner: Owner): string {
  return ofAction("approvers", action, region, owner);
}

/** The name of the policy with which the users of a gate take on its break-glass role. */
export function breakGlassPolicyName(action: ApprovalAction, region: string, owner: Owner): string {
  return ofAction("break-glass", action, region, owner);
}

/** The name of the policy of those who review the uses of a gate's break-glass role. */
export function reviewerPolicyName(action: ApprovalAction, region: string, owner: Owner): string {
  return ofAction("review", action, region, owner);
}

/** The name of their new group. */
export function reviewerGroupName(action: ApprovalAction, region: string, owner: Owner): string {
  return ofAction("reviewers", action, region, owner);
}

type ApprovalStage = Pick<ApprovalAction, "pipelineName" | "stageName">;

/** Room for the number behind the name of a packed policy: IAM's 128 characters, less "-10". */
export const packedPolicyName = { ...iam.policyName, max: iam.policyName.max - 3 };

/** The beginning of the names of the policies that the approvals of a stage share. */
export function stagePolicyName(stage: ApprovalStage, region: string, owner: Owner): string {
  return ofStage("approve", stage, region, owner);
}

/** The name of the group that the approvals of a stage share. */
export function stageGroupName(stage: ApprovalStage, region: string, owner: Owner): string {
  return ofStage("approvers", stage, region, owner);
}

function ofStage(verb: string, stage: ApprovalStage, region: string, owner: Owner): string {
  const parts = [verb, stage.pipelineName, stage.stageName, region];
  return ownName(parts.join("-"), parts, owner, packedPolicyName.max);
}

/**
 * The readable part does not tell everything apart: "a-b" and "c" read as "a" and "b-c", and IAM
 * takes "QA" and "qa" for one. Neither does the action: where one component takes the place of
 * another, the new policy is there before the old one is gone. So a hash of all that follows.
 */
function ofAction(verb: string, action: ApprovalAction, region: string, owner: Owner): string {
  const parts = [verb, action.pipelineName, action.stageName, action.actionName, region];
  return ownName(parts.join("-"), parts, owner);
}

/** A name that no other component gives: a hash of the component and of `parts` ends it. */
export function ownName(
  readable: string,
  parts: readonly string[],
  { project, stack, type, name }: Owner,
  max: number = iam.policyName.max,
): string {
  const hash = shortHash(JSON.stringify([project, stack, type, name, ...parts]));
  return hashed(readable, hash, max);
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
