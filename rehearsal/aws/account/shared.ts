/** What AWS has once, however many resources of a program stand for it. */
import type { RegisteredResource } from "./types";

const attachment = /^aws:iam\/(user|group|role)PolicyAttachment:/;

/**
 * What a resource is at AWS. Attachments get an id of their own from the provider, but IAM knows
 * only who has which policy: of two resources that attach one policy to one role, either detaches
 * it for both. A subscription, rule, alarm or inline policy is known by its id; the id of a
 * permission or a membership means something only beside what it is on.
 */
function identityOf({ type, id, inputs }: RegisteredResource): string {
  const kind = attachment.exec(type)?.[1];
  if (kind !== undefined) return `${String(inputs[kind]).toLowerCase()} ${inputs.policyArn}`;
  return [id, inputs.function, inputs.group, inputs.policyArn].join(" ");
}

/** True where both stand for the same thing, so that a change or the end of one is the other's. */
export function isShared(one: RegisteredResource, other: RegisteredResource): boolean {
  const both = one.custom && other.custom && one.type === other.type;
  return both && identityOf(one) === identityOf(other);
}
