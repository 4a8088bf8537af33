/** The break-glass role of a gate that somebody assumes, as CloudTrail reports it: which, who, and why. */
import { namesOfAction, reasonTag } from "../../../contract/records";
import { sameName } from "../same-name";
import type { GateSettings } from "../types";
import type { BypassActor, BypassEvent } from "./bypass-event";
import type { Call } from "./call";
import { type GatedPipeline, said, type Source } from "./judge";

/** True also where the call does not say which role it is. */
export function isAssumed(
  { asked }: Pick<Call, "asked">,
  { breakGlass }: Pick<GateSettings, "breakGlass">,
): boolean {
  if (breakGlass === undefined) return false;
  const role = asked("roleArn");
  return role === undefined || sameName(role, breakGlass.roleArn);
}

/** Somebody has assumed the break-glass role of this gate: what they do with it is yet to come. */
export function assumed(
  call: Pick<Call, "actor" | "asked">,
  { action }: GateSettings,
  pipeline: GatedPipeline,
  source: Source,
): BypassEvent {
  const { stageName, actionName } = namesOfAction(action);
  const seen = [action, source.cloudTrailEventId ?? source.time];
  return said("BreakGlassAssumed", seen, pipeline, source, {
    operation: "AssumeRole",
    gates: [action],
    ...{ stageName, actionName, actor: assumedBy(call), reason: reasonGiven(call) },
    what: `Somebody has assumed the break-glass role of the gate ${action}.`,
  });
}

/**
 * STS API Reference, AssumeRole: who gives the serial number of an MFA device gives its code too, and STS refuses
 * a wrong one. The source identity is that of the new session, which the caller's own does not have yet.
 */
function assumedBy({ actor, asked }: Pick<Call, "actor" | "asked">): BypassActor | undefined {
  if (actor === undefined) return undefined;
  const sourceIdentity = asked("sourceIdentity");
  return {
    ...actor,
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    ...(asked("serialNumber") === undefined ? {} : { mfa: true }),
  };
}

/** IAM User Guide, "Pass session tags in AWS STS": as the request has them, or as the session's all together. */
function reasonGiven({ asked }: Pick<Call, "asked">): string | undefined {
  const most = Array.from({ length: mostTags }, (_, index) => `${index}`);
  const tag = most.find((index) => asked("tags", index, "key") === reasonTag);
  const value = tag === undefined ? undefined : asked("tags", tag, "value");
  return value ?? asked("principalTags", reasonTag);
}

/** IAM and STS quotas: tags of one session. */
const mostTags = 50;
