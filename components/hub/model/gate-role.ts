/**
 * The role through which a hub decides a gate: who may take it on, and what it may do. Where IAM alone
 * decides, it reads the pipeline and does nothing else.
 */
import { type ConnectorKind, decidingKinds, type DecidingKind } from "../../../contract/connectors";
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
export type DecidingChannels<T> = {
  readonly slack: T;
  readonly automatic: T;
} & { readonly [kind in DecidingKind]?: T };

/** Every session that decides names a person of its channel, or what decides by itself. */
const deciding = {
  slack: { sid: "DecideInThePersonsName", identity: `${identityPrefix("slack")}*` },
  automatic: { sid: "DecideAutomatically", identity: `${identityPrefix(automaticChannel)}*` },
  webhook: { sid: "DecideThroughWebhook", identity: `${identityPrefix("webhook")}*` },
  servicenow: { sid: "DecideInServiceNow", identity: `${identityPrefix("servicenow")}*` },
  jira: { sid: "DecideInJira", identity: `${identityPrefix("jira")}*` },
} as const satisfies DecidingChannels<unknown>;

const channels = ["slack", "automatic", ...decidingKinds] as const;

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
 * The decider takes the role on in the name of who decides, on the channels of the gate alone, and in that of the
 * connectors that `reads` names, to read their credentials; without a name, decider, notifier and watcher may take it
 * on to read.
 */
export function gateRoleTrust(
  { notifierRoleArn, deciderRoleArn, watcherRoleArn, reminderRoleArn, bypassRoleArn }: HubRoles,
  decides: DecidingChannels<boolean>,
  reads: readonly ConnectorKind[] = [],
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
  const alsoRead = reads.filter((kind) => !(kind in decides && decides[kind as DecidingKind]));
  const readSystems = decider
    .filter(() => alsoRead.length > 0)
    .map((arn) => ({
      Sid: "ReadConnectorCredentials",
      Effect: "Allow" as const,
      Principal: { AWS: arn },
      Action: ["sts:AssumeRole", "sts:SetSourceIdentity"],
      Condition: {
        StringLike: {
          "sts:SourceIdentity": oneOrMany(alsoRead.map((kind) => `${identityPrefix(kind)}*`)),
        },
      },
    }));
  return document([...decide, ...readSystems, read]);
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
 * there, and reads their pipeline; `further` lets it publish reminders, ask functions and read credentials; watched,
 * it reads the pipeline's definition as well.
 */
export function gateRolePolicy(
  actionArns: DecidingChannels<readonly string[]>,
  pipelineArn: string,
  path: string,
  further: readonly Statement[] = [],
  isWatched = false,
): string {
  const arnsOf = (channel: (typeof channels)[number]) => actionArns[channel] ?? [];
  const decide = channels
    .filter((channel) => arnsOf(channel).length > 0)
    .map((channel) => ({
      Sid: deciding[channel].sid,
      Effect: "Allow" as const,
      Action: "codepipeline:PutApprovalResult",
      Resource: oneOrMany(arnsOf(channel)),
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
    const count = new Set(channels.flatMap(arnsOf)).size;
    throwInvalid(
      path,
      `\`${path}\` must fit into ${iam.roleInlinePolicySize} characters of the role's policy, the ` +
        `IAM quota, got: ${count} approvals, which need ${json.length}. Split them over ` +
        "several stages or shorten the names.",
    );
  }
  return json;
}
