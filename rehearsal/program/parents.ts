/** Reads who the parent of a resource is. */
import type { Registration } from "../aws/account/types";

const stackType = "pulumi:pulumi:Stack";

/**
 * The parent that a URN names: `urn:pulumi:STACK::PROJECT::TYPES::NAME`, with the types of a chain
 * of parents joined by `$`. Undefined for the stack, which is everybody's.
 */
export function parentIn(urn: string | undefined): Registration["parent"] {
  const [, , types = "", ...name] = (urn ?? "").split("::");
  const type = types.split("$").pop()!;
  return type === "" || type === stackType ? undefined : { type, name: name.join("::") };
}
