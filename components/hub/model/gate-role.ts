/**
 * The role through which a gate is decided in Slack: who may take it on, and what it may do. Where IAM
 * alone decides, it reads the pipeline and does nothing else.
 */
import { identityPrefix } from "../../../contract/identities";
import { throwInvalid } from "../../inputs/model/checks";
import { iam } from "../../inputs/model/limits";
import {
  document,
  oneOrMany,
  type PolicyDocument,
  type Statement,
} from "../../approval/model/policies";

/** Every session that decides names a person. */
const person = `${identityPrefix("slack")}*`;

export interface HubRoles {
  readonly notifierRoleArn: string;
  /** Absent where none of the gate's approvals is in Slack. */
  readonly deciderRoleArn?: string;
  readonly watcherRoleArn: string;
  /** Absent where none of the gate's approvals has an SLA. */
  readonly reminderRoleArn?: string;
  /** Absent where the hub does not look for bypasses. */
  readonly bypassRoleArn?: string;
}

/**
 * The decider takes the role on in a person's name; without a name, decider, notifier and watcher
 * may take it on to read.
 */
export function gateRoleTrust({
  notifierRoleArn,
  deciderRoleArn,
  watcherRoleArn,
  reminderRoleArn,
  bypassRoleArn,
}: HubRoles): PolicyDocument {
  const decider = deciderRoleArn === undefined ? [] : [deciderRoleArn];
  const others = [reminderRoleArn, bypassRoleArn].filter((arn) => arn !== undefined);
  const decide = decider.map((arn) => ({
    Sid: "DecideInThePersonsName",
    Effect: "Allow" as const,
    Principal: { AWS: arn },
    Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
    Condition: { StringLike: { "sts:SourceIdentity": person } },
  }));
  const read = {
    Sid: "AllowReadOnlySession",
    Effect: "Allow" as const,
    Principal: { AWS: [notifierRoleArn, ...decider, watcherRoleArn, ...others] },
    Action: "sts:AssumeRole",
    Condition: { Null: { "sts:SourceIdentity": "true" } },
  };
  return document([...decide, read]);
}

/** What the functions read of a pipeline: what a request is about, and how it ended. */
const readActions = [
  "codepipeline:GetPipelineState",
  "codepipeline:GetPipelineExecution",
  "codepipeline:ListActionExecutions",
];

/** What shows how the pipeline is defined, and what bypassed its gates. */
const watchActions = ["codepipeline:GetPipeline", "codepipeline:ListPipelineExecutions"];

/**
 * Decides exactly these approval actions, be they none, in a person's name only, and reads their pipeline;
 * `notices` let it publish reminders; watched, it reads the pipeline's definition as well.
 */
export function gateRolePolicy(
  actionArns: readonly string[],
  pipelineArn: string,
  path: string,
  notices: readonly Statement[] = [],
  isWatched = false,
): string {
  const decide: Statement = {
    Sid: "DecideInThePersonsName",
    Effect: "Allow",
    Action: "codepipeline:PutApprovalResult",
    Resource: oneOrMany(actionArns),
    Condition: { StringLike: { "aws:SourceIdentity": person } },
  };
  const read = isWatched ? [...readActions, ...watchActions] : readActions;
  const policy = document([
    ...(actionArns.length === 0 ? [] : [decide]),
    { Sid: "ReadPipeline", Effect: "Allow", Action: read, Resource: pipelineArn },
    ...notices,
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
