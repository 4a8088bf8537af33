/** What a session of a role has of its own: a source identity, tags, multi-factor authentication. */
import type { Values } from "../../../iam/context";
import type { AssumedRole, Principal } from "./types";

/** The source identity of a session stays with every session that comes out of it. */
function sourceIdentityOf(caller: Principal): string | undefined {
  return caller.context["aws:SourceIdentity"];
}

/** What is asked for, with what every session has that comes out of the caller's. */
export function inherited(caller: Principal, assumed: AssumedRole): AssumedRole {
  const kept = caller.transitiveTags ?? {};
  return {
    ...assumed,
    sourceIdentity: assumed.sourceIdentity ?? sourceIdentityOf(caller),
    tags: { ...assumed.tags, ...kept },
    transitiveTagKeys: [...(assumed.transitiveTagKeys ?? []), ...Object.keys(kept)],
  };
}

/** Why the caller's session does not let go of what is asked to be another. */
export function conflictOf(caller: Principal, assumed: AssumedRole): string | undefined {
  const kept = sourceIdentityOf(caller);
  if (kept !== undefined && (assumed.sourceIdentity ?? kept) !== kept) {
    return `Denied: the session's source identity is "${kept}" and cannot be changed.`;
  }
  const tags = Object.keys(caller.transitiveTags ?? {}).map((key) => key.toLowerCase());
  const again = Object.keys(assumed.tags ?? {}).find((key) => tags.includes(key.toLowerCase()));
  if (again === undefined) return undefined;
  return `Denied: the tag "${again}" of the caller's session is transitive and cannot be set again.`;
}

/** Rights that it takes beside sts:AssumeRole, on both sides. */
export function rightsOf({ sourceIdentity, tags = {} }: AssumedRole): string[] {
  return [
    ...(sourceIdentity === undefined ? [] : ["sts:SetSourceIdentity"]),
    ...(Object.keys(tags).length === 0 ? [] : ["sts:TagSession"]),
  ];
}

const passed = { "aws:MultiFactorAuthPresent": "true", "aws:MultiFactorAuthAge": "0" };

function tagged(prefix: string, tags: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(tags).map(([key, value]) => [`${prefix}/${key}`, value]),
  );
}

/** Condition keys of the request to assume it. */
export function requestValues(assumed: AssumedRole): Values {
  const { sessionName, sourceIdentity, externalId, tags = {}, transitiveTagKeys = [] } = assumed;
  const keys = Object.keys(tags);
  return {
    "sts:RoleSessionName": sessionName,
    ...(sourceIdentity !== undefined && { "sts:SourceIdentity": sourceIdentity }),
    ...(externalId !== undefined && { "sts:ExternalId": externalId }),
    ...tagged("aws:RequestTag", tags),
    ...(keys.length > 0 && { "aws:TagKeys": keys }),
    ...(transitiveTagKeys.length > 0 && { "sts:TransitiveTagKeys": transitiveTagKeys }),
    ...(assumed.mfa === true && passed),
  };
}

/** Condition keys of every request that is made in it. */
export function sessionValues(assumed: AssumedRole): Record<string, string> {
  const { sourceIdentity, issued, tags = {}, mfa } = assumed;
  return {
    ...(mfa === true && passed),
    ...(issued !== undefined && { "aws:TokenIssueTime": issued.toISOString() }),
    ...(sourceIdentity !== undefined && { "aws:SourceIdentity": sourceIdentity }),
    ...tagged("aws:PrincipalTag", tags),
  };
}

/** Tags of it that every session has that comes out of it. */
export function transitiveTags({ tags = {}, transitiveTagKeys = [] }: AssumedRole) {
  const entries = Object.entries(tags).filter(([key]) => transitiveTagKeys.includes(key));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
