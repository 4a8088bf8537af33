/** What an AWS service ends together with a resource, whoever made it. */
import { resourceTypeOf } from "./registry";
import type { RegisteredResource } from "./types";

/** Those of `all` that are gone once their owner is. */
export function dependentsOf(
  owner: RegisteredResource,
  all: readonly RegisteredResource[],
): RegisteredResource[] {
  const names = [owner.id, owner.state.arn, owner.state.name].filter((name) => name !== undefined);
  return all.filter(({ type, inputs }) => {
    const owned = resourceTypeOf(type)?.owner;
    return owned?.types.includes(owner.type) && names.includes(inputs[owned.input]);
  });
}
