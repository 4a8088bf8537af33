/**
 * The role through which a hub decides a gate: who may take it on, and what it may do. Where IAM alone
 * decides, it reads the pipeline and does nothing else.
 */
import { automaticChannel, identityPrefix } from "../../../contract/identities";
import { throwInvalid } from "../../inputs/model/checks";
import { iam } from "../../inputs/model/limits";
import {
  document,
  oneOrMany,
  type PolicyDocument,
  type Statement,
} from "../../approval/model/policies";

/** On which channels the gate is decided by the hub: IAM alone decides where there is none. */
export interface DecidingChannels<T> {
  readonly slack: T;
  readonly automatic: T;
}

/** Every session that decides names a person of its channel, or what decides by itself. */
const deciding = {
  slack: { sid: "DecideInThePersonsName", identity: `${identityPrefix("slack")}*` },
  automatic: { sid: "DecideAutomatically", identity: `${identityPrefix(automaticChannel)}*` },
} as const satisfies DecidingChannels<unknown>;

const channels = ["slack", "automatic"] as const;

export interface HubRoles {
  readonly notifierRoleArn: string;
  /** Absent where none of the gate's approvals is decided by the hub. */
  readonly deciderRoleArn?: string;
  readonly watcherRoleArn: string;
  /** Absent where none of the gate's approvals has an SLA. */
  readonly reminderRoleArn?: string;
  /** Absent where the hub does not look for bypasses. */
  readonly bypassRoleArn?: string;
}

/**
 * The decider takes the role on in the name of who decides, on the channels of the gate alone; without a
 * name, decider, notifier and watcher may take it on to read.
 */
export function gateRoleTrust(
  { notifierRoleArn, deciderRoleArn, watcherRoleArn, reminderRoleArn, bypassRoleArn }: HubRoles,
  decides: DecidingChannels<boolean>,
): PolicyDocument {
  const decider = deciderRoleArn === undefined ? [] : [deciderRoleArn];
  const others = [reminderRoleArn, bypassRoleArn].filter((arn) => arn !== undefined);
  const decide = decider.flatMap((arn) =>
    channels
      .filter((channel) => decides[channel])
      .map((channel) => ({
        Sid: deciding[channel].sid,
        Effect: "Allow" as const,
        Principal: { AWS: arn },
        Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
        Condition: { StringLike: { "sts:SourceIdentity": deciding[channel].identity } },
      })),
  );
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
 * Decides exactly these approval actions, be they none, each on its channels and in the name of who decides
 * there, and reads their pipeline; `further` lets it publish reminders and ask functions; watched, it reads
 * the pipeline's definition as well.
 */
export function gateRolePolicy(
  actionArns: DecidingChannels<readonly string[]>,
  pipelineArn: string,
  path: string,
  further: readonly Statement[] = [],
  isWatched = false,
): string {
  const decide = channels
    .filter((channel) => actionArns[channel].length > 0)
    .map((channel) => ({
      Sid: deciding[channel].sid,
      Effect: "Allow" as const,
      Action: "codepipeline:PutApprovalResult",
      Resource: oneOrMany(actionArns[channel]),
      Condition: { StringLike: { "aws:SourceIdentity": deciding[channel].identity } },
    }));
  const read = isWatched ? [...readActions, ...watchActions] : readActions;
  const policy = document([
    ...decide,
    { Sid: "ReadPipeline", Effect: "Allow", Action: read, Resource: pipelineArn },
    ...further,
  ]);
  const json = JSON.stringify(policy);
  if (json.length > iam.roleInlinePolicySize) {
    const count = new Set(channels.flatMap((channel) => actionArns[channel])).size;
    throwInvalid(
      path,
      `\`${path}\` must fit into ${iam.roleInlinePolicySize} characters of the role's policy, the ` +
        `IAM quota, got: ${count} approvals, which need ${json.length}. Split them over ` +
        "several stages or shorten the names.",
    );
  }
  return json;
}
