/** Names of children whose name in AWS nobody has to write down. */
import * as pulumi from "@pulumi/pulumi";
import type { physicalNames } from "../inputs/model/limits";
import { type Owner, physicalName } from "./model/names";

export interface ChildName {
  /** Logical name: a part of the URN, and so of the public contract. */
  readonly child: string;
  /** Name in AWS where Pulumi's own would be none that AWS takes. */
  readonly physical: string | undefined;
  /** The parent; and a name that earlier versions made otherwise is kept where it is deployed. */
  readonly opts: pulumi.CustomResourceOptions;
}

type Kind = keyof typeof physicalNames;

/** Where a kind of resource has its name. */
const nameInput: Partial<Record<Kind, string>> = {
  permission: "statementId",
  eventTarget: "targetId",
};

export function childName(
  component: string,
  suffix: string,
  kind: Kind,
  parent: pulumi.Resource,
): ChildName {
  return namedChild(`${component}-${suffix}`, kind, parent);
}

/**
 * Two components of one name differ in their types or in their parents': what Pulumi tells apart has
 * two names in AWS as well. Another name would be another resource, without what a topic's subscribers
 * confirmed and a table holds: so a resource that is deployed keeps the name that it has.
 */
export function namedChild(child: string, kind: Kind, parent: pulumi.Resource): ChildName {
  const owner = [pulumi.getProject(), pulumi.getStack(), ...typesAbove(parent)].join("/");
  const physical = physicalName(kind, child, owner);
  const ignoreChanges = [nameInput[kind] ?? "name"];
  return { child, physical, opts: physical === undefined ? { parent } : { parent, ignoreChanges } };
}

/** Types of a resource and of what it is in, as its URN has them; Pulumi's types leave them out. */
function typesAbove(
  resource:
    (pulumi.Resource & { __pulumiType?: string; __parentResource?: pulumi.Resource }) | undefined,
): string[] {
  if (resource === undefined) return [];
  const { __pulumiType: type, __parentResource: parent } = resource;
  return [...typesAbove(parent), ...(type ? [type] : [])];
}

/** Where the state of an earlier version has a child: names that began the same and ended otherwise. */
export function aliases(prefix: string, before: readonly string[]): pulumi.Alias[] {
  return before.map((key) => ({ name: `${prefix}${key}` }));
}

/** What tells the default names of one component from those of every other. */
export function ownerOf(type: Owner["type"], name: string): Owner {
  return { project: pulumi.getProject(), stack: pulumi.getStack(), type, name };
}

/**
 * What a hub is called where hubs of several stacks and projects stand side by side: in one account and
 * Region they share the namespace of their metrics.
 */
export function hubDimension(name: string): string {
  return [pulumi.getProject(), pulumi.getStack(), name].join("/");
}
