/** What AWS has once, however many resources of a program stand for it. */
import { resourceTypeOf } from "./registry";
import type { RegisteredResource } from "./types";

function identityOf(resource: RegisteredResource): string {
  return resourceTypeOf(resource.type)?.identity?.(resource) ?? resource.id;
}

/** True where both stand for the same thing, so that a change or the end of one is the other's. */
export function isShared(one: RegisteredResource, other: RegisteredResource): boolean {
  const both = one.custom && other.custom && one.type === other.type;
  return both && identityOf(one) === identityOf(other);
}
