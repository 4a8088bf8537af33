/** The role through which a gate is decided in Slack: who may take it on, and what it may do. */
import { identityPrefix } from "../../../contract/identities";
import { throwInvalid } from "../../inputs/model/checks";
import { iam } from "../../inputs/model/limits";
import { document, oneOrMany, type PolicyDocument } from "../../approval/model/policies";

/** Every session that decides names a person. */
const person = `${identityPrefix("slack")}*`;

export interface HubRoles {
  readonly notifierRoleArn: string;
  readonly deciderRoleArn: string;
  readonly watcherRoleArn: string;
}

/**
 * The decider takes the role on in a person's name; without a name, decider, notifier and watcher
 * may take it on to read.
 */
export function gateRoleTrust(hub: HubRoles): PolicyDocument {
  return document([
    {
      Sid: "DecideInThePersonsName",
      Effect: "Allow",
      Principal: { AWS: hub.deciderRoleArn },
      Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
      Condition: { StringLike: { "sts:SourceIdentity": person } },
    },
    {
      Sid: "AllowReadOnlySession",
      Effect: "Allow",
      Principal: { AWS: [hub.notifierRoleArn, hub.deciderRoleArn, hub.watcherRoleArn] },
      Action: "sts:AssumeRole",
      Condition: { Null: { "sts:SourceIdentity": "true" } },
    },
  ]);
}

/** What the functions read of a pipeline: what a request is about, and how it ended. */
const readActions = [
  "codepipeline:GetPipelineState",
  "codepipeline:GetPipelineExecution",
  "codepipeline:ListActionExecutions",
];

/** Decides exactly these approval actions, in a person's name only, and reads their pipeline. */
export function gateRolePolicy(
  actionArns: readonly string[],
  pipelineArn: string,
  path: string,
): string {
  const policy = document([
    {
      Sid: "DecideInThePersonsName",
      Effect: "Allow",
      Action: "codepipeline:PutApprovalResult",
      Resource: oneOrMany(actionArns),
      Condition: { StringLike: { "aws:SourceIdentity": person } },
    },
    { Sid: "ReadPipeline", Effect: "Allow", Action: readActions, Resource: pipelineArn },
  ]);
  const json = JSON.stringify(policy);
  if (json.length > iam.roleInlinePolicySize) {
    throwInvalid(
      path,
      `\`${path}\` must fit into ${iam.roleInlinePolicySize} characters of the role's policy, the ` +
        `IAM quota, got: ${actionArns.length} approvals, which need ${json.length}. Split them over ` +
        "several stages or shorten the names.",
    );
  }
  return json;
}
