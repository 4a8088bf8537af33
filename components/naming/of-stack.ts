/**
 * Resources that a component makes and that belong to the stack, because AWS has the thing once,
 * whichever component asks for it: with a component as parent, its name would be a part of theirs.
 */
import type * as pulumi from "@pulumi/pulumi";

/** The component's provider, and the names below the component that earlier versions gave. */
export function stackOptions(
  type: string,
  former: readonly string[],
  parent: pulumi.ComponentResource,
): pulumi.CustomResourceOptions {
  const aliases = former.map((name) => ({ name, parent }));
  return { provider: parent.getProvider(type), aliases };
}

/**
 * What waits for a component waits for its children, and must wait for these as well: a pipeline would
 * otherwise start before anybody hears of it. The set is Pulumi's own; its types leave it out.
 */
export function belongsTo<R extends pulumi.Resource>(
  component: pulumi.ComponentResource & { __childResources?: Set<pulumi.Resource> },
  resource: R,
): R {
  component.__childResources = (component.__childResources ?? new Set()).add(resource);
  return resource;
}
