/** Names of IAM entities that a person can write down before they exist. */
import { createHash } from "node:crypto";
import { physicalName as physical } from "./limits";

/** IAM User Guide: policy and group names have at most 128 characters. */
const longest = 128;

/**
 * Keeps a name within IAM's length: a longer one keeps its beginning and ends in a hash of the
 * whole, so that two long names that differ only at the end stay different.
 */
export function fitName(name: string, max: number = longest): string {
  if (name.length <= max) return name;
  const hash = createHash("sha256").update(name).digest("hex").slice(0, 8);
  return `${name.slice(0, max - hash.length - 1)}-${hash}`;
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
 * The name of a function, role or rule of a hub, or of a gate's role: undefined, so that Pulumi finds one, as long as
 * that fits; else one that fits, told apart by a hash of what it belongs to.
 */
export function physicalName(child: string, owner: string): string | undefined {
  if (child.length + suffixLength <= physical.max) return undefined;
  const hash = createHash("sha256").update(`${owner} ${child}`).digest("hex").slice(0, 8);
  return `${child.slice(0, physical.max - hash.length - 1)}-${hash}`;
}

/** Where the roles of gates lie, below the path of their hub's roles and above the decider's name. */
export const gateRolesBelow = "codepipeline-approvals/";
