/** Who decided, by the ARN that AWS names, and whether the gate lets them. */
import { connectorKinds } from "../../../contract/connectors";
import { automaticChannel, channelBefore, identityPrefix } from "../../../contract/identities";
import { readable } from "../outcome";
import { sameName } from "../same-name";
import type { GateSettings } from "../types";
import type { BypassActor } from "./bypass-event";

/** What CloudTrail tells of a caller beside the ARN. */
export interface CallerFacts {
  readonly sourceIdentity?: string;
  readonly mfa?: boolean;
}

export const actorOf = (arn: string, { sourceIdentity, mfa }: CallerFacts = {}): BypassActor => ({
  channel: "codepipeline",
  id: arn,
  displayName: readable(arn),
  arn,
  ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
  ...(mfa === undefined ? {} : { mfa }),
});

interface Principal {
  readonly kind: "user" | "role";
  readonly accountId: string;
  /** Of the user or of the role, without its path. */
  readonly name: string;
}

/** IAM User Guide, "IAM identifiers" and "Role session principals"; whatever else there is, is nobody's. */
const forms = {
  user: /^arn:[\w-]+:iam::(\d{12}):user\/(?:.*\/)?([^/]+)$/,
  role: /^arn:[\w-]+:sts::(\d{12}):assumed-role\/([^/]+)\/[^/]+$/,
} as const;

function principalOf(arn: string): Principal | undefined {
  for (const kind of ["user", "role"] as const) {
    const found = forms[kind].exec(arn);
    if (found !== null) return { kind, accountId: found[1], name: found[2] };
  }
  return undefined;
}

const accountOf = (arn: string): string => arn.split(":")[4];

/** True where the ARN names a session of exactly this role. */
export function isSessionOf(arn: string, roleArn: string | undefined): boolean {
  const principal = principalOf(arn);
  if (roleArn === undefined || principal?.kind !== "role") return false;
  const { accountId, name } = principal;
  return accountId === accountOf(roleArn) && sameName(name, roleArn.split("/").at(-1)!);
}

/** IAM Identity Center User Guide, "Referencing permission sets": the roles that it makes for them. */
const permissionSetRole = /^AWSReservedSSO_.+_[0-9a-f]{16}$/;

/**
 * Whether the gate decides on the channel that a session of its role names. Its trust policy lets nobody but the
 * decider name one.
 */
function decidesOn(
  arn: string,
  { isInSlack, automaticDecision, connectors = [] }: DecidingGate,
  { sourceIdentity }: CallerFacts,
): boolean {
  const channel = channelOf(arn.split("/").at(-1)!);
  if (sourceIdentity !== undefined && channelOf(sourceIdentity) !== channel) return false;
  if (channel === automaticChannel) return automaticDecision !== undefined;
  if (channel === channelBefore) return isInSlack;
  return connectors.some(({ kind, approverIds }) => kind === channel && approverIds.length > 0);
}

/** The channel that the name of a session begins with; people in Slack are named without one. */
const channelOf = (name: string): string =>
  [automaticChannel, ...connectorKinds].find((one) => name.startsWith(identityPrefix(one))) ??
  channelBefore;

type DecidingGate = Pick<
  GateSettings,
  "deciderRoleArn" | "native" | "automaticDecision" | "connectors"
> & { readonly isInSlack: boolean };

/**
 * What the gate says of a decision by this principal. Its own role decides for people in Slack, for tickets of
 * other systems, and for what decides without people; those who are named in `approvers` decide by themselves. Whom nobody can tell apart
 * counts as named: a member of a group, and a user of a permission set, whose names the hub does not know.
 * Everybody else does not.
 */
export function mayDecide(arn: string, gate: DecidingGate, facts: CallerFacts = {}): boolean {
  if (isSessionOf(arn, gate.deciderRoleArn)) return decidesOn(arn, gate, facts);
  const { native } = gate;
  const principal = principalOf(arn);
  if (native === undefined || principal === undefined) return false;
  const { kind, accountId, name } = principal;
  if (accountId !== accountOf(gate.deciderRoleArn)) return false;
  if (native.anybody) return true;
  if (native.requireMfa && facts.mfa === false) return false;
  const names = (list: readonly string[]): boolean => list.some((one) => sameName(one, name));
  if (kind === "user") return names(native.users) || native.groups.length > 0;
  return names(native.roles) || (native.permissionSets.length > 0 && permissionSetRole.test(name));
}
